namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>An item of a response's output: as it is in the end, as it is announced, and the events between.</summary>
internal sealed record OutputItem(object Whole, object Announced, IReadOnlyList<ItemEvent> Events);

/// <summary>An event within an item; the stream adds the type, the place and the number.</summary>
internal sealed record ItemEvent(string Type, Dictionary<string, object?> Fields)
{
    public bool IsDelta => Type.EndsWith(".delta", StringComparison.Ordinal);
}
