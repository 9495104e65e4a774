using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Context;
using Trooper.Core.Conversations;

namespace Trooper.Tests.Context;

public class CompactorProperties
{
    [Fact]
    public void Budget_is_never_exceeded() => Holds(test =>
    {
        var context = test.Compact();
        var cost = (context.System is { Length: > 0 } system ? TokenEstimator.Cost(system) : 0) + context.Tools.Sum(TokenEstimator.Cost)
            + context.Messages.Sum(TokenEstimator.Cost);
        return cost <= test.Budget && context.TokensAfter <= test.Budget && cost <= context.TokensAfter;
    });

    [Fact]
    public void A_call_and_its_result_are_never_parted() => Holds(test =>
    {
        var context = test.Compact();
        return context.IsWhole || context.Messages.Select((message, i) => IsPaired(context.Messages, message, i)).All(paired => paired);
    });

    [Fact]
    public void A_compacted_context_starts_with_the_user_and_has_no_empty_message() => Holds(test =>
    {
        var context = test.Compact();
        return context.IsWhole
            || (context.Messages.First(message => message.Role != Role.System).Role == Role.User && context.Messages.All(message => message.Content.Count > 0));
    });

    [Fact]
    public void The_newest_user_message_is_always_there() => Holds(test =>
    {
        var context = test.Compact();
        var newest = test.Messages.Last(message => message.Role == Role.User || ReferenceEquals(message, test.Messages[0]));
        if (context.IsWhole || newest.Role != Role.User || newest.Text.Trim().Length == 0)
            return true;
        var said = context.Messages.Last(message => message.Role == Role.User).Text;
        return said.Contains(newest.Text) || said.Contains('…');
    });

    [Fact]
    public void Same_input_gives_the_same_bytes() => Holds(test => Written(test.Compact()) == Written(test.Compact()));

    [Fact]
    public void Every_index_is_verbatim_or_folded() => Holds(test =>
    {
        var context = test.Compact();
        return context.Verbatim.Concat(context.Folded).Order().SequenceEqual(Enumerable.Range(0, test.Messages.Count));
    });

    [Fact]
    public void A_verbatim_message_keeps_all_that_was_said() => Holds(test =>
    {
        var context = test.Compact();
        var said = context.Messages.SelectMany(message => message.Content).ToHashSet();
        return context.Verbatim.All(i => test.Messages[i].Content.All(block => block is ThinkingBlock || said.Contains(block)));
    });

    [Fact]
    public void Shortened_arguments_are_an_object_still() => Holds(test =>
    {
        var whole = test.Messages.SelectMany(message => message.ToolCalls).Where(call => call.ArgumentsJson.StartsWith('{')).Select(call => call.Id).ToHashSet();
        return test.Compact().Messages.SelectMany(message => message.ToolCalls).Where(call => whole.Contains(call.Id))
            .All(call => JsonDocument.Parse(call.ArgumentsJson).RootElement.ValueKind == JsonValueKind.Object);
    });

    [Fact]
    public void No_surrogate_pair_is_cut() => Holds(test =>
    {
        if (test.Messages.Any(message => HasLoneSurrogate(JsonText(message))) || HasLoneSurrogate(test.System ?? ""))
            return true;
        var context = test.Compact();
        return !HasLoneSurrogate(context.System ?? "") && !context.Messages.Any(message => HasLoneSurrogate(JsonText(message)));
    });

    private static void Holds(Func<Case, bool> claim) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Histories.Cases, claim));

    private static bool IsPaired(IReadOnlyList<Message> messages, Message message, int i)
    {
        var answers = i + 1 < messages.Count ? messages[i + 1] : null;
        var isAnswered = answers is null || message.ToolCalls.All(call => answers.ToolResults.Count(result => result.CallId == call.Id) == 1);
        var hasCalls = message.ToolResults.All(result => i > 0 && messages[i - 1].ToolCalls.Any(call => call.Id == result.CallId));
        var resultsFirst = message.Content.SkipWhile(block => block is ToolResultBlock).All(block => block is not ToolResultBlock);
        return isAnswered && hasCalls && resultsFirst;
    }

    private static string JsonText(Message message) => string.Concat(message.Content.Select(block => block switch
    {
        TextBlock text => text.Text,
        ToolResultBlock result => result.Text,
        ToolCallBlock call => call.ArgumentsJson,
        _ => "",
    }));

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }
        return false;
    }

    private static string Written(CompactedContext context) =>
        context.System + string.Join('\n', context.Messages.Select(message => message.Role + JsonText(message))) + string.Join('\n', context.Tools);
}
