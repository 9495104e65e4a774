namespace Trooper.Core.Sitrep.Prose;

/// <summary>Compares words in any case. The rules ask this thousands of times of a message: most words are told apart by their length and first letter.</summary>
internal static class WordComparison
{
    private const int CaseBit = 0x20;

    extension(ReadOnlySpan<char> said)
    {
        public bool IsWord(string word) =>
            said.Length == word.Length && (said.IsEmpty || MayBegin(said[0], word[0])) && said.Equals(word, StringComparison.OrdinalIgnoreCase);

        public bool IsAnyWord(ReadOnlySpan<string> words)
        {
            foreach (var word in words)
                if (said.IsWord(word))
                    return true;
            return false;
        }
    }

    // Beyond ASCII a letter's two cases may differ in more than the one bit.
    private static bool MayBegin(char one, char other) => ((one ^ other) & ~CaseBit) == 0 || one > 127 || other > 127;
}
