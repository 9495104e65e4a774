using System.Text;

namespace Trooper.Core.Context;

internal enum Voice
{
    User,
    Assistant,
    Call,
    Result,
    Failure,
}

/// <summary>
/// A text of the conversation as lines, some of which will be kept. Prose of moderate length is a single line, so that it is kept verbatim or not at all.
/// </summary>
internal sealed class Passage
{
    private const string Gap = "[…]";
    private const float GapTokens = 4;
    private const int FewLines = 4;

    /// <summary>From here on it is worth saying how much is gone.</summary>
    private const float LargeGap = 80;

    private string? _cut;

    public Passage(string text, Voice voice, int position)
    {
        Text = text;
        Voice = voice;
        Position = position;
        Lines = LineSplit.Split(text, IsProse);
        Tokens = Lines.Sum(line => line.Tokens);
    }

    public string Text { get; }

    public Voice Voice { get; }

    /// <summary>The place of its message among those loaded.</summary>
    public int Position { get; }

    public Line[] Lines { get; }

    public bool IsProse => Voice is Voice.User or Voice.Assistant;

    /// <summary>Whether it is settled how much of it is kept: it takes no part in the choice of lines.</summary>
    public bool IsPinned { get; private set; }

    public bool IsWhole => _cut is null && Array.TrueForAll(Lines, line => line.Kept);

    public float Tokens { get; }

    public ReadOnlySpan<char> this[in Line line] => Text.AsSpan(line.Start, line.Length);

    public void Keep(bool all)
    {
        _cut = null;
        foreach (ref var line in Lines.AsSpan())
            line.Kept = all;
    }

    public void Favour(float worth)
    {
        foreach (ref var line in Lines.AsSpan())
            line.Worth += worth;
    }

    /// <summary>Leaves no line worth keeping.</summary>
    public void Discard()
    {
        foreach (ref var line in Lines.AsSpan())
            line.Worth = 0;
    }

    /// <summary>Shortens it for good: to its best lines, or from the middle where there are too few to choose from.</summary>
    public void PinWithin(int tokens)
    {
        if (Tokens <= tokens)
            Keep(all: true);
        else if (Lines.Length < FewLines)
            CutTo(tokens);
        else
            new LineChoice([this]).Keep(tokens);
        IsPinned = true;
    }

    /// <summary>Shortens it for good, from the middle.</summary>
    public void CutTo(int tokens)
    {
        Keep(all: Tokens <= tokens);
        _cut = IsWhole ? null : MiddleCut.To(Text, tokens);
        IsPinned = true;
    }

    /// <summary>The kept lines, with a mark in each gap; empty where nothing is kept.</summary>
    public string Render()
    {
        if (IsWhole)
            return Text;
        if (_cut is not null)
            return _cut;
        if (!Array.Exists(Lines, line => line.Kept))
            return "";
        var kept = new StringBuilder();
        for (var i = 0; i < Lines.Length; i++)
        {
            ref readonly var line = ref Lines[i];
            if (line.Kept)
            {
                kept.Append(this[line]);
                continue;
            }
            var first = i;
            while (i + 1 < Lines.Length && !Lines[i + 1].Kept)
                i++;
            AppendGap(kept, first, i);
        }
        return kept.ToString();
    }

    /// <summary>Keeps what stands between kept lines and is no longer than the mark that would take its place.</summary>
    public void CloseNarrowGaps()
    {
        for (var i = 1; i + 1 < Lines.Length; i++)
        {
            ref var line = ref Lines[i];
            line.Kept |= line.Tokens <= GapTokens && Lines[i - 1].Kept && Lines[i + 1].Kept;
        }
    }

    /// <summary>The kept lines one by one; stretches of one long line that stand side by side stay together.</summary>
    public IEnumerable<string> KeptLines()
    {
        for (var i = 0; i < Lines.Length; i++)
        {
            if (!Lines[i].Kept)
                continue;
            var (start, end) = (Lines[i].Start, Lines[i].Start + Lines[i].Length);
            while (Text[end - 1] != '\n' && i + 1 < Lines.Length && Lines[i + 1].Kept)
                end += Lines[++i].Length;
            yield return Text[start..end].Trim();
        }
    }

    private void AppendGap(StringBuilder kept, int first, int last)
    {
        var tokens = 0f;
        for (var i = first; i <= last; i++)
            tokens += Lines[i].Tokens;
        kept.Append(tokens < LargeGap ? Gap : MiddleCut.Mark((int)tokens));
        var end = Lines[last].Start + Lines[last].Length;
        if (end < Text.Length && Text[end - 1] == '\n')
            kept.Append('\n');
    }
}
