using System.Text.Json;
using Trooper.Core.Protocols.Anthropic;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Reasoning that OpenAI sealed (<c>encrypted_content</c>), as the signature of a thinking block. It carries the mark of foreign thinking, so that no
/// other provider is sent it, and lets the reasoning go back to its issuer from any dialect.
/// </summary>
internal static class ReasoningSeal
{
    private const string Issuer = "openai.";

    /// <summary>The signature of a reasoning item; null where it is not sealed.</summary>
    public static string? Of(JsonElement reasoning) => reasoning.Text("encrypted_content") switch
    {
        null or "" => null,
        var content when content.StartsWith(ForeignThinking.Prefix, StringComparison.Ordinal) => content, // written here, for another provider
        var content => ForeignThinking.Mark(Issuer + content),
    };

    /// <summary>What OpenAI sealed; null when the signature is another provider's.</summary>
    public static string? Open(string? signature)
    {
        var rest = signature ?? "";
        while (rest.StartsWith(ForeignThinking.Prefix, StringComparison.Ordinal))
            rest = rest[ForeignThinking.Prefix.Length..]; // a mark is added on every way through a client
        return rest.Length < signature?.Length && rest.StartsWith(Issuer, StringComparison.Ordinal) ? rest[Issuer.Length..] : null;
    }
}
