namespace Trooper.Core.Sitrep.Prose;

/// <summary>Reads a text into clauses: lines of prose, their sentences, and each sentence's statements.</summary>
internal static class ClauseReader
{
    /// <summary>More than any message says that somebody would read; what is beyond is not.</summary>
    private const int MaxClauses = 400;

    public static IReadOnlyList<Clause> Read(string text)
    {
        var clauses = new List<Clause>();
        Clause? lead = null;
        var sentence = 0;
        foreach (var line in ProseLines.Read(text.Replace('’', '\'')))
        {
            var first = clauses.Count;
            foreach (var range in SentenceSplitter.Split(line.Text))
            {
                AddStatements(clauses, line, line.Text[range], ++sentence, lead);
                if (clauses.Count > MaxClauses)
                    return clauses;
            }
            lead = LeadAfter(line, lead, clauses, first);
        }
        return clauses;
    }

    private static void AddStatements(List<Clause> clauses, ProseLine line, string sentence, int number, Clause? lead)
    {
        var isQuestion = sentence.TrimEnd(' ', ')', '*', '"').EndsWith('?');
        var isLeadIn = sentence.TrimEnd(' ', '*').EndsWith(':');
        var words = WordReader.Read(sentence);
        foreach (var part in StatementSplitter.Split(sentence, words))
        {
            if (part.Words.Length == 0)
                continue;
            clauses.Add(new(part.Text, part.Words, line.Form, line.Mark, number, line.Form is Form.Item or Form.NestedItem or Form.Row || lead is { Form: Form.Heading } ? lead : null)
            {
                IsQuestion = isQuestion,
                IsLeadIn = isLeadIn,
                IsSubordinate = part.IsSubordinate,
            });
        }
    }

    /// <summary>A heading or a line with a colon leads the lines below it; a list's items don't lead each other, and a plain paragraph ends a list.</summary>
    private static Clause? LeadAfter(ProseLine line, Clause? lead, List<Clause> clauses, int first)
    {
        if (clauses.Count == first)
            return lead;
        var last = clauses[^1];
        if (line.Form == Form.Heading || (last.IsLeadIn && line.Form == Form.Sentence))
            return last;
        return line.Form == Form.Sentence && lead is { Form: Form.Sentence } ? null : lead;
    }
}
