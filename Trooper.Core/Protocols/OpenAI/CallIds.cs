using System.Security.Cryptography;
using System.Text;

namespace Trooper.Core.Protocols.OpenAI;

/// <summary>Tool call ids that every protocol takes: at most 40 of <c>a–z A–Z 0–9 _ -</c>.</summary>
public static class CallIds
{
    private const int MaxLength = 40;

    /// <summary>The id itself where it fits, else another that is always the same for it: a call and its result stay a pair.</summary>
    public static string Fit(string id) =>
        Fits(id) ? id : "call_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..24];

    private static bool Fits(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
}
