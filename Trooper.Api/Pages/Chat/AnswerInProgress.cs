using System.Text;
using Trooper.Api.Pages.Markdown;

namespace Trooper.Api.Pages.Chat;

/// <summary>
/// An answer as it grows. A block of Markdown is finished once another one follows it: it is rendered and told once. The last one may still change,
/// and is told again.
/// </summary>
internal sealed class AnswerInProgress(int turn)
{
    private const int CharactersPerMillisecond = 400;

    private readonly StringBuilder open = new();
    private int finished;

    public int Turn => turn;

    /// <summary>There is text that was not told yet.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>How long to wait before it is told again: an open block that is long is costly to render and to send.</summary>
    public TimeSpan Pause => TimeSpan.FromMilliseconds(40 + (open.Length / CharactersPerMillisecond));

    public void Append(string text)
    {
        open.Append(text);
        IsDirty = true;
    }

    public Writing Take()
    {
        IsDirty = false;
        var text = open.ToString();
        var pieces = SafeMarkdown.Pieces(text);
        var from = finished;
        if (pieces.Count < 2 || pieces[^1].Start == 0)
            return new(turn, from, [], string.Concat(pieces.Select(piece => piece.Html)));
        open.Clear().Append(text.AsSpan(pieces[^1].Start));
        finished += pieces.Count - 1;
        return new(turn, from, [.. pieces.SkipLast(1).Select(piece => piece.Html)], pieces[^1].Html);
    }
}
