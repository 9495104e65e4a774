using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Serving;

/// <summary>Plays an answer's events, at its pace and up to its interruption.</summary>
internal sealed class StreamPlayer(Dialect dialect, Behaviour behaviour, BodyWriter body, TimeProvider time, CancellationToken ended)
{
    public async Task<Outcome> Play(Frame[] frames)
    {
        var stop = behaviour.Interruption is { } interruption ? Math.Clamp(interruption.After.GetOffset(frames.Length), 0, frames.Length) : frames.Length;
        await Write(frames[..stop]);
        if (behaviour.Interruption is { } reached && await Interrupt(reached) is { } cut)
        {
            return cut;
        }

        await Write(frames[stop..]);
        if (behaviour.Delivery.EndsTwice)
        {
            await Write(frames[^1..]);
        }

        ended.ThrowIfCancellationRequested();
        return Outcome.Answered;
    }

    private async Task Write(Frame[] frames)
    {
        foreach (var frame in frames)
        {
            await Write(frame);
            if (frame.IsDelta && behaviour.Delivery.BetweenDeltas > TimeSpan.Zero)
            {
                await Task.Delay(behaviour.Delivery.BetweenDeltas, time, ended);
            }
        }
    }

    private Task Write(Frame frame) => body.Write(dialect.Framing.Write(frame, behaviour.Delivery));

    // Nothing when the stream goes on after it.
    private async Task<Outcome?> Interrupt(Interruption interruption)
    {
        switch (interruption)
        {
            case Interruption.Hold hold:
                await hold.Gate.Pass(ended);
                return null;
            case Interruption.Error error:
                await Write(dialect.ErrorFrame(error.Failure));
                return Outcome.Failed;
            case Interruption.Garbage:
                await Write(new Frame("""{"type":"broken","""));
                return Outcome.Cut;
            case Interruption.Reset:
                BodyWriter.BreakOff();
                return Outcome.Cut;
            default:
                return Outcome.Cut;
        }
    }
}
