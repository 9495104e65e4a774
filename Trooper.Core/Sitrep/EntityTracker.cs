using System.Collections.Immutable;

namespace Trooper.Core.Sitrep;

/// <summary>A thing that the session speaks of. The weight grows with each message that names it.</summary>
internal sealed record Entity(string Name, int Weight, int Last);

/// <summary>Keeps the things that are spoken of most and latest.</summary>
internal sealed record EntityTracker
{
    public static readonly EntityTracker Empty = new();

    private const int MostKept = 48;
    private const int MostShown = 24;

    public ImmutableArray<Entity> Entities { get => field.OrEmpty(); init; }

    public IEnumerable<string> Names => Entities.OrderByDescending(entity => entity.Weight).ThenByDescending(entity => entity.Last).Take(MostShown).Select(entity => entity.Name);

    public EntityTracker Fold(MessageReading message)
    {
        var found = EntityReader.Read(message).ToList();
        if (found.Count == 0)
            return this;
        var entities = Entities.ToList();
        foreach (var (name, weight) in found)
        {
            var at = entities.FindIndex(entity => entity.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                entities.Add(new(name, weight, message.Index));
            else
                entities[at] = entities[at] with { Weight = entities[at].Weight + weight, Last = message.Index };
        }
        return this with { Entities = entities.Count <= MostKept ? [.. entities] : [.. Heaviest(entities)] };
    }

    private static IEnumerable<Entity> Heaviest(List<Entity> entities) =>
        entities.OrderByDescending(entity => entity.Weight).ThenByDescending(entity => entity.Last).Take(MostKept);
}
