using Trooper.Core.Conversations;
using Trooper.Core.Recovery;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;

namespace Trooper.Grains.Sessions;

// Messages are immutable, so that a call within a node copies nothing; to another node they go as the Core's own JSON. A type keeps its alias
// for ever, whatever becomes of its name: nodes of two versions talk to each other during an upgrade.

/// <summary>The chain of hashes of a client's history: all that a session needs to find it.</summary>
[GenerateSerializer, Immutable, Alias("trooper.history")]
public sealed record History(UInt128[] Chains);

[GenerateSerializer, Immutable, Alias("trooper.begin-turn")]
public sealed record BeginTurn(TurnOpening Opening);

/// <param name="Opened">Where the turn goes.</param>
/// <param name="IsWatched">Pieces of the answer are worth telling.</param>
[GenerateSerializer, Immutable, Alias("trooper.turn-begun")]
public sealed record TurnBegun(TurnOpened Opened, bool IsWatched);

[GenerateSerializer, Immutable, Alias("trooper.build-context")]
public sealed record BuildContext(ContextDemand Demand);

[GenerateSerializer, Immutable, Alias("trooper.context-built")]
public sealed record ContextBuilt(SessionContext Context);

[GenerateSerializer, Immutable, Alias("trooper.fall-back-turn")]
public sealed record FallBackTurn(int Turn, long Ticket, string From, string? To, string Trigger);

[GenerateSerializer, Immutable, Alias("trooper.end-turn")]
public sealed record EndTurn(TurnOutcome Outcome);

/// <param name="IsKnown">False when the turn's beginning was lost: it is to be opened again.</param>
[GenerateSerializer, Immutable, Alias("trooper.turn-ended")]
public sealed record TurnEnded(bool IsKnown, long TokensSaved);

[GenerateSerializer, Immutable, Alias("trooper.append-message")]
public sealed record AppendMessage(Message Message, string? Provider);

/// <summary>What is null in this and the following answers is that of a session that does not exist.</summary>
[GenerateSerializer, Immutable, Alias("trooper.transcript")]
public sealed record Transcript(TranscriptTurn[]? Turns);

[GenerateSerializer, Immutable, Alias("trooper.sitrep")]
public sealed record Sitrep(SitrepReport? Report);

[GenerateSerializer, Immutable, Alias("trooper.recovery")]
public sealed record Recovery(RecoveryReport? Report);

[GenerateSerializer, Immutable, Alias("trooper.ledger")]
public sealed record Ledger(LedgerTurn[]? Turns);

[GenerateSerializer, Immutable, Alias("trooper.receipts")]
public sealed record Receipts(Receipt[]? All);

/// <summary>What items of replies say: a block of <paramref name="Said"/> for each of the ids.</summary>
[GenerateSerializer, Immutable, Alias("trooper.found-items")]
public sealed record FoundItems(string[] Ids, Message Said);
