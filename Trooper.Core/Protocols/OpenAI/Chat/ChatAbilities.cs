namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>What a provider that speaks Chat Completions takes of messages.</summary>
/// <param name="SystemRole">The role of the system prompt.</param>
/// <param name="TakesImageAddresses">Images may be given by address; else only by their bytes.</param>
/// <param name="TakesFiles">Parts of the types <c>file</c> and <c>input_audio</c>.</param>
/// <param name="TakesLateSystem">System messages may stand anywhere; else only at the start.</param>
/// <param name="ForeignSignature">What stands for the thought signature that a call of another model lacks; null where none is asked for.</param>
/// <param name="CarriesSignatures">Calls carry the provider's own thought signatures.</param>
internal sealed record ChatAbilities(
    string SystemRole,
    bool TakesImageAddresses,
    bool TakesFiles,
    bool TakesLateSystem,
    bool CarriesSignatures = false,
    string? ForeignSignature = null);
