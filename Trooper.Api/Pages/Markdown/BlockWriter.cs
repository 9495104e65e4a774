using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Trooper.Api.Pages.Markdown;

/// <summary>Writes Markdown's blocks. What has no case of its own is written as text.</summary>
internal sealed class BlockWriter(StringBuilder html)
{
    private const int DeepestNesting = 32;

    private readonly InlineWriter inlines = new(html);

    public void Write(Block block, int depth)
    {
        if (depth > DeepestNesting)
            return;
        switch (block)
        {
            case HeadingBlock heading:
                // An answer stands below the page's own headings.
                var level = Math.Min(heading.Level + 2, 6);
                Leaf($"<h{level}>", heading, $"</h{level}>");
                break;
            case ParagraphBlock paragraph when paragraph.Parent is ListItemBlock { Parent: ListBlock { IsLoose: false } }:
                inlines.Write(paragraph.Inline, 0);
                break;
            case ParagraphBlock paragraph:
                Leaf("<p>", paragraph, "</p>");
                break;
            case FencedCodeBlock code:
                Code(code, code.Info);
                break;
            case CodeBlock code:
                Code(code, null);
                break;
            case ThematicBreakBlock:
                html.Append("<hr>");
                break;
            case ListBlock list:
                List(list, depth);
                break;
            case QuoteBlock quote:
                Container("<blockquote>", quote, "</blockquote>", depth);
                break;
            case Table table:
                Table(table, depth);
                break;
            case LinkReferenceDefinitionGroup or LinkReferenceDefinition:
                break;
            case ContainerBlock container:
                Container("<div>", container, "</div>", depth);
                break;
            case LeafBlock leaf:
                html.Append("<p>").AddText(leaf.Lines.ToString()).Append("</p>");
                break;
        }
    }

    private void Leaf(string open, LeafBlock block, string close)
    {
        html.Append(open);
        inlines.Write(block.Inline, 0);
        html.Append(close);
    }

    private void Container(string open, ContainerBlock block, string close, int depth)
    {
        html.Append(open);
        foreach (var child in block)
            Write(child, depth + 1);
        html.Append(close);
    }

    private void Code(CodeBlock block, string? info)
    {
        var language = Language.Named(info);
        html.Append("<figure class=\"code\"><figcaption>").AddText(language.Title).Append("</figcaption><pre tabindex=\"0\"><code>");
        Highlighter.Write(html, block.Lines.ToString(), language);
        html.Append("</code></pre></figure>");
    }

    private void List(ListBlock list, int depth)
    {
        var start = list.IsOrdered && int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first != 1 ? first : 1;
        html.Append(list.IsOrdered ? start == 1 ? "<ol>" : string.Create(CultureInfo.InvariantCulture, $"<ol start=\"{start}\">") : "<ul>");
        foreach (var item in list.OfType<ListItemBlock>())
            Container("<li>", item, "</li>", depth + 1);
        html.Append(list.IsOrdered ? "</ol>" : "</ul>");
    }

    // A wide table scrolls by itself, and by keyboard too.
    private void Table(Table table, int depth)
    {
        html.Append("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>");
        foreach (var row in table.OfType<TableRow>())
        {
            html.Append("<tr>");
            for (var column = 0; column < row.Count; column++)
            {
                if (row[column] is TableCell cell)
                    Cell(row.IsHeader ? "th" : "td", Alignment(table, column), cell, depth + 1);
            }
            html.Append("</tr>");
        }
        html.Append("</table></div>");
    }

    private void Cell(string element, string? alignment, TableCell cell, int depth)
    {
        html.Append('<').Append(element);
        if (alignment is not null)
            html.Append(" class=\"").Append(alignment).Append('"');
        html.Append('>');
        foreach (var block in cell)
        {
            if (block is ParagraphBlock paragraph)
                inlines.Write(paragraph.Inline, 0);
            else
                Write(block, depth);
        }
        html.Append("</").Append(element).Append('>');
    }

    private static string? Alignment(Table table, int column) => table.ColumnDefinitions.ElementAtOrDefault(column)?.Alignment switch
    {
        TableColumnAlign.Center => "center",
        TableColumnAlign.Right => "right",
        _ => null,
    };
}
