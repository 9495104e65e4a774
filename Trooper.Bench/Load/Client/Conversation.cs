using System.Text;
using Trooper.Bench.Load.Servers;

namespace Trooper.Bench.Load.Client;

/// <summary>An agent's conversation with the fake upstream: each request resends all that was said before.</summary>
internal sealed class Conversation(string model, bool stream, int seed, int sentences = 1)
{
    private const string System =
        "You are a careful engineer in a Go repository of a proxy. Read before you write, run the tests of the package you changed, say what you did in one short paragraph, and name what is left. "
        + "Keep to the style of the files around; no new dependencies; never touch generated code. Errors are values and are wrapped once. Ask when a requirement is unclear.";

    private readonly StringBuilder history = new();
    private int turns;

    /// <summary>The body of the next turn's request.</summary>
    public string NextTurn()
    {
        if (turns > 0)
            history.Append($$""",{"role":"assistant","content":[{"type":"text","text":"{{CannedReplies.Answer}}"}]},""");
        var opening = turns == 0 ? $"Session {RequestTemplate.Number}. " : "";
        history.Append($$"""{"role":"user","content":"{{opening}}{{Prose.Say(seed + turns, turns == 0 ? 4 : sentences)}}"}""");
        turns++;
        return $$"""{"model":"{{model}}","stream":{{(stream ? "true" : "false")}},"max_tokens":1024,"system":"{{System}}","messages":[{{history}}]}""";
    }
}
