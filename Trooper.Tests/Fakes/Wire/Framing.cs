namespace Trooper.Tests.Fakes.Wire;

/// <summary>How events are separated in a stream.</summary>
internal abstract record Framing(string ContentType)
{
    public static readonly Framing Sse = new ServerSentEvents();
    public static readonly Framing Ndjson = new JsonLines();

    public abstract string Write(Frame frame, Delivery delivery);

    private sealed record ServerSentEvents() : Framing("text/event-stream; charset=utf-8")
    {
        public override string Write(Frame frame, Delivery delivery)
        {
            var end = delivery.LineEnd;
            var comment = delivery.Comments ? $": keep-alive{end}{end}" : "";
            var name = frame.Event is null ? "" : $"event: {frame.Event}{end}";
            return $"{comment}{name}data: {frame.Data}{end}{end}";
        }
    }

    private sealed record JsonLines() : Framing("application/x-ndjson")
    {
        public override string Write(Frame frame, Delivery delivery) => frame.Data + "\n";
    }
}
