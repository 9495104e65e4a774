namespace Trooper.Tests.Gateway.BadInput;

/// <summary>Bodies that are no request, each with what the refusal must name.</summary>
internal static class BadBodies
{
    public const string Start = "\"model\":\"claude-sim\",\"max_tokens\":9,";
    public const string Hello = "\"messages\":[{\"role\":\"user\",\"content\":\"please begin\"}]";

    public static TheoryData<string, string> Rows => new()
    {
        { "", "empty" },
        { "{", "not valid JSON" },
        { "please begin", "not valid JSON" },
        { "[]", "JSON object" },
        { "null", "JSON object" },
        { $"{{{Start}{Hello}}} more", "not valid JSON" },
        { $"{{{Start}{Hello},}}", "not valid JSON" },
        { $"{{{Start}\"x\":1}}", "messages" },
        { $"{{{Start}\"messages\":[]}}", "messages" },
        { $"{{{Start}\"messages\":null}}", "messages" },
        { $"{{{Start}\"messages\":\"please\"}}", "messages" },
        { $"{{{Start}\"messages\":{{}}}}", "messages" },
        { $"{{{Start}\"messages\":[7]}}", "messages.0" },
        { $"{{{Start}\"messages\":[[]]}}", "messages.0" },
        { $"{{{Start}\"messages\":[{{}}]}}", "messages.0.role" },
        { $"{{{Start}\"messages\":[{{\"content\":\"x\"}}]}}", "messages.0.role" },
        { $"{{{Start}\"messages\":[{{\"role\":\"robot\",\"content\":\"x\"}}]}}", "messages.0.role" },
        { $"{{{Start}\"messages\":[{{\"role\":1,\"content\":\"x\"}}]}}", "messages.0.role" },
        { $"{{{Start}\"messages\":[{{\"role\":\"assistant\",\"content\":\"x\"}}]}}", "messages" },
        { $"{{{Start}\"messages\":[{{\"role\":\"user\"}}]}}", "messages.0.content" },
        { Content("7"), "messages.0.content" },
        { Content("null"), "messages.0.content" },
        { Content("{}"), "messages.0.content" },
        { Content("[\"x\"]"), "messages.0.content.0" },
        { Content("[{}]"), "messages.0.content.0.type" },
        { Content("[{\"type\":3}]"), "messages.0.content.0.type" },
        { Content("[{\"type\":\"text\"}]"), "messages.0.content.0.text" },
        { Content("[{\"type\":\"text\",\"text\":3}]"), "messages.0.content.0.text" },
        { Content("[{\"type\":\"text\",\"text\":\"x\"},{\"type\":\"text\",\"text\":null}]"), "messages.0.content.1.text" },
        { Content("[{\"type\":\"tool_use\",\"name\":\"x\",\"input\":{}}]"), "messages.0.content.0.id" },
        { Content("[{\"type\":\"tool_use\",\"id\":\"x\",\"input\":{}}]"), "messages.0.content.0.name" },
        { Content("[{\"type\":\"tool_result\",\"content\":\"x\"}]"), "messages.0.content.0.tool_use_id" },
        { Content("[{\"type\":\"tool_result\",\"tool_use_id\":\"x\",\"content\":7}]"), "messages.0.content.0.content" },
        { Content("[{\"type\":\"tool_result\",\"tool_use_id\":\"x\",\"content\":[{\"type\":\"text\"}]}]"), "messages.0.content.0.content" },
        { $"{{\"model\":7,{Hello}}}", "model" },
        { $"{{\"model\":null,{Hello}}}", "model" },
        { $"{{{Start}\"stream\":\"yes\",{Hello}}}", "stream" },
        { $"{{{Start}\"stream\":1,{Hello}}}", "stream" },
        { $"{{\"max_tokens\":\"9\",{Hello}}}", "max_tokens" },
        { $"{{\"max_tokens\":-1,{Hello}}}", "max_tokens" },
        { $"{{\"max_tokens\":1.5,{Hello}}}", "max_tokens" },
        { $"{{\"max_tokens\":1e99,{Hello}}}", "max_tokens" },
        { $"{{{Start}\"system\":7,{Hello}}}", "system" },
        { $"{{{Start}\"tools\":{{}},{Hello}}}", "tools" },
        { $"{{{Start}\"x_force_local\":\"yes\",{Hello}}}", "x_force_local" },
        { $"{{{Start}\"x_prefer_local\":1,{Hello}}}", "x_prefer_local" },
        { $"{{{Start}\"x_force_cloud\":null,{Hello}}}", "x_force_cloud" },
        { $"{{{Start}{Hello},{Hello}}}", "messages" },
        { $"{{{Start}\"model\":\"claude-sim\",{Hello}}}", "model" },
        { $"{{{Start}\"x_force_local\":true,\"x_force_local\":false,{Hello}}}", "x_force_local" },
        { $"{{{Start}\"messages\":[{{\"role\":\"user\",\"role\":\"user\",\"content\":\"x\"}}]}}", "messages.0.role" },
        { $"{{{Start}\"messages\":[{{\"role\":\"user\",\"content\":\"x\",\"content\":\"y\"}}]}}", "messages.0.content" },
        { Content("[{\"type\":\"text\",\"text\":\"x\",\"text\":\"y\"}]"), "messages.0.content.0" },
        { Content("\"half a \\ud83d\""), "surrogate" },
        { Content("[{\"type\":\"text\",\"text\":\"half a \\ud83d\"}]"), "surrogate" },
        { $"{{\"model\":\"\\ud83d\",{Hello}}}", "surrogate" },
        { $"{{{Start}\"metadata\":{{\"user_id\":\"\\ud83d\"}},{Hello}}}", "surrogate" },
        { Content("[{\"type\":\"tool_use\",\"id\":\"x\",\"name\":\"x\",\"input\":{\"\\uDE00\\uD83D\":1}}]"), "surrogate" },
        { $"{{{Start}\"deep\":{new string('[', 500)}{new string(']', 500)},{Hello}}}", "depth" },
        { Content(new string('[', 500) + new string(']', 500)), "messages.0.content" },
    };

    private static string Content(string json) => $"{{{Start}\"messages\":[{{\"role\":\"user\",\"content\":{json}}}]}}";
}
