namespace Trooper.Core.Conversations;

/// <summary>
/// A function that the client offers to the model. <paramref name="SchemaJson"/> is the JSON Schema of its arguments;
/// <paramref name="Strict"/> asks that they follow it to the letter.
/// </summary>
public sealed record Tool(string Name, string? Description, string SchemaJson, bool Strict = false);
