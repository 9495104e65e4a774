namespace Trooper.Core.Protocols;

/// <summary>A wire protocol. The first three are spoken by clients as well as by providers.</summary>
public enum Dialect
{
    /// <summary>Anthropic's Messages.</summary>
    Anthropic,

    /// <summary>OpenAI's Chat Completions.</summary>
    Chat,

    /// <summary>OpenAI's Responses.</summary>
    Responses,

    /// <summary>Chat Completions as Gemini takes and gives them: near enough to read, too far to pass on.</summary>
    Gemini,

    /// <summary>Ollama's <c>/api/chat</c>.</summary>
    Ollama,
}
