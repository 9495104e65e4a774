using System.Text.Json.Serialization;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>
/// Something unresolved. <paramref name="Kind"/> says what settles it: see <see cref="LoopKind"/>.
/// </summary>
internal sealed record Loop(string Text, int Opened, LoopKind Kind)
{
    [JsonIgnore]
    public Stems Stems => field ??= Stems.Of(Text);

    /// <summary>What the loop is said of: the words before its verb.</summary>
    [JsonIgnore]
    public Stems Subject => field ??= Stems.Of(Text.AsSpan(0, WordReader.Read(Text).FirstOrDefault(word => word.Is(Sense.Auxiliary)).Start));

    public bool IsAbout(Loop other) =>
        (Stems.Shared(other.Stems) >= 2 && Stems.Overlap(other.Stems) >= 0.5) || (Subject.Count > 0 && Subject.CoveredBy(other.Subject) == 1);
}

[JsonConverter(typeof(JsonStringEnumConverter<LoopKind>))]
internal enum LoopKind
{
    /// <summary>Something is wrong. A general success settles it.</summary>
    Trouble,

    /// <summary>Something went wrong in the course of work, and the work goes on: the next success settles it.</summary>
    Passing,

    /// <summary>A user reported it: settled when the assistant comes to rest with a success, or when the user goes on to something else.</summary>
    Reported,

    /// <summary>It waits for someone or for its turn: only what speaks of it settles it.</summary>
    Waiting,
}

internal sealed record ResolvedLoop(string Text, int Opened, int Resolved);
