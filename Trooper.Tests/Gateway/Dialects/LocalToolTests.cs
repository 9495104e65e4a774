using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>Tools with local models as agents find them.</summary>
public sealed class LocalToolTests
{
    private static readonly object[] Tools = [new { name = "read", description = "Reads a file.", input_schema = new { type = "object", properties = new { path = new { type = "string" } } } }];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_written_as_text_reaches_the_agent_as_a_call(bool stream)
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Ollama.Script(Behave.WritesCallAsText("read", """{"path":"a.txt"}"""));

        var reply = await trooper.Http.Post(Asking(stream, TrooperHost.LocalModel));

        var call = stream
            ? reply.Events.Select(item => item.Field("content_block")).First(block => block.Text("type") == "tool_use")
            : reply.Json.Items("content").Single();
        Assert.Equal(("read", ""), (call.Text("name"), reply.Text));
        Assert.Contains("tool_use", stream ? reply.Events[^2].Field("delta").Text("stop_reason") : reply.Json.Text("stop_reason"));
    }

    [Fact]
    public async Task A_model_without_tools_answers_without_and_the_reply_says_so()
    {
        await using var trooper = await TrooperHost.Start();

        var reply = await trooper.Http.Post(Asking(stream: false, "llama-sim-plain:latest"));

        Assert.Equal((200, "tools"), (reply.Status, reply.Trooper("Dropped")));
        Assert.All(trooper.Ollama.Requests.Where(seen => seen.Path == "/api/chat"), seen => Assert.False(seen.Json.Has("tools")));
    }

    private static Dictionary<string, object> Asking(bool stream, string model) =>
        Talk.Request([Talk.User("please read a.txt")], stream).With("model", model).With("tools", Tools);
}
