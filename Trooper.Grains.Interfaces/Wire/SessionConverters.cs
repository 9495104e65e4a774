using Trooper.Core.Conversations;
using Trooper.Core.Recovery;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;
using static Trooper.Core.Sessions.SessionCallJson;

namespace Trooper.Grains.Wire;

[RegisterConverter]
public sealed class TurnOpeningConverter() : CoreConverter<TurnOpening>(Default.TurnOpening);

[RegisterConverter]
public sealed class TurnOpenedConverter() : CoreConverter<TurnOpened>(Default.TurnOpened);

[RegisterConverter]
public sealed class TurnOutcomeConverter() : CoreConverter<TurnOutcome>(Default.TurnOutcome);

[RegisterConverter]
public sealed class ContextDemandConverter() : CoreConverter<ContextDemand>(Default.ContextDemand);

[RegisterConverter]
public sealed class SessionContextConverter() : CoreConverter<SessionContext>(Default.SessionContext);

[RegisterConverter]
public sealed class MessageConverter() : CoreConverter<Message>(Default.Message);

[RegisterConverter]
public sealed class TranscriptTurnConverter() : CoreConverter<TranscriptTurn>(Default.TranscriptTurn);

[RegisterConverter]
public sealed class LedgerTurnConverter() : CoreConverter<LedgerTurn>(Default.LedgerTurn);

[RegisterConverter]
public sealed class ReceiptConverter() : CoreConverter<Receipt>(Default.Receipt);

[RegisterConverter]
public sealed class SitrepReportConverter() : CoreConverter<SitrepReport>(Default.SitrepReport);

[RegisterConverter]
public sealed class RecoveryReportConverter() : CoreConverter<RecoveryReport>(Default.RecoveryReport);

[RegisterConverter]
public sealed class TurnUpdateConverter() : CoreConverter<TurnUpdate>(Default.TurnUpdate);

[RegisterConverter]
public sealed class DeltaUpdateConverter() : CoreConverter<DeltaUpdate>(Default.DeltaUpdate);

[RegisterConverter]
public sealed class FallbackUpdateConverter() : CoreConverter<FallbackUpdate>(Default.FallbackUpdate);

[RegisterConverter]
public sealed class ContextUpdateConverter() : CoreConverter<ContextUpdate>(Default.ContextUpdate);

[RegisterConverter]
public sealed class SitrepUpdateConverter() : CoreConverter<SitrepUpdate>(Default.SitrepUpdate);
