using System.Text.Json;
using System.Text.Json.Nodes;
using Trooper.Tests.Fakes.Wire;
using JsonLimits = Trooper.Core.JsonLimits;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>
/// Signatures that only this fake can make. One covers the thought's text and, for models that bind thoughts to their conversation,
/// everything before it but the cache marks, which clients move from turn to turn.
/// </summary>
internal sealed class ThinkingSignatures
{
    private const string Prefix = "EqoBCkYIChgC";

    private readonly Seal _seal = new();

    public static bool BindsConversation(string model) => model.Contains("fable", StringComparison.Ordinal);

    /// <summary>For a thought that follows the request's first <paramref name="messages"/> messages.</summary>
    public string Sign(string thinking, JsonElement body, int messages)
    {
        var bound = BindsConversation(body.Text("model") ?? "") ? Conversation(body, messages) : "";
        return Signature(thinking, bound);
    }

    public Verdict Check(string signature, string thinking, JsonElement body, int messages)
    {
        if (!signature.StartsWith(Prefix + _seal.Mark(thinking), StringComparison.Ordinal))
        {
            return Verdict.Foreign;
        }

        // A block that was made unbound, by another model, is still valid.
        var unbound = !BindsConversation(body.Text("model") ?? "") || signature == Signature(thinking, bound: "");
        return unbound || signature == Sign(thinking, body, messages) ? Verdict.Valid : Verdict.OtherConversation;
    }

    /// <summary>A thought made unreadable.</summary>
    public string Redact(string thinking) => $"{_seal.Mark(thinking)}.{_seal.Mark(_seal.Mark(thinking))}";

    public bool IsOurs(string redacted) => redacted.Split('.') is [var content, var mark] && mark == _seal.Mark(content);

    private string Signature(string thinking, string bound) => $"{Prefix}{_seal.Mark(thinking)}.{_seal.Mark(thinking + bound)}";

    private static string Conversation(JsonElement body, int messages) =>
        Plain(body.Field("system")) + Plain(body.Field("tools")) + string.Concat(body.Items("messages").Take(messages).Select(Plain));

    private static string Plain(JsonElement element)
    {
        var node = element.IsGiven ? JsonNode.Parse(element.GetRawText(), documentOptions: new() { MaxDepth = JsonLimits.MaxDepth }) : null;
        RemoveCacheMarks(node);
        return node?.ToJsonString() ?? "";
    }

    private static void RemoveCacheMarks(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            fields.Remove("cache_control");
        }

        var children = node switch
        {
            JsonObject parent => parent.Select(field => field.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var child in children)
        {
            RemoveCacheMarks(child);
        }
    }

    internal enum Verdict
    {
        Valid,
        Foreign,
        OtherConversation,
    }
}
