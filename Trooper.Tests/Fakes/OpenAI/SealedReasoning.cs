using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>Reasoning that the caller carries but cannot read, and that no other account accepts.</summary>
internal sealed class SealedReasoning(Ids ids)
{
    private const string Prefix = "gAAAAAB";

    private readonly Seal _seal = new();

    public string New()
    {
        var content = ids.Letters("", 24);
        return $"{Prefix}{content}.{_seal.Mark(content)}";
    }

    public bool IsOurs(string content) =>
        content.StartsWith(Prefix, StringComparison.Ordinal) && content[Prefix.Length..].Split('.') is [var inner, var mark] && mark == _seal.Mark(inner);
}
