using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes;

/// <summary>The behaviours that tests script.</summary>
public static partial class Behave
{
    /// <summary>The fake's own answer: to be delayed, held or cut.</summary>
    public static Behaviour Normally() => new();

    /// <summary>Says the texts, one delta each.</summary>
    public static Behaviour Says(params string[] deltas) => Answers(new Answer { Deltas = deltas });

    public static Behaviour Calls(string tool, string argumentsJson) => Calls((tool, argumentsJson));

    /// <summary>Several calls in one answer.</summary>
    public static Behaviour Calls(params (string Tool, string ArgumentsJson)[] calls) =>
        Answers(new Answer { Calls = [.. calls.Select(call => Call.Of(call.Tool, call.ArgumentsJson))], Stop = StopCause.Tool });

    public static Behaviour Thinks(string thinking, params string[] deltas) => Answers(new Answer { Thinking = thinking, Deltas = deltas });

    /// <summary>Thoughts that the caller must carry and cannot read; only Anthropic sends them.</summary>
    public static Behaviour ThinksUnseen(string thinking, params string[] deltas) => Answers(new Answer { HiddenThinking = thinking, Deltas = deltas });

    public static Behaviour Refuses(string text = "") => Answers(new Answer { Deltas = text.Length > 0 ? [text] : [], Stop = StopCause.Refusal });

    /// <summary>What small local models do: a tool call written as text instead of made.</summary>
    public static Behaviour WritesCallAsText(string tool, string argumentsJson) => Says($$"""{"name":"{{tool}}","parameters":{{argumentsJson}}}""");

    /// <summary>One event of that many characters.</summary>
    public static Behaviour SaysAtOnce(int characters) => Says(new string('x', characters));

    public static Behaviour Answers(Answer answer) => new() { Answer = answer };

    public static Behaviour Resets() => new() { ResetsBeforeHeaders = true };

    /// <summary>No headers, ever: open until the caller hangs up.</summary>
    public static Behaviour KeepsSilent() => new() { HeaderGate = new Gate() };

    public static Behaviour IgnoresStream() => new() { IgnoresStream = true };

    public static Behaviour RepliesWith(int status, string body = "", string contentType = "application/json") =>
        new() { Raw = new Reply(status, body) { ContentType = contentType } };

    public static Behaviour RepliesEmpty() => RepliesWith(200);

    public static Behaviour RepliesBrokenJson() => RepliesWith(200, """{"id":"broken","content":[""");
}
