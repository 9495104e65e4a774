namespace Trooper.Core.Conversations;

/// <summary>A function that the client offers to the model. <paramref name="SchemaJson"/> is the JSON Schema of its arguments.</summary>
public sealed record Tool(string Name, string? Description, string SchemaJson);
