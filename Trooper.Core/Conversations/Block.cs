namespace Trooper.Core.Conversations;

/// <summary>A piece of a message. The set is closed; what no dialect but its own understands is an <see cref="OpaqueBlock"/>.</summary>
public abstract record Block;

public sealed record TextBlock(string Text) : Block;

/// <summary>An image, by its bytes (<paramref name="Base64"/> with <paramref name="MediaType"/>) or by address.</summary>
public sealed record ImageBlock(string? MediaType, string? Base64, string? Url) : Block;

/// <summary>A document: base64 (PDF), plain text, or an address.</summary>
public sealed record DocumentBlock(string? MediaType, string? Base64, string? Text, string? Url, string? Title) : Block;

/// <summary>
/// A model's reasoning. <paramref name="Signature"/> is opaque and valid only for the provider that minted it.
/// </summary>
public sealed record ThinkingBlock(string Thinking, string? Signature) : Block;

/// <summary>Reasoning that only its issuer can read.</summary>
public sealed record RedactedThinkingBlock(string Data) : Block;

/// <summary>
/// A call of a client's tool. <paramref name="ArgumentsJson"/> is the arguments as the model wrote them: usually a JSON object,
/// but a model may write anything. <paramref name="Signature"/> is a provider's opaque mark on the call (Gemini's thought signature).
/// </summary>
public sealed record ToolCallBlock(string Id, string Name, string ArgumentsJson, string? Signature = null) : Block;

/// <summary>What a tool returned: text, images or documents.</summary>
public sealed record ToolResultBlock(string CallId, IReadOnlyList<Block> Content, bool IsError = false) : Block
{
    public string Text => string.Join('\n', Content.OfType<TextBlock>().Select(block => block.Text));
}

/// <summary>A block of a kind that only its own provider understands (server tools, search results): carried as its JSON.</summary>
public sealed record OpaqueBlock(string Type, string Json) : Block;
