using Trooper.Core.Sitrep;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Recovery;

/// <summary>What a step's text tells of the step: by this, two reports of the same thing are known.</summary>
internal static class StepText
{
    private static readonly Stems Verbs = Stems.Of("done completed finished successfully successful passed fixed resolved updated has been");

    /// <summary>What a report is about: its words without the verbs of accomplishment, so that two reports are not alike for being reports.</summary>
    public static Stems Subject(string text)
    {
        var stems = Stems.Of(WithoutAsides(text));
        return stems.Without(Verbs) is { Count: > 1 } subject ? subject : stems;
    }

    /// <summary>The names and numbers in a report: where one is new, the report is news.</summary>
    public static IEnumerable<string> Names(string text)
    {
        text = WithoutAsides(text);
        return WordReader.Read(text).Select(word => text.Substring(word.Start, word.Length))
            .Where(word => word.AsSpan().ContainsAnyInRange('0', '9') || !EntityShape.Of(word).IsEmpty);
    }

    /// <summary>The verb that says what was done to the subject, or null where it only says that it is done.</summary>
    public static string? Verb(string text) =>
        WordReader.Read(text).FirstOrDefault(word => word.Is(Sense.Made)) is { Length: > 0 } verb ? text.Substring(verb.Start, verb.Length) : null;

    private static string WithoutAsides(string text) =>
        text.IndexOf('(') is >= 0 and var open && text.IndexOf(')', open) is > 0 and var close ? text.Remove(open, close - open + 1) : text;
}
