using System.Text.Json.Serialization;
using Trooper.Api.Sessions;
using Trooper.Core.Recovery;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;

namespace Trooper.Api.Pages.Chat;

/// <summary>A message as the pages show it: rendered and made safe, with the text itself for copying and editing.</summary>
internal sealed record ChatTurn(
    int Index,
    string Role,
    string Html,
    string Text,
    string? Provider,
    string? Model,
    Locality Locality,
    DateTimeOffset At,
    int Tokens,
    bool Partial)
{
    /// <summary>What the provider was handed, where it is not the one that answered before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Carried? Carried { get; init; }

    public static ChatTurn Of(TranscriptTurn turn) => new(
        turn.Index,
        MessageHtml.SpeakerOf(turn.Message),
        MessageHtml.Of(turn.Message),
        turn.Message.Text,
        turn.Provider,
        turn.Model,
        turn.Locality,
        turn.At.ToUniversalTime(),
        turn.Tokens,
        turn.Partial);
}

/// <summary>A hand-over between two answers. The counts are null where the client sent its history itself, and nothing was built here.</summary>
internal sealed record Carried(string From, string To, int? Turns, int? Folded, int? Withheld, int? Tokens)
{
    public static Carried Of(string from, string to, Receipt? receipt) =>
        new(from, to, receipt?.Verbatim.Count, receipt?.Folded.Count, receipt?.Withheld.Count, receipt?.TokensAfter);
}

/// <summary>How a session stands: beside its SITREP, what a list says of it, the last failure, and whether an answer is under way.</summary>
internal sealed record ChatStatus(SitrepReport Sitrep, SessionView? Session, string? Error, bool InFlight)
{
    public static ChatStatus Of(RecoveryReport report, SessionSummary? summary) =>
        new(report.Sitrep, summary is null ? null : SessionView.Of(summary), report.LastError?.Message, report.InFlight is not null);
}

/// <param name="More">There are earlier ones.</param>
/// <param name="Escalations">How often the conversation went from the local model to a cloud.</param>
internal sealed record ChatPage(IReadOnlyList<ChatTurn> Turns, bool More, int Total, int Escalations, ChatStatus Status);

/// <summary>An answer that is being written: the blocks that are finished since the last time, and the one still open.</summary>
/// <param name="From">How many were finished before.</param>
internal sealed record Writing(int Turn, int From, IReadOnlyList<string> Finished, string Open);

internal sealed record Fallback(int Turn, string From, string? To, string Trigger);

/// <param name="Ollama"><c>running</c>, <c>missing_model</c> or <c>down</c>.</param>
/// <param name="Clouds">The cloud providers of the chain.</param>
internal sealed record Setup(string Ollama, string LocalModel, IReadOnlyList<string> Clouds, string LocalUrl);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChatPage))]
[JsonSerializable(typeof(ChatTurn))]
[JsonSerializable(typeof(ChatStatus))]
[JsonSerializable(typeof(Writing))]
[JsonSerializable(typeof(Fallback))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Setup))]
internal sealed partial class ChatJson : JsonSerializerContext;
