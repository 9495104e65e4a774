using System.Collections.Immutable;

namespace Trooper.Core.Sitrep;

/// <summary>Lists that forget their oldest entries: whatever the session's length, the state stays small.</summary>
internal static class Bounded
{
    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> list) => list.IsDefault ? [] : list;

    public static ImmutableArray<T> Push<T>(this ImmutableArray<T> list, T item, int most)
    {
        list = list.OrEmpty();
        return list.Length < most ? list.Add(item) : [.. list[(list.Length - most + 1)..], item];
    }

    /// <summary>Pushes a phrase, or moves it to the end when it is there already.</summary>
    public static ImmutableArray<string> PushPhrase(this ImmutableArray<string> list, string phrase, int most)
    {
        list = list.OrEmpty();
        for (var i = 0; i < list.Length; i++)
            if (list[i].Equals(phrase, StringComparison.OrdinalIgnoreCase))
                return list.RemoveAt(i).Add(phrase);
        return list.Push(phrase, most);
    }
}
