using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes;

/// <summary>
/// What a fake does with a request: what happens before the headers, what it says, how that is cut into bytes, and where it breaks off.
/// The parts are independent; <see cref="Behave"/> makes the usual ones.
/// </summary>
public sealed record Behaviour
{
    /// <summary>How many requests it serves before it is used up.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Which requests it fits; the others pass it by.</summary>
    public Func<RecordedRequest, bool> When { get; init; } = static _ => true;

    /// <summary>Held before the headers, until the test opens it.</summary>
    public Gate? HeaderGate { get; init; }

    public TimeSpan HeaderDelay { get; init; }

    /// <summary>The connection breaks instead of answering.</summary>
    public bool ResetsBeforeHeaders { get; init; }

    /// <summary>The request is answered although it breaks the vendor's rules.</summary>
    public bool SkipsValidation { get; init; }

    /// <summary>Said in place of the model's own answer.</summary>
    public Answer? Answer { get; init; }

    /// <summary>Sent in place of an answer, in the vendor's own envelope.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Sent in place of an answer, exactly as it stands.</summary>
    public Reply? Raw { get; init; }

    /// <summary>The answer comes as one JSON body although a stream was asked for.</summary>
    public bool IgnoresStream { get; init; }

    public Delivery Delivery { get; init; } = new();

    public Interruption? Interruption { get; init; }

    /// <summary>Extra headers of the answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public Behaviour Always() => this with { Times = int.MaxValue };

    public Behaviour For(Func<RecordedRequest, bool> when) => this with { When = when };

    public Behaviour WithHeader(string name, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [name] = value } };

    public Behaviour HeldBeforeHeaders(Gate gate) => this with { HeaderGate = gate };

    public Behaviour AfterDelay(TimeSpan delay) => this with { HeaderDelay = delay };

    public Behaviour Paced(TimeSpan betweenDeltas) => this with { Delivery = Delivery with { BetweenDeltas = betweenDeltas } };

    /// <summary>Writes that many bytes at a time, so that lines and characters come in pieces.</summary>
    public Behaviour InChunksOf(int bytes) => this with { Delivery = Delivery with { ChunkBytes = bytes } };

    public Behaviour WithCrlf() => this with { Delivery = Delivery with { LineEnd = "\r\n" } };

    public Behaviour WithComments() => this with { Delivery = Delivery with { Comments = true } };

    public Behaviour EndingTwice() => this with { Delivery = Delivery with { EndsTwice = true } };

    /// <summary>Silent after so many events, until the test opens the gate; then it goes on.</summary>
    public Behaviour HeldAfter(Index events, Gate gate) => Interrupted(events, new Interruption.Hold(gate));

    /// <summary>Silent for ever after so many events: open until the caller hangs up.</summary>
    public Behaviour StalledAfter(Index events) => Interrupted(events, new Interruption.Hold(new Gate()));

    /// <summary>Ends the stream properly on the wire, as if all had been said. <c>^1</c> leaves out the last event.</summary>
    public Behaviour CutAfter(Index events) => Interrupted(events, new Interruption.End());

    public Behaviour ResetAfter(Index events) => Interrupted(events, new Interruption.Reset());

    public Behaviour FailedAfter(Index events, FailureKind kind = FailureKind.Overloaded) =>
        Interrupted(events, new Interruption.Error(new Failure(kind)));

    public Behaviour GarbledAfter(Index events) => Interrupted(events, new Interruption.Garbage());

    private Behaviour Interrupted(Index events, Interruption interruption) => this with { Interruption = interruption with { After = events } };
}
