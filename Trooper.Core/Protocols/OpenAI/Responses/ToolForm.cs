namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>How a tool is called in a Responses conversation: in a namespace or not, with JSON arguments or with free text.</summary>
public readonly record struct ToolForm(string Name, string? Namespace = null, bool IsCustom = false)
{
    /// <summary>The one name that a tool in a namespace has in every other dialect.</summary>
    public static string Flat(string @namespace, string name) => $"{@namespace}__{name}";
}
