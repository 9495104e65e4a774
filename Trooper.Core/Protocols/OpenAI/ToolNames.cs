using System.Security.Cryptography;
using System.Text;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI;

/// <summary>
/// Tool names as OpenAI and Gemini take them: at most 64 of <c>a–z A–Z 0–9 _ -</c>, beginning with a letter or <c>_</c>. A name that does not fit gets
/// another, always the same one, so that caches hold; a reply's names are mapped back.
/// </summary>
public sealed class ToolNames
{
    private const int MaxLength = 64, HashLength = 8;

    public static readonly ToolNames Unchanged = new([]);

    private readonly Dictionary<string, string> originals;

    private ToolNames(Dictionary<string, string> originals) => this.originals = originals;

    public static ToolNames Of(IEnumerable<Tool> tools)
    {
        var originals = new Dictionary<string, string>();
        foreach (var tool in tools)
        {
            if (!Fits(tool.Name))
                originals[Sent(tool.Name)] = tool.Name;
        }
        return originals.Count == 0 ? Unchanged : new(originals);
    }

    /// <summary>The name as the provider gets it.</summary>
    public static string Sent(string name)
    {
        if (Fits(name))
            return name;
        var readable = new StringBuilder(MaxLength);
        foreach (var character in name.Take(MaxLength - HashLength - 2))
            readable.Append(IsPlain(character) ? character : '_');
        if (readable.Length == 0 || !IsFirst(readable[0]))
            readable.Insert(0, '_');
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return readable.Append('_').Append(Convert.ToHexStringLower(hash)[..HashLength]).ToString();
    }

    /// <summary>The client's name for a tool that the provider calls.</summary>
    public string Original(string sent) => originals.GetValueOrDefault(sent, sent);

    private static bool Fits(string name) => name.Length is > 0 and <= MaxLength && IsFirst(name[0]) && name.All(IsPlain);

    private static bool IsFirst(char character) => char.IsAsciiLetter(character) || character == '_';

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';
}
