using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Api.Providers;

namespace Trooper.Api.Turns.Requests;

/// <summary>How a provider is asked to go on with an answer of which the client has the beginning.</summary>
internal static class Continuation
{
    private const string Asked =
        "Your last answer was cut off by a fault in transmission. Go on exactly where it stopped: begin with the very next character, repeat nothing, and do not mention the interruption.";

    /// <param name="prefill">A beginning that the client wrote itself.</param>
    /// <param name="soFar">What another provider wrote before it failed.</param>
    public static IReadOnlyList<Message> Of(IReadOnlyList<Message> context, Message? prefill, string? soFar, Provider provider, string model)
    {
        if (prefill is null && soFar is not { Length: > 0 })
            return context;
        if (soFar is not { Length: > 0 })
            return TakesPrefill(provider, model) || provider.Kind == ProviderKind.Anthropic ? [.. context, prefill!] : [.. context, prefill!, Message.User(Asked)];
        var written = (prefill?.Text ?? "") + soFar;
        if (!TakesPrefill(provider, model))
            return [.. context, Message.Assistant(written), Message.User(Asked)];
        // Claude's API refuses trailing white space in a prefill.
        return [.. context, Message.Assistant(provider.Kind == ProviderKind.Anthropic ? written.TrimEnd() : written)];
    }

    // A last message of the assistant's is gone on with by Ollama and by Claude's older models; others take it for an answer that is complete.
    private static bool TakesPrefill(Provider provider, string model) => provider.Kind switch
    {
        ProviderKind.Ollama => true,
        ProviderKind.Anthropic => ClaudeModel.Of(model).TakesPrefill,
        _ => false,
    };
}
