using Trooper.Core.Sitrep.Prose;

namespace Trooper.Tests.Sitrep;

public class AccomplishmentTests
{
    private static Mood? MoodOf(string text) => ClauseReader.Read(text).Select(clause => clause.Accomplishment?.Mood).FirstOrDefault(mood => mood is not null);

    [Theory]
    [InlineData("Created the invoice template.")]
    [InlineData("I've moved the parser into its own file.")]
    [InlineData("I also renamed the flag.")]
    [InlineData("The backup has been restored.")]
    [InlineData("PR #2 merged.")]
    [InlineData("Rollout completed.")]
    [InlineData("All checks pass.")]
    [InlineData("The order was shipped successfully.")]
    [InlineData("Version bumped to 3.2.0 in the manifest.")]
    [InlineData("I've consolidated the three helpers.")]
    [InlineData("The table has been vacuumed.")]
    [InlineData("Not only was the cache fixed.")]
    public void Reports_are_asserted(string text) => Assert.Equal(Mood.Asserted, MoodOf(text));

    [Theory]
    [InlineData("The export is not done.", nameof(Mood.Negated))]
    [InlineData("The export hasn't been completed.", nameof(Mood.Negated))]
    [InlineData("I never finished the guide.", nameof(Mood.Negated))]
    [InlineData("Let me get this merged.", nameof(Mood.Planned))]
    [InlineData("Once merged, the job runs nightly.", nameof(Mood.Conditional))]
    [InlineData("Run it to verify the bug has been fixed.", nameof(Mood.Conditional))]
    [InlineData("Has the ticket been closed?", nameof(Mood.Asked))]
    [InlineData("It seems the seed was recovered.", nameof(Mood.Hedged))]
    public void What_is_not_so_is_told_apart(string text, string mood) => Assert.Equal(mood, MoodOf(text)?.ToString());

    [Theory]
    [InlineData("It will be fixed tomorrow.")]
    [InlineData("The index needs to be created.")]
    [InlineData("If the test passed we could ship.")]
    [InlineData("These are generated files.")]
    [InlineData("The title is updated when the user types.")]
    [InlineData("Look at the merged branch.")]
    [InlineData("I'll add a parser.")]
    [InlineData("The log says `deployed`.")]
    [InlineData("They wrote \"all is done\" on the board.")]
    public void Descriptions_are_no_reports(string text) => Assert.NotEqual(Mood.Asserted, MoodOf(text));
}
