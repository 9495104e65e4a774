using System.Text.Json;
using System.Text.Json.Serialization;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Api.Sessions;

/// <summary>A session as <c>GET /sessions</c> lists it.</summary>
internal sealed record SessionView(
    string SessionId,
    string Intent,
    string Stage,
    string? Provider,
    int Turns,
    long Tokens,
    long TokensSaved,
    int Fallbacks,
    int OpenLoops,
    string? Parent,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastActiveAt)
{
    public static SessionView Of(SessionSummary summary) => new(
        summary.SessionId,
        summary.Intent,
        summary.Stage,
        summary.Provider,
        summary.Turns,
        summary.Tokens,
        summary.TokensSaved,
        summary.Fallbacks,
        summary.OpenLoops,
        summary.Parent,
        summary.CreatedAt.ToUniversalTime(),
        summary.LastActiveAt.ToUniversalTime());
}

internal sealed record SessionsView(IReadOnlyList<SessionView> Sessions, int Count, string? NextCursor);

/// <summary>A message as <c>GET /session/{id}</c> shows it. Content is a string where it is plain text, else blocks in Anthropic's form.</summary>
internal sealed record TurnView(
    int Index,
    string Role,
    [property: JsonConverter(typeof(ContentConverter))] IReadOnlyList<Block> Content,
    string? Provider,
    string? Model,
    Locality Locality,
    DateTimeOffset At,
    int Tokens,
    bool Partial)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Superseded { get; init; }

    public static TurnView Of(TranscriptTurn turn, bool showSuperseded) => new(
        turn.Index,
        MessageJson.NameOf(turn.Message.Role),
        turn.Message.Content,
        turn.Provider,
        turn.Model,
        turn.Locality,
        turn.At.ToUniversalTime(),
        turn.Tokens,
        turn.Partial)
    {
        Superseded = showSuperseded ? turn.Superseded : null,
    };
}

/// <summary>A message that was just said, as an event.</summary>
internal sealed record TurnEventView(TurnView Turn, string? Decision, string? Rule);

/// <param name="Start">Where in the answer it begins, in characters: 0 also for one who came back in its middle, and is told it anew.</param>
internal sealed record DeltaView(int Turn, int Start, string Text);

internal sealed record FallbackView(int Turn, string From, string? To, string Trigger);

internal sealed record LedgerView(IReadOnlyList<LedgerTurn> Turns);

internal sealed record ReceiptsView(IReadOnlyList<Receipt> Receipts);

internal sealed class ContentConverter : JsonConverter<IReadOnlyList<Block>>
{
    public override IReadOnlyList<Block> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("a view is only written");

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Block> value, JsonSerializerOptions options) => MessageJson.WriteContent(writer, value);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SessionsView))]
[JsonSerializable(typeof(IReadOnlyList<TurnView>))]
[JsonSerializable(typeof(TurnEventView))]
[JsonSerializable(typeof(DeltaView))]
[JsonSerializable(typeof(FallbackView))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(LedgerView))]
[JsonSerializable(typeof(ReceiptsView))]
internal sealed partial class SessionViewJson : JsonSerializerContext;
