using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Trooper.Api.Pages.Chat;
using Trooper.Api.Pages.Markdown;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Pages;

/// <summary>Whatever a model writes becomes elements that can do no harm, or text.</summary>
public sealed class SafeMarkdownTests
{
    private static readonly HashSet<string> Elements =
    [
        "p", "br", "hr", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "h6", "a", "span", "div", "figure", "figcaption",
        "table", "tbody", "tr", "th", "td",
    ];

    private static readonly HashSet<string> Attributes = ["class", "href", "rel", "target", "tabindex", "role", "aria-label", "start"];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, HostileMarkdown.Cases.Count)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Hostile_markdown_becomes_harmless_elements_or_text(int place)
    {
        foreach (var element in Parse(SafeMarkdown.Render(HostileMarkdown.Cases[place])))
            AssertHarmless(element);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Hostile_markdown_is_as_harmless_while_it_is_being_written(int place)
    {
        var answer = new AnswerInProgress(1);
        var text = HostileMarkdown.Cases[place];
        var step = Math.Max(1, text.Length / 40);
        for (var at = 0; at < text.Length; at += step)
        {
            answer.Append(text.Substring(at, Math.Min(step, text.Length - at)));
            var writing = answer.Take();
            foreach (var element in Parse(string.Concat(writing.Finished) + writing.Open))
                AssertHarmless(element);
        }
    }

    [Fact]
    public async Task No_case_takes_long() =>
        await Task.Run(() => HostileMarkdown.Cases.Sum(text => SafeMarkdown.Render(text).Length)).WaitAsync(Patience.Limit);

    [Theory]
    [InlineData("**a** _b_ ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d</code></p>")]
    [InlineData("# a", "<h3>a</h3>")]
    [InlineData("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>")]
    [InlineData("3. a", "<ol start=\"3\"><li>a</li></ol>")]
    [InlineData("- a\n\n  b", "<ul><li><p>a</p><p>b</p></li></ul>")]
    [InlineData("> a", "<blockquote><p>a</p></blockquote>")]
    [InlineData("a\\\nb", "<p>a<br>b</p>")]
    [InlineData("---", "<hr>")]
    [InlineData("[a](https://b.example/?c=1&d)", "<p><a href=\"https://b.example/?c=1&amp;d\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">a</a></p>")]
    [InlineData("1 < 2 && \"x\"", "<p>1 &lt; 2 &amp;&amp; &quot;x&quot;</p>")]
    public void Ordinary_markdown_is_rendered(string markdown, string html) => Assert.Equal(html, SafeMarkdown.Render(markdown));

    [Fact]
    public void A_table_is_a_table()
    {
        var html = SafeMarkdown.Render("| name | cost |\n|---|--:|\n| tea | 2 |");

        Assert.Contains("<tr><th>name</th><th class=\"right\">cost</th></tr><tr><td>tea</td><td class=\"right\">2</td></tr>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("```python\ndef f(): # hi\n  return 'x' + str(42)\n```", "keyword:def comment:# hi keyword:return string:'x' number:42")]
    [InlineData("```cs\nvar x = 1.5; // don't\n```", "keyword:var number:1.5 comment:// don't")]
    [InlineData("```sql\nSELECT 'it' FROM t -- all\n```", "keyword:SELECT string:'it' keyword:FROM comment:-- all")]
    [InlineData("```\nvar x = 1; // plain\n```", "")]
    public void Code_is_coloured(string markdown, string expected)
    {
        var marks = Parse(SafeMarkdown.Render(markdown)).Where(element => element.ClassName?.StartsWith("hl-", StringComparison.Ordinal) == true);

        Assert.Equal(expected, string.Join(' ', marks.Select(mark => $"{mark.ClassName![3..]}:{mark.TextContent}")));
    }

    [Fact]
    public void Code_loses_no_character()
    {
        const string Code = "if (a < b && c > \"d\") { return `e ${f}`; } /* g */ // 'h\n\tlet π = 'i\\'j';";

        var code = Parse(SafeMarkdown.Render($"```ts\n{Code}\n```")).Single(element => element.LocalName == "code");

        Assert.Equal(Code, code.TextContent);
    }

    [Fact]
    public void An_answer_in_progress_ends_as_the_whole_answer_is_rendered()
    {
        const string Text = "Hello **you**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. one\n\n   more\n2. two\n\n```js\nlet a = 1;\n\nlet b;\n```\n\n    code\n\n    too\n\nEnd.";
        var answer = new AnswerInProgress(1);
        var finished = new List<string>();
        var last = new Writing(1, 0, [], "");
        foreach (var character in Text)
        {
            answer.Append(character.ToString());
            last = answer.Take();
            Assert.Equal(finished.Count, last.From);
            finished.AddRange(last.Finished);
        }
        Assert.Equal(SafeMarkdown.Render(Text), string.Concat(finished) + last.Open);
    }

    private static IEnumerable<IElement> Parse(string html) => new HtmlParser().ParseDocument($"<body>{html}").Body!.QuerySelectorAll("*");

    private static void AssertHarmless(IElement element)
    {
        Assert.Contains(element.LocalName, Elements);
        Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, Attributes));
        if (element.GetAttribute("href") is { } href)
        {
            Assert.Matches("^(https?://[^/@]+(/|$)|mailto:)", href);
            Assert.Contains("noopener", element.GetAttribute("rel"), StringComparison.Ordinal);
        }
        Assert.Matches("^(code|table|task|picture|plain|center|right|hl-[a-z]+)?$", element.ClassName ?? "");
    }
}
