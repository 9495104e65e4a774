using Trooper.Core.Sitrep.Prose;

namespace Trooper.Tests.Sitrep;

public class ClauseReaderTests
{
    [Theory]
    [InlineData("The cache is warm; the index is cold.", "The cache is warm|the index is cold")]
    [InlineData("Tests pass, but the linter complains.", "Tests pass|the linter complains")]
    [InlineData("Rebased the branch, ran the tests, and pushed.", "Rebased the branch, ran the tests, and pushed")]
    [InlineData("Status: the importer is done. The exporter is not done.", "Status|the importer is done|The exporter is not done")]
    [InlineData("The pool is full, because a client leaks.", "The pool is full|because a client leaks")]
    [InlineData("Use e.g. base_coder.py or v2.14.0 of it. Then stop.", "Use e.g. base_coder.py or v2.14.0 of it|Then stop")]
    [InlineData("It is slow, let's cache it", "It is slow|let's cache it")]
    public void Splits_sentences_into_statements(string text, string statements) =>
        Assert.Equal(statements.Split('|'), ClauseReader.Read(text).Select(clause => clause.Phrase));

    [Fact]
    public void List_items_know_the_line_that_leads_them()
    {
        var clauses = ClauseReader.Read("I've added:\n\n- a parser\n- a printer\n\nMore later.");

        Assert.All(clauses.Where(clause => clause.Form == Form.Item), item => Assert.Equal("I've added", item.Lead?.Phrase));
        Assert.Null(clauses[^1].Lead);
    }

    [Fact]
    public void Endless_text_is_read_in_part() =>
        Assert.InRange(ClauseReader.Read(string.Concat(Enumerable.Repeat("All is well here.\n", 20_000))).Count, 100, 401);
}
