using System.Text.Json.Serialization;
using Trooper.Core.Conversations;
using Trooper.Core.Providers;
using Trooper.Core.Recovery;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Sessions;

/// <summary>What passes between a front end and a session or a provider's breaker in another process, as JSON. A field that is added later is ignored by an older reader.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    MaxDepth = JsonLimits.MaxDepth,
    Converters = [typeof(MessageJsonConverter)])]
[JsonSerializable(typeof(TurnOpening))]
[JsonSerializable(typeof(TurnOpened))]
[JsonSerializable(typeof(TurnOutcome))]
[JsonSerializable(typeof(ContextDemand))]
[JsonSerializable(typeof(SessionContext))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(TranscriptTurn))]
[JsonSerializable(typeof(LedgerTurn))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(SitrepReport))]
[JsonSerializable(typeof(RecoveryReport))]
[JsonSerializable(typeof(TurnUpdate))]
[JsonSerializable(typeof(DeltaUpdate))]
[JsonSerializable(typeof(FallbackUpdate))]
[JsonSerializable(typeof(ContextUpdate))]
[JsonSerializable(typeof(SitrepUpdate))]
[JsonSerializable(typeof(Breaker))]
public sealed partial class SessionCallJson : JsonSerializerContext;
