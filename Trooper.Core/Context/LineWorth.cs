using System.Buffers;
using System.Runtime.InteropServices;

namespace Trooper.Core.Context;

/// <summary>
/// Judges what a line is worth by what it holds: alarms and outcomes, ids, numbers, paths, and terms that later messages take up again.
/// Listings of files are worth little by the line, and what was said before is worth nothing the second time.
/// </summary>
internal sealed class LineWorth(TermIndex terms)
{
    private static readonly SearchValues<string> Outcomes = SearchValues.Create(
        ["passed", "success", "ok\t", "ok ", "issues", "complete", "created", "merged", "deployed", "total", "result", "found", "match", "status",
         "exit code", "elapsed", "version", "summary", "done"],
        StringComparison.OrdinalIgnoreCase);

    private const int Sentence = 5;
    private const int ShortLine = 6;
    private const int ListOpening = 12;
    private const float Edge = 5;

    /// <summary>Lines of code can be read again from their file; what a command printed cannot.</summary>
    private const float Code = 0.35f;

    private readonly HashSet<ulong> _seen = [];
    private readonly Dictionary<ulong, int> _sentences = [];
    private readonly Dictionary<ulong, int> _alike = [];

    /// <summary>Weighs the lines of passages, which must come newest first: of two equal lines the newer one counts.</summary>
    public void Weigh(IEnumerable<Passage> newestFirst)
    {
        foreach (var passage in newestFirst)
            Weigh(passage);
    }

    private void Weigh(Passage passage)
    {
        _alike.Clear();
        var isFenced = false;
        var isListing = !passage.IsProse && IsListing(passage);
        var last = passage.Lines.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            ref var line = ref passage.Lines[i];
            var text = passage[line];
            if (passage.IsProse && text.StartsWith("```", StringComparison.Ordinal))
                isFenced = !isFenced;
            var value = Value(text, passage, isFenced, isListing && CodeLine.Number(text) >= 0);
            if ((i == 0 || i == last) && passage.Voice != Voice.Call && value > 0)
                value = passage.IsProse ? value * 2 : value + Edge;
            if (!_seen.Add(Terms.Hash(text.Trim())))
                value *= passage.IsProse || line.Tokens < ShortLine ? 0.1f : 0;
            value /= 1 + Repeats(text) + (passage.IsProse ? 0 : Alike(text));
            line.Worth = value / (line.Tokens + 3);
        }
        Spread(passage);
        if (IsSuperseded(passage))
            passage.Discard();
    }

    private float Value(ReadOnlySpan<char> text, Passage passage, bool isFenced, bool isListed)
    {
        if (text.IsWhiteSpace())
            return 0;
        var found = terms.Look(text, passage.Position);
        if (found.IsNothing)
            return 0;
        var value = 1f + 5 * Math.Min(found.Ids, 3) + 2 * Math.Min(found.Numbers, 2) + Math.Min(found.Names, 3) + 4 * Math.Min(found.Later, 3);
        if (Alarm.IsRaised(text))
            value += passage.Voice == Voice.Failure ? 14 : 10;
        if (text.ContainsAny(Outcomes))
            value += 6;
        return passage.Voice switch
        {
            Voice.User => value + 3 * text.Length / 4f,
            Voice.Assistant => isFenced ? value * Code : value + 0.4f * text.Length / 4f,
            _ => isListed || CodeLine.Is(text) ? value * Code : value,
        };
    }

    /// <summary>The more lines of a passage are kept, the less the next one adds.</summary>
    private static void Spread(Passage passage)
    {
        if (passage.Lines.Length < 2)
            return;
        var order = new int[passage.Lines.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => passage.Lines[b].Worth.CompareTo(passage.Lines[a].Worth) is var byWorth and not 0 ? byWorth : a.CompareTo(b));
        for (var rank = 0; rank < order.Length; rank++)
            passage.Lines[order[rank]].Worth /= 1 + 0.15f * rank;
    }

    /// <summary>How often the same sentence was met with other names and numbers in it.</summary>
    private int Repeats(ReadOnlySpan<char> text)
    {
        var hash = 0UL;
        var words = 0;
        var terms = new Terms(text);
        while (terms.MoveNext())
        {
            if (terms.Kind != TermKind.Word)
                continue;
            hash = hash * 31 + Terms.Hash(terms.Current);
            words++;
        }
        return words < Sentence ? 0 : CollectionsMarshal.GetValueRefOrAddDefault(_sentences, hash, out _)++;
    }

    /// <summary>How many lines of the passage before this one differ from it in digits only, as those of a log do.</summary>
    private int Alike(ReadOnlySpan<char> text) => CollectionsMarshal.GetValueRefOrAddDefault(_alike, Terms.HashOfShape(text), out _)++;

    /// <summary>A list of objects as an argument is most often a plan, and each call replaces the one before.</summary>
    private bool IsSuperseded(Passage passage) =>
        passage.Voice == Voice.Call && passage.Text.StartsWith("[{", StringComparison.Ordinal)
        && !_seen.Add(Terms.Hash(passage.Text.AsSpan(0, Math.Min(passage.Text.Length, ListOpening))));

    /// <summary>Whether most lines are numbered one after the other, as those of a file.</summary>
    private static bool IsListing(Passage passage)
    {
        var (last, inOrder) = (-1, 0);
        foreach (ref readonly var line in passage.Lines.AsSpan())
        {
            var number = CodeLine.Number(passage[line]);
            if (number >= 0 && number == last + 1)
                inOrder++;
            last = number;
        }
        return inOrder * 2 > passage.Lines.Length;
    }
}
