using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>A message in parts. <see cref="Position"/> is its place among the loaded, <see cref="Index"/> that in the session.</summary>
internal sealed class Turn(int index, int position, Message source)
{
    public int Index => index;

    public int Position => position;

    public Message Source => source;

    public Role Role => source.Role;

    public List<Part> Parts { get; } = [];

    public IEnumerable<ProsePart> Prose => Parts.OfType<ProsePart>();

    public IEnumerable<CallPart> Calls => Parts.OfType<CallPart>();

    public IEnumerable<ResultPart> Results => Parts.OfType<ResultPart>();

    public IEnumerable<Passage> Passages => Parts.SelectMany(part => part.Passages);

    public bool HasProse => Prose.Any(prose => prose.Passage.Text.AsSpan().Trim().Length > 0);

    /// <summary>A block that had to go (an answer without its call) leaves a turn that is not whole.</summary>
    public bool IsWhole => Parts.Count == source.Content.Count && Parts.TrueForAll(part => part.IsWhole);
}
