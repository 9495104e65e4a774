using Trooper.Api.Providers;
using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Privacy;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns.Requests;

/// <summary>What a cloud provider is told of the conversation.</summary>
/// <param name="Tokens">An estimate of it.</param>
/// <param name="Withheld">Indexes of the messages that a placeholder stands for.</param>
internal sealed record CloudHistory(IReadOnlyList<Message> Messages, int Tokens, IReadOnlyList<int> Withheld)
{
    /// <summary>The estimate was made part by part.</summary>
    public bool IsEstimatedByParts { get; private init; }

    /// <summary>The client's own history, but for what is private.</summary>
    public static CloudHistory OfClient(TurnRequest turn)
    {
        var scanned = turn.Scanned;
        var hidden = turn.Opened.Withheld.Select(message => message.Place).ToHashSet();
        var count = scanned.Messages.Count - (turn.Prefill is null ? 0 : 1);
        var messages = Enumerable.Range(0, count).Select(place => hidden.Contains(place) ? Placeholder.For(scanned.Messages[place].Role) : scanned.ReadMessage(place));
        return new([.. messages], scanned.Body.Length / 4, [.. turn.Opened.Withheld.Select(message => message.Index)]);
    }

    /// <summary>The session's context, in the budget that the provider's window and the rest of the request leave.</summary>
    /// <param name="budget">Tokens for all of it; null for all that fits.</param>
    public static async Task<CloudHistory> OfSession(TurnRequest turn, Provider provider, int? budget, CancellationToken cancellation)
    {
        var (scanned, options) = (turn.Scanned, turn.Options);
        var others = TokenEstimator.CostUtf8(scanned.SystemBytes.Of(scanned.Body)) + TokenEstimator.CostUtf8(scanned.ToolsBytes.Of(scanned.Body));
        var most = budget ?? (options.CompressCloud ? options.ContextWindow : provider.Window);
        var room = Math.Max(most - others - (options.CompressCloud ? 0 : scanned.MaxTokens ?? 0), 1024);
        var context = await turn.Session.Context(new(turn.Opened.Turn, provider.Name, room, Audience.Cloud, null, []) { Model = turn.ModelOf(provider) }, cancellation);
        return new(context.Compacted.Messages, context.Compacted.TokensAfter + others, context.Withheld) { IsEstimatedByParts = true };
    }
}
