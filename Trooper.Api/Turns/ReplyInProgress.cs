using System.Buffers;
using System.Text;
using Trooper.Api.Turns.Requests;
using Trooper.Api.Usage;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>
/// One turn's reply, whoever writes it: what was recorded of it, and how it is written for the client. A provider that fails before its first
/// content leaves nothing behind; one that fails later leaves a beginning that the next goes on with.
/// </summary>
internal sealed class ReplyInProgress(TurnRequest turn) : IReplySink
{
    private readonly ArrayBufferWriter<byte> held = new(1024);
    private readonly List<Spending> spendings = [];
    private IBufferWriter<byte>? output;
    private int watchStamp, told; // how much of the text those who watch by that stamp have, in characters

    public ReplyRecorder Recorder { get; private set; } = new();

    public IReplyWriter Writer { get; private set; } = null!;

    /// <summary>What the provider that writes now was asked.</summary>
    public ProviderRequest? Request { get; private set; }

    /// <summary>The id by which the client knows the reply.</summary>
    public string? Id => PassesThrough ? Recorder.Id : Writer.Id;

    /// <summary>The provider's bytes go to the client as they come.</summary>
    public bool PassesThrough { get; private set; }

    /// <summary>The commit point: content has come, and goes to the client; until then the provider's opening is held back.</summary>
    public bool IsCommitted => output is not null;

    /// <summary>What the client must not have before the turn is durable: the reply's last bytes.</summary>
    public ArrayBufferWriter<byte> Ending { get; } = new(256);

    public IBufferWriter<byte> Target => output ?? held;

    public void On(in ReplyEvent reply)
    {
        Recorder.On(reply);
        if (reply.Kind == ReplyEventKind.Text && turn.Session.WatchStamp() is > 0 and var stamp)
            TellWatchers(stamp, reply.Data);
        if (reply.Kind is ReplyEventKind.Failed || (reply.Kind is ReplyEventKind.Ping && !PassesThrough))
            return;
        if (PassesThrough)
            Writer.Observe(reply);
        else if (turn.Scanned.Stream) // else it is written once it is whole
            Writer.Write(reply, reply.Kind == ReplyEventKind.Ended ? Ending : Target);
    }

    /// <summary>What each provider's part took, once the turn has ended.</summary>
    /// <param name="whole">What the turn took, where the last provider said nothing of it; null where there is no answer.</param>
    public IReadOnlyList<Spending> Spendings(TokenUsage? whole)
    {
        if (whole is { } estimate && spendings.Count == 0 && Recorder.OwnUsage.Output == 0 && Request is { } request)
            spendings.Add(new(request.Provider, Recorder.Model ?? request.Model, estimate));
        else
            NoteSpending();
        return spendings;
    }

    // A provider that failed may have counted what it was sent all the same.
    private void NoteSpending()
    {
        if (Request is { } request && Recorder.OwnUsage is var usage && usage != default)
            spendings.Add(new(request.Provider, Recorder.Model ?? request.Model, usage));
    }

    /// <summary>Ends a reply whose provider said all but the protocol's last word.</summary>
    public void End()
    {
        var ended = new ReplyEvent { Kind = ReplyEventKind.Ended };
        Recorder.On(ended);
        if (turn.Scanned.Stream)
            Writer.Write(ended, Ending);
    }

    /// <summary>Lets what was held back, and all that follows, go to the client.</summary>
    public void ReleaseTo(IBufferWriter<byte> client)
    {
        output = client;
        output.Write(held.WrittenSpan);
        held.ResetWrittenCount();
    }

    /// <summary>A provider begins the reply, or goes on with it where another one stopped.</summary>
    /// <param name="fresh">The writer of a reply that begins.</param>
    /// <param name="request">What the provider is asked.</param>
    public void Begin(IReplyWriter fresh, ProviderRequest request)
    {
        NoteSpending();
        Request = request;
        held.ResetWrittenCount();
        Ending.ResetWrittenCount();
        PassesThrough = request.SameDialect && !IsCommitted;
        if (IsCommitted)
        {
            Recorder.HandOver();
            Writer.HandOver();
            return;
        }
        Recorder = new();
        Writer = fresh;
        watchStamp = 0;
    }

    private void TellWatchers(int stamp, ReadOnlySpan<byte> piece)
    {
        var isNew = stamp != watchStamp;
        var start = isNew ? 0 : told;
        var text = isNew ? Recorder.TextSoFar() : Encoding.UTF8.GetString(piece);
        turn.Session.Delta(turn.Opened.Turn, start, text);
        (watchStamp, told) = (stamp, start + text.Length);
    }
}
