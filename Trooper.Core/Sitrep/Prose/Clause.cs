using System.Buffers;

namespace Trooper.Core.Sitrep.Prose;

/// <summary>A word of a clause. Code, quotations and asides in brackets are opaque: their words have no sense of their own.</summary>
internal readonly record struct Word(int Start, int Length, Sense Sense, bool Opaque)
{
    public int End => Start + Length;

    public bool Is(Sense sense) => (Sense & sense) != 0;
}

/// <summary>Where on the page a clause stands.</summary>
internal enum Form
{
    Sentence,
    Item,
    NestedItem,
    Row,
    Heading,
}

/// <summary>The mark before a line: a check-list's box, or an emoji that means the same.</summary>
internal enum Mark
{
    None,
    Ticked,
    Unticked,
    Crossed,
}

/// <summary>
/// One statement of a text: a subject and what is said of it, with the conjuncts that share the subject.
/// <paramref name="Lead"/> is the line that introduces the list or table it stands in; <paramref name="Sentence"/> counts sentences.
/// </summary>
internal sealed record Clause(string Text, Word[] Words, Form Form, Mark Mark, int Sentence, Clause? Lead)
{
    /// <summary>The sentence ends with a question mark.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>The line ends with a colon: what follows it is what it speaks of.</summary>
    public bool IsLeadIn { get; init; }

    /// <summary>Gives a reason, a time or a condition of another clause: background, not news.</summary>
    public bool IsSubordinate { get; init; }

    /// <summary>The text without Markdown's marks, fit to be shown.</summary>
    public string Phrase => field ??= PhraseText.Clean(Text.AsSpan(Words.Length > 2 && WordIsAny(0, "and", "but", "so") && !Text.StartsWith("so that", StringComparison.OrdinalIgnoreCase) ? Words[0].End : 0));

    /// <summary>What the clause reports as accomplished, in whatever mood; null when it speaks of something else.</summary>
    public Accomplishment? Accomplishment
    {
        get
        {
            if (!isSearched)
                (isSearched, field) = (true, Prose.Accomplishment.Find(this));
            return field;
        }
    }

    private bool isSearched;

    /// <summary>Where the verb stands that says what is wished for, once somebody has looked for it: many rules ask.</summary>
    public int? WishAt { get; set; }

    /// <summary>The statement speaks of what another one named: "it isn't done".</summary>
    public bool HasPronounSubject
    {
        get
        {
            var at = Array.FindIndex(Words, word => !word.Is(Sense.Adverb) && !WordIsAnyOf(word, "no", "yes", "but", "and", "so", "well"));
            if (at < 0)
                return false;
            // "It seems that …" speaks of nothing, and "this branch is …" names what it speaks of.
            return WordIsAny(at, "it's", "that's", "which") || (WordIsAny(at, "it", "that", "this", "they", "these", "those")
                && (at + 1 == Words.Length || (!Words[at + 1].Is(Sense.Hedge) && Words[at + 1].Is(Sense.Auxiliary | Sense.Future | Sense.Adverb | Sense.Trouble | Sense.Settled))));
        }
    }

    public ReadOnlySpan<char> TextOf(Word word) => Text.AsSpan(word.Start, word.Length);

    public bool WordIs(int index, string text) => (uint)index < (uint)Words.Length && TextOf(Words[index]).IsWord(text);

    public bool WordIsAny(int index, params ReadOnlySpan<string> texts) =>
        (uint)index < (uint)Words.Length && TextOf(Words[index]).IsAnyWord(texts);

    public bool WordIsAnyOf(Word word, params ReadOnlySpan<string> texts) => !word.Opaque && TextOf(word).IsAnyWord(texts);

    public bool Has(Sense sense) => IndexOf(sense) >= 0;

    public int IndexOf(Sense sense, int from = 0)
    {
        for (var i = from; i < Words.Length; i++)
            if (Words[i].Is(sense))
                return i;
        return -1;
    }

    public int IndexOfWord(string text) => Array.FindIndex(Words, word => WordIsAnyOf(word, text));

    /// <summary>The text from a word on.</summary>
    public string PhraseFrom(int word) => PhraseText.Clean(Text.AsSpan(Words[word].Start));

    public bool ContainsAny(SearchValues<string> texts) => Text.AsSpan().ContainsAny(texts);

    public bool Contains(string text) => Text.Contains(text, StringComparison.OrdinalIgnoreCase);
}
