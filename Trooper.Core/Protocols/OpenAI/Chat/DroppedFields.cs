namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>What of a request the provider has no place for, each named once.</summary>
internal sealed class DroppedFields(IEnumerable<string> already)
{
    private readonly List<string> names = [.. already.Distinct()];

    public IReadOnlyList<string> Names => names;

    public void Add(string name)
    {
        if (!names.Contains(name))
            names.Add(name);
    }
}
