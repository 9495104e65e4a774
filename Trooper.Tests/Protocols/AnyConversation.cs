using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;

namespace Trooper.Tests.Protocols;

/// <summary>Conversations as agents have them: users and assistants take turns, and every call is answered in the message behind it.</summary>
internal static class AnyConversation
{
    private static readonly string[] Texts =
        ["hello", "a  b\tc", "line\nline", "é🙂", "quote \" and \\ slash", "{\"json\": true}", "</script>", "42", "\u00a0x\u3000", "\u0007"];

    private static readonly string[] Arguments =
        ["{}", "{\"city\":\"Oslo\"}", "{ \"a\" : [1, 2.50, 1e3], \"b\": {\"c\": null} }", "{\"text\":\"tab\\t \\u00e9 \\\"quoted\\\"\"}"];

    // Claude's own, OpenAI's sealed, and a local model's.
    private static readonly Block[] Thoughts =
        [new ThinkingBlock("Hm.", "c2lnbmVk"), new ThinkingBlock("Let me see.", "trooper-foreign.openai.gAAA"), new ThinkingBlock("é🙂", null)];

    private static readonly Block[] Said =
    [
        .. Texts.Select(text => new TextBlock(text)),
        new ImageBlock("image/png", "iVBORw0KGgo=", null),
        new ImageBlock("image/gif", "R0lGODlh+/8=", null),
        new ImageBlock(null, null, "https://example.com/a.png?x=1&y=2"),
    ];

    public static Arbitrary<Message[]> Arbitrary { get; } =
        (from length in Gen.Choose(1, 7)
         from seeds in Gen.Choose(0, int.MaxValue).ListOf(length)
         select Build(seeds)).ToArbitrary();

    /// <summary>The same with thoughts, whoever had them, and documents.</summary>
    public static Arbitrary<Message[]> WithMore { get; } =
        (from messages in Arbitrary.Generator
         from seed in Gen.Choose(0, int.MaxValue)
         select messages.Select((message, place) => More(message, new Random(seed + place))).ToArray()).ToArbitrary();

    private static Message More(Message message, Random choice) => (message.Role, choice.Next(3)) switch
    {
        (Role.Assistant, 0) => message with { Content = [One(Thoughts, choice), .. message.Content] },
        (Role.User, 0) => message with { Content = [.. message.Content, new DocumentBlock("application/pdf", "JVBERi0xLjQK", null, null, "plan.pdf")] },
        _ => message,
    };

    // Each message depends on the one before: results belong to its calls.
    private static Message[] Build(IEnumerable<int> seeds)
    {
        var messages = new List<Message>();
        foreach (var seed in seeds)
        {
            var choice = new Random(seed);
            messages.Add(messages is [.., { Role: Role.User }] ? Assistant(choice, messages.Count) : User(choice, messages.LastOrDefault()));
        }
        // The user has the last word: nobody else would ask for an answer.
        return messages[^1].Role == Role.User ? [.. messages] : [.. messages.SkipLast(1)];
    }

    private static Message User(Random choice, Message? before)
    {
        var results = before?.ToolCalls.Select(Block (call) => new ToolResultBlock(call.Id, [new TextBlock(One(Texts, choice))])).ToList() ?? [];
        var said = Many(Said, choice, results.Count > 0 ? 0 : 1);
        return new(Role.User, [.. results, .. said]);
    }

    private static Message Assistant(Random choice, int place)
    {
        var text = choice.Next(3) == 0 ? [] : new List<Block> { new TextBlock(One(Texts, choice)) };
        var calls = Enumerable.Range(0, text.Count == 0 ? choice.Next(1, 4) : choice.Next(3))
            .Select(Block (call) => new ToolCallBlock($"call_{place}_{call}", choice.Next(2) == 0 ? "read" : "mcp__disk__list", One(Arguments, choice)));
        return new(Role.Assistant, [.. text, .. calls]);
    }

    private static T One<T>(T[] all, Random choice) => all[choice.Next(all.Length)];

    private static Block[] Many(Block[] all, Random choice, int least) => choice.GetItems(all, choice.Next(least, 4));
}
