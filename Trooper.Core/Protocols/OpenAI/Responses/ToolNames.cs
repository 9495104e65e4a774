using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Names and ids as OpenAI takes them, at most 64 characters of a small alphabet. What does not fit is replaced by a short form that depends on it
/// alone: a call and its result still agree, and the same conversation is the same bytes every time.
/// </summary>
public sealed class ToolNames
{
    private const int Longest = 64;
    private const int KeptOfName = 47;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    private readonly Dictionary<string, string> originals = [];

    public ToolNames(IEnumerable<Tool> tools)
    {
        foreach (var tool in tools)
        {
            if (Fit(tool.Name) is var fitting && fitting != tool.Name)
                originals[fitting] = tool.Name;
        }
    }

    /// <summary>The name that the client gave the tool.</summary>
    public string OriginalOf(string name) => originals.GetValueOrDefault(name, name);

    internal static string Fit(string name)
    {
        if (name.Length is > 0 and <= Longest && !name.AsSpan().ContainsAnyExcept(Allowed))
            return name;
        var kept = string.Concat(name.Take(KeptOfName).Select(letter => Allowed.Contains(letter) ? letter : '_'));
        return $"{kept}_{Digest(name)[..16]}";
    }

    internal static string FitCallId(string id) => id.Length is > 0 and <= Longest ? id : $"call_{Digest(id)}";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
