using Trooper.Core.Recovery;

namespace Trooper.Core.Sitrep;

/// <summary>Where the work stands, as of the latest message.</summary>
internal sealed record StageTracker
{
    public static readonly StageTracker Empty = new();

    public const string Unknown = "unknown";
    public const string Unclear = "unclear";
    public const string InProgress = "in_progress";
    public const string Debugging = "debugging";
    public const string Blocked = "blocked";
    public const string Done = "done";

    public string Stage { get => field ?? Unknown; init; }

    /// <summary>The user said that this is all for now.</summary>
    public bool Closed { get; init; }

    public StageTracker Fold(MessageReading message, TaskListTracker tasks, ToolCallTracker tools)
    {
        if (message.IsAssistant)
            return this with { Stage = message.Calls.Count > 0 ? WhileWorking(message, tools) : AtRest(message, tasks) };
        if (message.IsUserProse)
            return Hear(message);
        return this;
    }

    private StageTracker Hear(MessageReading message)
    {
        if (StageSignals.Closes(message))
            return this with { Closed = true, Stage = Stage is InProgress ? Done : Stage };
        if (StageSignals.OnlyThanks(message))
            return this;
        if (Stage != Unknown && message.Request is not { Strength: Strength.Clear } && message.Feedback is Feedback.Cured or Feedback.Pleased)
            return this with { Stage = Done };
        var asks = message.Clauses.All(clause => clause.IsQuestion);
        return this with { Closed = false, Stage = Stage is Blocked || (asks && Stage == Done) ? Stage : InProgress };
    }

    private string WhileWorking(MessageReading message, ToolCallTracker tools)
    {
        if (StageSignals.HandsIn(message))
            return Done;
        var succeeded = StageSignals.Success(message);
        var troubled = tools.LastFailed || (StageSignals.Trouble(message) && !succeeded);
        return troubled || (Stage is Debugging && !succeeded) ? Debugging : InProgress;
    }

    private string AtRest(MessageReading message, TaskListTracker tasks)
    {
        if (StageSignals.IsStuck(message))
            return Blocked;
        var pending = tasks.Pending.Any();
        if (StageSignals.LastIsQuestion(message))
            return InProgress;
        if (StageSignals.Trouble(message) && !Closed)
            return Stage == Blocked ? Blocked : Debugging;
        if (StageSignals.Success(message) && !pending)
            return StageSignals.LeavesOpen(message) && !Closed ? InProgress : Done;
        return Stage is Done or Blocked ? Stage : Closed ? Done : InProgress;
    }
}
