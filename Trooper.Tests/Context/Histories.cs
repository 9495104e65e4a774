using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Tests.Context;

/// <summary>A conversation and what it is to be fitted into.</summary>
public sealed record Case(IReadOnlyList<Message> Messages, string? System, IReadOnlyList<Tool> Tools, SitrepReport Sitrep, int Budget)
{
    public IReadOnlyList<MessageOutline> Outlines =>
        [.. Messages.Select((message, i) => new MessageOutline(i, message.Role == Role.User, TokenEstimator.Cost(message), TokenEstimator.Cost(message.Text)))];

    /// <summary>As a session does it: the plan says what is read, and only that is compacted.</summary>
    public CompactedContext Compact() => Compactor.Compact(new CompactionInput(
        [.. ContextPlan.Choose(Outlines, Budget).Select(i => new IndexedMessage(i, Messages[i]))], Messages.Count, Sitrep, System, Tools, Budget));

    public override string ToString() =>
        $"budget {Budget}, system {System?.Length}, tools {Tools.Count}: " + string.Join(" | ", Messages.Select(Describe));

    private static string Describe(Message message) => message.Role + " " + string.Join(", ", message.Content.Select(block => block switch
    {
        TextBlock text => $"text {text.Text.Length}",
        ToolCallBlock call => $"call {call.Id} {call.ArgumentsJson.Length}",
        ToolResultBlock result => $"result {result.CallId} {result.Text.Length}",
        _ => block.GetType().Name,
    }));
}

/// <summary>Conversations as agents have them, and as they should not but do.</summary>
internal static class Histories
{
    public static Arbitrary<Case> Cases => Arb.From(
        from rounds in Gen.ListOf(Round).Select(list => list.Take(24).ToArray())
        from start in Gen.Elements("user", "user", "user", "assistant", "system")
        from end in Gen.Elements("user", "user", "nothing", "open call", "assistant")
        from system in Gen.Frequency((3, Gen.Constant<string?>(null)), (2, Text.Select<string, string?>(text => text)))
        from tools in Gen.Choose(0, 3).SelectMany(count => Gen.ListOf(ToolGen, count * count))
        from items in Gen.ListOf(Gen.Elements("fix the build", "port 8080 is taken", "聊天记录")).Select(list => list.ToArray())
        from budget in Gen.Frequency((2, Gen.Choose(64, 400)), (3, Gen.Choose(400, 4_000)), (2, Gen.Choose(4_000, 20_000)))
        select new Case(Chain(start, rounds, end), system, [.. tools], new SitrepReport { Intent = "porting", OpenLoops = items, CompletedSteps = items }, budget),
        Smaller);

    private static Gen<string> Text => Gen.Frequency(
        (6, Repeated("The deployment went to staging and order A-1042 was checked. ", 1, 12)),
        (3, Repeated("    if (value == null) { return cache[\"key_17\"]; }\n", 1, 60)),
        (3, Repeated("2024-05-01 12:00:01 ERROR [pool-7] timeout after 3000ms at src/db.cs:88\n", 1, 30)),
        (2, Repeated("数据库连接失败，请重试。", 1, 60)),
        (2, Repeated("😀👩‍👩‍👧", 1, 200)),
        (1, Repeated("x\ud800y", 1, 40)),
        (1, Repeated("QmFzZTY0", 1, 400)),
        (1, Repeated("one long line without a break ", 1, 400)),
        (2, Gen.Elements("", " ", "\n\n", "ok", "…")));

    private static Gen<Tool> ToolGen =>
        from name in Gen.Elements("read_file", "bash", "search_the_whole_repository")
        from description in Text
        from schema in Gen.Elements(
            """{"type":"object"}""",
            """{"type":"object","properties":{"path":{"type":"string","description":"Where to look, as an absolute path without any links in it."}},"required":["path"]}""",
            "not json")
        select new Tool(name, description, schema);

    private static Gen<Message[]> Round => Gen.Frequency(
        (3, from user in Text from assistant in Text select new[] { Message.User(user), Message.Assistant(assistant) }),
        (6, from count in Gen.Choose(1, 4) from calls in Gen.ArrayOf(Call, count) from said in Text select Exchange(said, calls)),
        (1, from text in Text select new[] { Message.User(text), Message.User(text) }),
        (1, from text in Text select new[] { new Message(Role.System, [new TextBlock(text)]) }),
        // A result that answers nothing, and a call that nothing answers.
        (1, Gen.Constant(new[] { new Message(Role.User, [new ToolResultBlock("stray", [new TextBlock("orphan")])]) })),
        (1, Gen.Constant(new[] { new Message(Role.Assistant, [new ToolCallBlock("lost", "bash", "{}")]), Message.User("go on") })));

    private static Gen<(ToolCallBlock Call, ToolResultBlock Result)> Call =>
        from id in Gen.Choose(0, 1_000_000).Select(number => $"call_{number}")
        from name in Gen.Elements("read_file", "bash", "search_the_whole_repository")
        from argument in Text
        from raw in Gen.Elements(true, false, false)
        from text in Text
        from image in Gen.Elements(true, false, false, false)
        from isError in Gen.Elements(true, false)
        select (
            new ToolCallBlock(id, name, raw ? argument : System.Text.Json.JsonSerializer.Serialize(new { path = "/src/app.cs", text = argument, limit = 20 })),
            new ToolResultBlock(id, image ? [new TextBlock(text), new ImageBlock("image/png", "iVBORw0KGgo=", null)] : [new TextBlock(text)], isError));

    private static Gen<string> Repeated(string text, int least, int most) =>
        Gen.Choose(least, most).Select(times => string.Concat(Enumerable.Repeat(text, times)));

    private static Message[] Exchange(string said, (ToolCallBlock Call, ToolResultBlock Result)[] calls)
    {
        calls = [.. calls.DistinctBy(call => call.Call.Id)];
        return
        [
            new Message(Role.Assistant, [new ThinkingBlock("let me see", "sig"), new TextBlock(said), .. calls.Select(call => call.Call)]),
            new Message(Role.User, [.. calls.Select(call => call.Result), new TextBlock("and mind the tests")]),
        ];
    }

    private static IReadOnlyList<Message> Chain(string start, Message[][] rounds, string end)
    {
        var messages = new List<Message> { start switch { "assistant" => Message.Assistant("Hello."), "system" => new(Role.System, [new TextBlock("Be brief.")]), _ => Message.User("Port the parser.") } };
        messages.AddRange(rounds.SelectMany(round => round));
        if (end == "user")
            messages.Add(Message.User("What is left to do?"));
        if (end == "assistant")
            messages.Add(Message.Assistant("All done."));
        if (end == "open call")
            messages.Add(new Message(Role.Assistant, [new TextBlock("One more."), new ToolCallBlock("open", "bash", """{"command":"ls"}""")]));
        return messages;
    }

    private static IEnumerable<Case> Smaller(Case one)
    {
        for (var length = one.Messages.Count / 2; length > 0; length /= 2)
        {
            for (var i = 1; i + length <= one.Messages.Count; i += length)
                yield return one with { Messages = [.. one.Messages.Take(i), .. one.Messages.Skip(i + length)] };
        }
        if (one.System is not null)
            yield return one with { System = null };
        if (one.Tools.Count > 0)
            yield return one with { Tools = [] };
    }
}
