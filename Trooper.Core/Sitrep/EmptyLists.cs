using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Trooper.Core.Sitrep;

/// <summary>Keeps compact JSON free of lists with nothing in them.</summary>
internal static class EmptyLists
{
    public static void LeaveOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
                property.ShouldSerialize = (_, value) => value is not ICollection { Count: 0 };
    }
}
