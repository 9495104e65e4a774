using System.Text.Json;
using Trooper.Tests.Fakes.Model;

namespace Trooper.Tests.Fakes.Wire;

/// <summary>One wire format of a model endpoint: what it refuses, how it is read, how answers and failures look.</summary>
internal abstract class Dialect
{
    public abstract string Path { get; }

    public abstract Framing Framing { get; }

    public abstract bool Streams(JsonElement body);

    /// <summary>The first of the vendor's rules that the request breaks.</summary>
    public abstract Failure? Violation(RecordedRequest request);

    public abstract Prompt Read(JsonElement body);

    public abstract object Reply(JsonElement body, Prompt prompt, Answer answer);

    public abstract IEnumerable<Frame> Frames(JsonElement body, Prompt prompt, Answer answer);

    public abstract Frame ErrorFrame(Failure failure);

    protected Failure? TooLong(JsonElement body, int maximum) =>
        TokenCount.Of(Read(body)) is var tokens && tokens > maximum ? new Failure(FailureKind.PromptTooLong) { Tokens = tokens, Maximum = maximum } : null;
}
