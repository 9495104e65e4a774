using Trooper.Core.Sitrep.Prose;

namespace Trooper.Tests.Sitrep;

public class ProseLinesTests
{
    private static string[] Read(string text) => [.. ProseLines.Read(text).Select(line => line.Text)];

    [Theory]
    [InlineData("before\n\n```go\nerr is broken\n```\nAfter", "before|After")]
    [InlineData("before\n\n~~~\nx failed\n~~~\nAfter", "before|After")]
    [InlineData("Here:\n<<<<<<< SEARCH\nit is broken\n=======\nit is done\n>>>>>>> REPLACE\nAfter", "Here:|After")]
    [InlineData("Look:\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-done\n+failed\nAfter", "Look:|After")]
    [InlineData("Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n    failed()\nValueError: bad shard", "ValueError: bad shard")]
    [InlineData("It threw.\n   at Acme.Orders.Load(String id)\n   at Acme.Program.Main()\nAfter", "It threw.|After")]
    [InlineData("2026-03-01T10:00:00Z ERROR pool is broken\nAfter", "After")]
    [InlineData("{\"status\": \"failed\"}\nAfter", "After")]
    [InlineData("> the build is broken\nAfter", "After")]
    [InlineData("$ make deploy\nAfter", "After")]
    [InlineData("| Step | State |\n|---|---|\n| Load | done |", "Load: done")]
    public void Leaves_out_what_is_not_prose(string text, string prose) => Assert.Equal(prose.Split('|'), Read(text));

    [Fact]
    public void Joins_wrapped_lines_but_not_paragraphs() =>
        Assert.Equal(["The load is failing on shard four.", "the second paragraph"], Read("The load is failing\non shard four.\n\nthe second paragraph"));

    [Fact]
    public void Knows_lists_headings_and_boxes()
    {
        var lines = ProseLines.Read("## Changes\n- one\n  - nested\n2. two\n- [x] ticked\n- [ ] open\n- ✅ good");

        Assert.Equal([Form.Heading, Form.Item, Form.NestedItem, Form.Item], lines.Take(4).Select(line => line.Form));
        Assert.Equal([Mark.Ticked, Mark.Unticked, Mark.Ticked], lines.Skip(4).Select(line => line.Mark));
    }
}
