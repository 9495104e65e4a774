using System.Buffers;
using System.Runtime.InteropServices;

namespace Trooper.Core.Context;

/// <summary>
/// Judges what a line is worth by what it holds: alarms and outcomes, ids, numbers, paths, and terms that later messages take up again.
/// Listings of files are worth little by the line, and what was said before is worth nothing the second time.
/// </summary>
internal sealed class LineWorth(TermIndex terms)
{
    private static readonly SearchValues<string> Alarms = SearchValues.Create(
        ["error", "fail", "exception", "panic", "fatal", "denied", "refused", "timeout", "timed out", "undefined", "unexpected", "not found", "no such",
         "cannot", "can't", "could not", "invalid", "missing", "traceback", "conflict", "rejected", "mismatch", "warning", "did you mean", "unable", "forbidden"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Outcomes = SearchValues.Create(
        ["passed", "success", "ok\t", "ok ", "pass:", "issues", "complete", "created", "merged", "deployed", "total", "result", "found", "match", "status",
         "exit code", "elapsed", "version", "summary", "done"],
        StringComparison.OrdinalIgnoreCase);

    private const int Sentence = 5;

    private readonly HashSet<ulong> _seen = [];
    private readonly Dictionary<ulong, int> _sentences = [];

    /// <summary>Weighs the lines of passages, which must come newest first: of two equal lines the newer one counts.</summary>
    public void Weigh(IEnumerable<Passage> newestFirst)
    {
        foreach (var passage in newestFirst)
            Weigh(passage);
    }

    private void Weigh(Passage passage)
    {
        var isFenced = false;
        var last = passage.Lines.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            ref var line = ref passage.Lines[i];
            var text = passage[line];
            if (passage.IsProse && text.StartsWith("```", StringComparison.Ordinal))
                isFenced = !isFenced;
            var value = Value(text, passage, isFenced);
            if (i == 0 || i == last)
                value += 4;
            if (!_seen.Add(Terms.Hash(text.Trim())))
                value *= 0.1f;
            value /= 1 + Repeats(text);
            line.Worth = value / (line.Tokens + 3);
        }
        Spread(passage);
    }

    private float Value(ReadOnlySpan<char> text, Passage passage, bool isFenced)
    {
        if (text.IsWhiteSpace())
            return 0;
        var found = terms.Look(text, passage.Position);
        if (found.IsNothing)
            return 0;
        var value = 2f + 5 * Math.Min(found.Ids, 3) + 2 * Math.Min(found.Numbers, 2) + Math.Min(found.Names, 3) + 4 * Math.Min(found.Later, 3);
        if (text.ContainsAny(Alarms))
            value += passage.Voice == Voice.Failure ? 14 : 10;
        if (text.ContainsAny(Outcomes))
            value += 6;
        if (isFenced || IsListing(text))
            return value * 0.35f;
        return passage.Voice switch
        {
            Voice.User => value + 3 * text.Length / 4f,
            Voice.Assistant => value + 0.4f * text.Length / 4f,
            _ => value,
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

    /// <summary>A line of a numbered file listing.</summary>
    private static bool IsListing(ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimStart(' ');
        var digits = trimmed.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && trimmed[digits] is '→' or '\t';
    }
}
