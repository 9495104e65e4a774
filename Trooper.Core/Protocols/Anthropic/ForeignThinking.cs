namespace Trooper.Core.Protocols.Anthropic;

/// <summary>
/// The mark on thinking that did not come whole from Claude. A client sends it back with the block, and Trooper takes such blocks out
/// before Claude sees them: Claude refuses a signature that it did not make.
/// </summary>
public static class ForeignThinking
{
    public const string Prefix = "trooper-foreign.";

    public static string Mark(string? signature) => Prefix + signature;

    public static bool IsMarked(string? signature) => signature is null || signature.Length == 0 || signature.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether a body may hold such a block at all: a cheap search that spares most bodies a closer look.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> body) => body.IndexOf("trooper-foreign."u8) >= 0;
}
