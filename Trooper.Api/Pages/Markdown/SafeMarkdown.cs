using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;

namespace Trooper.Api.Pages.Markdown;

/// <summary>
/// A model's Markdown as HTML. Markdig reads it; what is written is made here, from elements that are known to be harmless: whatever the
/// Markdown says, it can only become one of those, or text.
/// </summary>
internal static class SafeMarkdown
{
    private const int LongestText = 200_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoLinks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    public static string Render(string markdown) => string.Concat(Pieces(markdown).Select(piece => piece.Html));

    /// <summary>The document's blocks one by one, each with the place where it begins.</summary>
    public static IReadOnlyList<(int Start, string Html)> Pieces(string markdown)
    {
        if (markdown.Length > LongestText || Parse(markdown) is not { } document)
            return [(0, Verbatim(markdown))];
        var pieces = new List<(int, string)>(document.Count);
        foreach (var block in document)
        {
            var html = new StringBuilder();
            new BlockWriter(html).Write(block, 0);
            if (html.Length > 0)
                pieces.Add((LineStart(markdown, block.Span.Start), html.ToString()));
        }
        return pieces;
    }

    // Nothing sensible is nested so deep that the parser gives up.
    private static MarkdownDocument? Parse(string markdown)
    {
        try
        {
            return Markdig.Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Verbatim(string text) => $"<pre class=\"plain\" tabindex=\"0\">{HtmlText.Of(text)}</pre>";

    private static int LineStart(string text, int at) => at <= 0 ? 0 : text.LastIndexOf('\n', Math.Min(at, text.Length) - 1) + 1;
}
