using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Recovery;

namespace Trooper.Core.Sitrep;

/// <summary>
/// The incremental making of a SITREP and of the recovery steps: one call per message, work in proportion to the message, memory bounded
/// whatever the session's length.
/// </summary>
public sealed class SitrepFold
{
    /// <summary>How many messages the steady report waits for before it moves on.</summary>
    private const int Step = 10;

    private SitrepState state;

    public SitrepFold() : this(SitrepState.Empty)
    {
    }

    private SitrepFold(SitrepState state) => this.state = state;

    /// <summary>What was completed, the agent's own task list where it keeps one.</summary>
    public IReadOnlyList<CompletedStep> Steps => state.Tasks is { Exists: true } tasks ? tasks.Completed : [.. state.Steps?.Steps.Select(step => step.ToStep()) ?? []];

    /// <summary>How many steps were completed: more than <see cref="Steps"/> holds when a session is very long.</summary>
    public int StepCount => Steps.Count + (state.Tasks is { Exists: true } tasks ? tasks.Forgotten : state.Steps?.Forgotten ?? 0);

    public IReadOnlyList<PendingStep> Pending => state.Tasks is { } tasks ? [.. tasks.Pending] : [];

    /// <summary>Tool calls that are open or failed, the latest last.</summary>
    public IReadOnlyList<ToolStep> ToolSteps => state.Tools is { } tools ? [.. tools.Steps] : [];

    /// <param name="index">The message's index in the session.</param>
    public void Add(int index, Message message, DateTimeOffset at) => Add(new MessageReading(index, message, at));

    internal void Add(MessageReading message)
    {
        state = state.Fold(message);
        if (state.Messages % Step == 0)
            state = state with { Steady = Report() };
    }

    public SitrepReport Report() => SitrepReporter.Report(state, Steps);

    /// <summary>
    /// The report as it was at the last step: what a context carries. It stands near the context's beginning, so that between two steps
    /// consecutive turns share all that comes after it; what is newer stands verbatim in the tail.
    /// </summary>
    public SitrepReport SteadyReport() => state.Steady ?? Report();

    /// <summary>An independent copy: a branch, or the view without local-only messages, goes on from here by itself.</summary>
    public SitrepFold Fork() => new(state);

    /// <summary>Writes the whole state as one JSON value; <see cref="Read"/> gives a fold that goes on exactly alike.</summary>
    public void Write(Utf8JsonWriter writer) => JsonSerializer.Serialize(writer, state, SitrepStateJson.State);

    public static SitrepFold Read(JsonElement state) =>
        new(state.Deserialize(SitrepStateJson.State) ?? throw new JsonException("null is not a fold's state"));
}
