using Trooper.Core.Classifier;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Sessions;

namespace Trooper.Cluster.Tests.Hosting;

/// <summary>A person who sends one message after the other, and whom a model answers.</summary>
internal static class Talking
{
    public static TurnOpening Opening(string text, RouteWish wish = RouteWish.None) => new()
    {
        Before = ContentHash.None,
        Messages = [MessageWeight.Record(Message.User(text))],
        Route = new(wish, new Classification(false, "test"), NamesLocalModel: false, HasCloud: true),
        Name = new("X-Session-ID", IsAgent: false),
        Model = "claude-sim",
    };

    public static TurnOutcome Outcome(int turn, string answer) => new(
        turn, Message.Assistant(answer), "claude", "claude-sim", null, "end_turn", new(10, 5), 0, [new("claude", "claude-sim", DateTimeOffset.UnixEpoch, Attempt.Ok, [])], false, null);

    extension(ISession session)
    {
        public async Task<TurnOpened> Ask(string text, RouteWish wish = RouteWish.None) => await session.Begin(Opening(text, wish), CancellationToken.None);

        public async Task Answer(TurnOpened turn, string text) => await session.Complete(Outcome(turn.Turn, text));

        public async Task Say(string text)
        {
            var turn = await session.Ask(text);
            await session.Answer(turn, $"heard: {text}");
        }

        public async Task<IReadOnlyList<string>> Lines() =>
            [.. (await session.Transcript(new(All: true), CancellationToken.None) ?? []).Select(turn => $"{turn.Message.Role}: {turn.Message.Text}")];
    }
}
