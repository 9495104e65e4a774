using System.Text;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace Trooper.Api.Pages.Markdown;

/// <summary>Writes what stands inside a block: text, emphasis, code, links. Pictures are named, never fetched.</summary>
internal sealed class InlineWriter(StringBuilder html)
{
    private const int DeepestNesting = 48;

    public void Write(ContainerInline? container, int depth)
    {
        if (container is null || depth > DeepestNesting)
            return;
        foreach (var inline in container)
            Write(inline, depth);
    }

    private void Write(Inline inline, int depth)
    {
        switch (inline)
        {
            case LiteralInline literal:
                html.AddText(literal.Content.AsSpan());
                break;
            case CodeInline code:
                html.Append("<code>").AddText(code.Content).Append("</code>");
                break;
            case EmphasisInline emphasis:
                var element = (emphasis.DelimiterChar, emphasis.DelimiterCount) switch
                {
                    ('~', _) => "del",
                    (_, 2) => "strong",
                    _ => "em",
                };
                html.Append('<').Append(element).Append('>');
                Write(emphasis, depth + 1);
                html.Append("</").Append(element).Append('>');
                break;
            case LinkInline { IsImage: true } image:
                Link(image.Url, () =>
                {
                    html.Append("<span class=\"picture\">picture: ");
                    Write(image, depth + 1);
                    html.Append("</span>");
                });
                break;
            case LinkInline link:
                Link(link.Url, () => Write(link, depth + 1));
                break;
            case AutolinkInline link:
                Link(link.IsEmail ? $"mailto:{link.Url}" : link.Url, () => html.AddText(link.Url));
                break;
            case LineBreakInline { IsHard: true }:
                html.Append("<br>");
                break;
            case LineBreakInline:
                html.Append('\n');
                break;
            case HtmlEntityInline entity:
                html.AddText(entity.Transcoded.AsSpan());
                break;
            case HtmlInline markup:
                html.AddText(markup.Tag);
                break;
            case TaskList task:
                html.Append(task.Checked ? "<span class=\"task\">☑</span>" : "<span class=\"task\">☐</span>");
                break;
            case ContainerInline other:
                Write(other, depth + 1);
                break;
            default:
                html.AddText(inline.ToString());
                break;
        }
    }

    private void Link(string? url, Action label)
    {
        var address = SafeLink.Clean(url);
        if (address is not null)
            html.Append("<a href=\"").AddText(address).Append("\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">");
        label();
        if (address is not null)
            html.Append("</a>");
    }
}
