using System.Runtime.InteropServices;

namespace Trooper.Core.Context;

/// <summary>What was found in a line. <paramref name="Later"/> counts terms that a later message takes up, the rare ones.</summary>
internal readonly record struct LineTerms(int Words, int Ids, int Numbers, int Names, int Later)
{
    public bool IsNothing => Words + Ids + Names == 0;
}

/// <summary>Which terms are used where, of a stretch of the conversation.</summary>
internal sealed class TermIndex
{
    /// <summary>A term in more passages than this is a word of the project, not a trace from one message to another.</summary>
    private const int Common = 6;

    /// <summary>Shorter words are too many to remember, and say little.</summary>
    private const int LongWord = 6;

    private readonly Dictionary<ulong, Use> _uses = [];

    public void Add(Passage passage)
    {
        var isMention = passage.IsProse || passage.Voice == Voice.Call;
        foreach (ref readonly var line in passage.Lines.AsSpan())
        {
            var terms = new Terms(passage[line]);
            while (terms.MoveNext())
            {
                if (terms.Kind == TermKind.Number || (terms.Kind == TermKind.Word && terms.Current.Length < LongWord))
                    continue;
                ref var use = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, Terms.Hash(terms.Current), out _);
                use = use.In(passage.Position, isMention);
            }
        }
    }

    public LineTerms Look(ReadOnlySpan<char> line, int position)
    {
        var (words, ids, numbers, names, later) = (0, 0, 0, 0, 0);
        var terms = new Terms(line);
        while (terms.MoveNext())
        {
            switch (terms.Kind)
            {
                case TermKind.Id:
                    ids++;
                    break;
                case TermKind.Number:
                    numbers++;
                    continue;
                case TermKind.Name:
                    names++;
                    break;
                default:
                    words++;
                    if (terms.Current.Length < LongWord)
                        continue;
                    break;
            }
            if (_uses.TryGetValue(Terms.Hash(terms.Current), out var use) && use.LastMention > position && use.Messages <= Common)
                later++;
        }
        return new LineTerms(words, ids, numbers, names, later);
    }

    private readonly record struct Use(int Messages, int LastMessage, int LastMention)
    {
        public Use In(int position, bool isMention) => new(
            Messages == 0 || LastMessage != position ? Messages + 1 : Messages,
            position,
            isMention ? Math.Max(LastMention, position) : LastMention);
    }
}
