using System.Collections.Immutable;
using Trooper.Core.Recovery;

namespace Trooper.Core.Sitrep;

/// <summary>All that a fold knows: a value, so that a copy costs nothing. Each part is null until there is something to tell.</summary>
internal sealed record SitrepState
{
    public static readonly SitrepState Empty = new();

    private const int MostConstraints = 12;
    private const int MostDecisions = 12;
    private const int MostRuledOut = 10;

    public int Messages { get; init; }
    public IntentTracker? Intent { get; init; }
    public StageTracker? Stage { get; init; }
    public EntityTracker? Entities { get; init; }
    public LoopTracker? Loops { get; init; }
    public ActionTracker? Actions { get; init; }
    public TaskListTracker? Tasks { get; init; }
    public StepTracker? Steps { get; init; }
    public ToolCallTracker? Tools { get; init; }

    /// <summary>What the assistant offered last, until the user has spoken.</summary>
    public Offer? Offered { get; init; }

    /// <summary>The report at the last step.</summary>
    public SitrepReport? Steady { get; init; }

    public ImmutableArray<string> Constraints { get => field.OrEmpty(); init; }
    public ImmutableArray<string> Decisions { get => field.OrEmpty(); init; }
    public ImmutableArray<string> RuledOut { get => field.OrEmpty(); init; }

    public SitrepState Fold(MessageReading message)
    {
        var tasks = (Tasks ?? TaskListTracker.Empty).Fold(message);
        var tools = (Tools ?? ToolCallTracker.Empty).Fold(message);
        return new()
        {
            Messages = Messages + 1,
            Intent = (Intent ?? IntentTracker.Empty).Fold(message),
            Stage = (Stage ?? StageTracker.Empty).Fold(message, tasks, tools),
            Entities = (Entities ?? EntityTracker.Empty).Fold(message),
            Loops = (Loops ?? LoopTracker.Empty).Fold(message),
            Actions = (Actions ?? ActionTracker.Empty).Fold(message),
            Tasks = tasks,
            Steps = (Steps ?? StepTracker.Empty).Fold(message, tools.Written),
            Tools = tools,
            Steady = Steady,
            Offered = message.IsAssistant ? Offer.Read(message) : message.IsUserProse ? null : Offered,
            Constraints = Sitrep.Constraints.Read(message).Aggregate(Constraints, (list, phrase) => list.PushPhrase(phrase, MostConstraints)),
            Decisions = Sitrep.Decisions.Read(message, Offered).Aggregate(Decisions, (list, phrase) => list.PushPhrase(phrase, MostDecisions)),
            RuledOut = Sitrep.RuledOut.Read(message).Aggregate(RuledOut, (list, phrase) => list.PushPhrase(phrase, MostRuledOut)),
        };
    }
}
