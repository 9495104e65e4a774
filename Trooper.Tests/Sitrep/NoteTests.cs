namespace Trooper.Tests.Sitrep;

public class NoteTests
{
    [Theory]
    [InlineData("Build the report. Do not write to the production schema.", "Do not write to the production schema")]
    [InlineData("Totals must match the ledger.", "Totals must match the ledger")]
    [InlineData("Tidy the styles, WCAG 2.2 AA, no new dependencies", "no new dependencies")]
    [InlineData("keep the old endpoint alive", "keep the old endpoint alive")]
    [InlineData("It has to be offline-first", "offline-first")]
    public void Users_limits_are_constraints(string said, string constraint) => Assert.Contains(constraint, new Conversation().User(said).Report.Constraints);

    [Theory]
    [InlineData("let's go with Redis")]
    [InlineData("use tabs in the Makefile")]
    [InlineData("skip the appendix")]
    public void Answers_that_choose_are_decisions(string said) => Assert.Contains(said, new Conversation().User("Set up the cache").Assistant("Which one?").User(said).Report.Decisions);

    [Theory]
    [InlineData("I ruled out the DNS resolver.", "I ruled out the DNS resolver")]
    [InlineData("I cannot upgrade a basic fare.", "I cannot upgrade a basic fare")]
    public void Dropped_ways_are_ruled_out(string said, string what) => Assert.Equal([what], new Conversation().Assistant(said).Report.RuledOut);

    [Theory]
    [InlineData("Look at auth/session.py and DB_POOL_SIZE", "session.py", "DB_POOL_SIZE")]
    [InlineData("HookSpec fails with HTTP 503 on db-7", "HookSpec", "HTTP 503", "db-7")]
    [InlineData("ticket OPS-12 and #77, 20 MB, v2.14.0, booking ZX81QK", "OPS-12", "#77", "20 MB", "v2.14.0", "ZX81QK")]
    [InlineData("move it from Redis to Postgres behind /login", "Redis", "Postgres", "/login")]
    public void Names_are_entities(string said, params string[] names) =>
        Assert.Superset(names.ToHashSet(), new Conversation().User(said).Report.ActiveEntities.ToHashSet());

    [Theory]
    [InlineData("please restart the worker", "restart the worker")]
    [InlineData("deploy monday", "deploy monday")]
    [InlineData("I'll roll back the release", "roll back the release")]
    public void Operations_are_recent_actions(string said, string action) => Assert.Equal([action], new Conversation().User(said).Report.RecentActions);
}
