using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Trooper.Core.Conversations;
using Trooper.Core.Recovery;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;

namespace Trooper.Api.Sessions;

/// <summary>The sessions of this process: each a mailbox that lets one call in at a time. Sessions that have gone cold leave memory.</summary>
internal sealed class LocalSessions(IJournal journal, TimeProvider time) : ISessions
{
    private static readonly TimeSpan ColdAfter = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<SessionKey, Mailbox> mailboxes = [];
    private readonly TimeProvider time = time;

    public int Count => mailboxes.Count;

    public ISession Get(SessionKey key) => new LocalSession(this, key);

    /// <summary>Drops the sessions that nobody has called for a while.</summary>
    /// <returns>How many.</returns>
    public int DropCold()
    {
        var dropped = 0;
        foreach (var (key, mailbox) in mailboxes)
        {
            if (time.GetElapsedTime(mailbox.LastUsed) >= ColdAfter && mailbox.TryRetire() && mailboxes.TryRemove(new(key, mailbox)))
                dropped++;
        }
        return dropped;
    }

    private Mailbox Open(SessionKey key) => mailboxes.GetOrAdd(key, static (key, make) => new(new(key, make.journal, make.time)), (journal, time));

    /// <summary>One session's actor with the gate that its calls queue at.</summary>
    private sealed class Mailbox(SessionActor actor)
    {
        private readonly SemaphoreSlim gate = new(1, 1);
        private bool isRetired;

        public SessionActor Actor => actor;

        public long LastUsed { get; private set; }

        /// <returns>False when the session was dropped meanwhile: the caller opens it anew.</returns>
        public async ValueTask<bool> Enter(TimeProvider time, CancellationToken cancellation)
        {
            await gate.WaitAsync(cancellation);
            if (isRetired)
            {
                gate.Release();
                return false;
            }
            LastUsed = time.GetTimestamp();
            return true;
        }

        public void Leave() => gate.Release();

        public bool TryRetire()
        {
            if (!gate.Wait(0))
                return false;
            isRetired = actor.IsIdle;
            gate.Release();
            return isRetired;
        }
    }

    private sealed class LocalSession(LocalSessions sessions, SessionKey key) : ISession
    {
        public ValueTask<int> Align(IReadOnlyList<ContentHash> chains, CancellationToken cancellation) =>
            Run(actor => actor.Align(chains, cancellation), cancellation);

        public ValueTask<TurnOpened> Begin(TurnOpening opening, CancellationToken cancellation) =>
            Run(actor => actor.Begin(opening, cancellation), cancellation);

        public ValueTask<TurnOpened> Preview(TurnOpening opening, CancellationToken cancellation) =>
            Run(actor => actor.Preview(opening, cancellation), cancellation);

        public ValueTask<SessionContext> Context(ContextDemand demand, CancellationToken cancellation) =>
            Run(actor => actor.Context(demand, cancellation), cancellation);

        public async ValueTask FallBack(int turn, string from, string? to, string trigger) =>
            await Run(async actor =>
            {
                await actor.FallBack(turn, from, to, trigger);
                return true;
            }, CancellationToken.None);

        public ValueTask<TurnClosed> Complete(TurnOutcome outcome) => Run(actor => actor.Complete(outcome), CancellationToken.None);

        public ValueTask<int> Append(Message message, string? provider, CancellationToken cancellation) =>
            Run(actor => actor.Append(message, provider, cancellation), cancellation);

        public ValueTask<IReadOnlyList<TranscriptTurn>?> Transcript(TranscriptQuery query, CancellationToken cancellation) =>
            Run(actor => actor.Transcript(query, cancellation), cancellation);

        public ValueTask<SitrepReport?> Sitrep(CancellationToken cancellation) => Run(actor => actor.Sitrep(cancellation), cancellation);

        public ValueTask<RecoveryReport?> Recovery(CancellationToken cancellation) => Run(actor => actor.Recovery(cancellation), cancellation);

        public ValueTask<IReadOnlyList<LedgerTurn>?> Ledger(CancellationToken cancellation) => Run(actor => actor.Ledger(cancellation), cancellation);

        public ValueTask<IReadOnlyList<Receipt>?> Receipts(CancellationToken cancellation) => Run(actor => actor.Receipts(cancellation), cancellation);

        public ValueTask<IReadOnlyDictionary<string, Block>> Items(IReadOnlyList<string> ids, CancellationToken cancellation) =>
            Run(actor => actor.Items(ids, cancellation), cancellation);

        public int WatchStamp() => sessions.mailboxes.TryGetValue(key, out var mailbox) ? mailbox.Actor.WatchStamp : 0;

        // Not a call of its own in the mailbox: what is told is only passed on.
        public void Delta(int turn, int start, string text)
        {
            if (sessions.mailboxes.TryGetValue(key, out var mailbox))
                mailbox.Actor.Delta(turn, start, text);
        }

        public async IAsyncEnumerable<SessionUpdate> Watch(UpdateId? after, [EnumeratorCancellation] CancellationToken cancellation)
        {
            SessionActor? joined = null;
            var start = await Run(actor => (joined = actor).Join(after, cancellation), cancellation);
            if (start is not (var missed, var rest))
                yield break;
            try
            {
                foreach (var update in missed)
                    yield return update;
                await foreach (var update in rest.Updates.ReadAllAsync(cancellation))
                    yield return update;
            }
            finally
            {
                joined!.Leave(rest);
            }
        }

        public ValueTask<bool> Delete(CancellationToken cancellation) => Run(actor => actor.Delete(cancellation), cancellation);

        private async ValueTask<T> Run<T>(Func<SessionActor, ValueTask<T>> call, CancellationToken cancellation)
        {
            while (true)
            {
                var mailbox = sessions.Open(key);
                if (!await mailbox.Enter(sessions.time, cancellation))
                    continue;
                try
                {
                    return await call(mailbox.Actor);
                }
                finally
                {
                    mailbox.Leave();
                }
            }
        }
    }
}
