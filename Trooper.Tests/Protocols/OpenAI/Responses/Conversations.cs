using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

/// <summary>Conversations as agents have them: the user speaks or hands in results, the model thinks, speaks and calls.</summary>
internal static class Conversations
{
    private static readonly Gen<string> Words =
        from words in Gen.Elements("a", "b\n", " \"c\" ", "dé", "🙂", "\\", "<x>", "\t", "naïve").NonEmptyListOf()
        select string.Concat(words) + "."; // never only white space

    private static readonly Gen<string> Arguments = Gen.Elements(
        """{"city":"Oslo"}""", "{}", """{ "n": 1.50, "list": [1, 2, {"deep": null}] }""", """{"text":"é \u00e9 \n"}""", "{broken");

    private static readonly Gen<Block> Text = Words.Select(Block (words) => new TextBlock(words));

    private static readonly Gen<Block> Image = Gen.Elements<Block>(
        new ImageBlock("image/png", "iVBORw0KGgo=", null), new ImageBlock(null, null, "https://example.org/a.png"));

    private static readonly Gen<Block[]> Said =
        from blocks in Gen.Frequency((4, Text), (1, Image)).NonEmptyListOf()
        select blocks.ToArray();

    private static readonly Gen<Block[]> Answered =
        from thinking in Gen.Elements<Block[]>([], [new ThinkingBlock("Hm.", "sig")])
        from text in Text
        from calls in Gen.Choose(0, 2)
        from arguments in Arguments.ArrayOf(calls)
        select (Block[])[.. thinking, text, .. arguments.Select((json, at) => new ToolCallBlock($"call_{at}", "look_up", json))];

    /// <summary>Turn by turn, each call answered right after it; it ends with the user.</summary>
    public static readonly Gen<IReadOnlyList<Message>> Any =
        from openings in Said.NonEmptyListOf()
        from answers in Answered.ListOf()
        from results in Said.ArrayOf(answers.Count * 2)
        from saidAfter in Said.ArrayOf(answers.Count)
        from speaks in Gen.Elements(true, false).ArrayOf(answers.Count)
        from reminds in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true))).ArrayOf(answers.Count)
        select Assemble(openings, answers, results, saidAfter, speaks, reminds);

    private static IReadOnlyList<Message> Assemble(
        IEnumerable<Block[]> openings, IReadOnlyList<Block[]> answers, Block[][] results, Block[][] saidAfter, bool[] speaks, bool[] reminds)
    {
        var messages = openings.Select(said => new Message(Role.User, said)).ToList();
        for (var turn = 0; turn < answers.Count; turn++)
        {
            var answer = new Message(Role.Assistant, answers[turn]);
            var outputs = answer.ToolCalls.Select((call, at) => (Block)new ToolResultBlock(call.Id, results[turn * 2 + at])).ToArray();
            messages.Add(answer);
            messages.Add(new(Role.User, outputs.Length > 0 && !speaks[turn] ? outputs : [.. outputs, .. saidAfter[turn]]));
            if (reminds[turn])
            {
                messages.Add(new(Role.System, [new TextBlock("A hint from the harness.")]));
                messages.Add(Message.User("Go on."));
            }
        }
        return messages;
    }
}
