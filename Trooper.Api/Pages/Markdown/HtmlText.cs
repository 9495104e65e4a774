using System.Text;

namespace Trooper.Api.Pages.Markdown;

/// <summary>Text as HTML shows it, literally.</summary>
internal static class HtmlText
{
    extension(StringBuilder html)
    {
        /// <summary>Adds a text so that no character of it can be markup, in an element or in a quoted attribute.</summary>
        public StringBuilder AddText(ReadOnlySpan<char> text)
        {
            foreach (var character in text)
            {
                _ = character switch
                {
                    '<' => html.Append("&lt;"),
                    '>' => html.Append("&gt;"),
                    '&' => html.Append("&amp;"),
                    '"' => html.Append("&quot;"),
                    '\'' => html.Append("&#39;"),
                    '\0' => html.Append('\uFFFD'),
                    _ => html.Append(character),
                };
            }
            return html;
        }
    }

    public static string Of(string text) => new StringBuilder(text.Length + 16).AddText(text).ToString();
}
