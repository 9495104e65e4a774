namespace Trooper.Cluster.Tests.Deploy;

/// <summary>What a template's names mean.</summary>
internal sealed class TemplateScope(object? dot)
{
    private readonly Dictionary<string, object?> variables = [];

    public object? Dot => dot;

    public object? Get(string variable) => variables[variable];

    public void Set(string variable, object? value) => variables[variable] = value;
}
