namespace Trooper.Tests.Sitrep;

public class IntentTests
{
    [Theory]
    [InlineData("Hi! Could you please add dark mode to the settings page?", "add dark mode to the settings page")]
    [InlineData("I'd like to migrate the wiki from MySQL to Postgres", "migrate the wiki from MySQL to Postgres")]
    [InlineData("we're debugging the flaky checkout test", "debug the flaky checkout test")]
    [InlineData("<system-reminder>read the docs</system-reminder>write a parser for cron lines", "write a parser for cron lines")]
    [InlineData("Implement the following plan:\n\n# Retry queue for failed mails\n\nSome words.", "Implement: Retry queue for failed mails")]
    [InlineData("I got the wrong mug and want to return it for a refund of the full price", "return it for a refund of the full price")]
    [InlineData("The report shows last year's numbers, can you fix that?", "fix that: The report shows last year's numbers")]
    [InlineData("I get this error when I save:\n\ndisk quota exceeded", "fix the error: disk quota exceeded")]
    [InlineData("rename the flag and update its docs", "rename the flag and update its docs")]
    public void First_wish_is_the_intent(string said, string intent) => Assert.Equal(intent, new Conversation().User(said).Report.Intent);

    [Fact]
    public void Reported_problem_is_to_be_fixed() =>
        Assert.StartsWith("fix", new Conversation().User("The export of large invoices fails with a timeout after 30 seconds").Report.Intent, StringComparison.Ordinal);

    [Fact]
    public void Greeting_gives_way_to_the_wish()
    {
        var report = new Conversation().User("Hello! I need some help with my bookings.").Assistant("Of course.").User("Please cancel my flight to Oslo on Friday").Report;

        Assert.Equal("cancel my flight to Oslo on Friday", report.Intent);
    }

    [Fact]
    public void Later_errand_does_not_displace_the_goal()
    {
        var report = new Conversation().User("Port the billing module to Kotlin").Assistant("Done.").User("Run the linter once more").Report;

        Assert.Equal("Port the billing module to Kotlin", report.Intent);
    }

    [Fact]
    public void Stage_is_unclear_when_nobody_said_what_is_wanted()
    {
        Assert.Equal("unknown", new Conversation().Report.Stage);
        Assert.Equal("unclear", new Conversation().User("hm").Report.Stage);
    }
}
