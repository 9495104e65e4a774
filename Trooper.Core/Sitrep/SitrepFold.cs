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
    public IReadOnlyList<CompletedStep> Steps => [];

    public IReadOnlyList<PendingStep> Pending => [];

    /// <summary>Tool calls that are open or failed, the latest last.</summary>
    public IReadOnlyList<ToolStep> ToolSteps => [];

    /// <param name="index">The message's index in the session.</param>
    public void Add(int index, Message message, DateTimeOffset at) => throw new NotImplementedException();

    public SitrepReport Report() => SitrepReport.Empty;

    /// <summary>An independent copy: a branch, or the view without local-only messages, goes on from here by itself.</summary>
    public SitrepFold Fork() => new();

    /// <summary>Writes the whole state as one JSON value; <see cref="Read"/> gives a fold that goes on exactly alike.</summary>
    public void Write(Utf8JsonWriter writer) => throw new NotImplementedException();

    public static SitrepFold Read(JsonElement state) => throw new NotImplementedException();
}
