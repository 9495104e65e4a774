namespace Trooper.Api.Commands.Check;

/// <summary>One thing that was looked at.</summary>
/// <param name="Advice">What to do about it; null where nothing need be done.</param>
internal sealed record Finding(Finding.Grade How, string Subject, string Text, string? Advice = null)
{
    internal enum Grade
    {
        Ok,
        Warning,
        Failed,
    }

    public static Finding Ok(string subject, string text) => new(Grade.Ok, subject, text);

    public static Finding Warning(string subject, string text, string advice) => new(Grade.Warning, subject, text, advice);

    public static Finding Failed(string subject, string text, string advice) => new(Grade.Failed, subject, text, advice);

    public override string ToString() => $"{How.ToString().ToLowerInvariant(),-8} {Subject,-9} {Text}{(Advice is null ? "" : $". {Advice}")}";
}
