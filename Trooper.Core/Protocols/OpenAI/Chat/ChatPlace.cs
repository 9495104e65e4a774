namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Where in a request something stands, for errors: written out only when there is one.</summary>
internal readonly record struct ChatPlace(int Message, string? List = null, int Item = 0, string? Inner = null)
{
    public override string ToString()
    {
        var item = List is null ? "" : $".{List}[{Item}]";
        return $"messages[{Message}]{item}{(Inner is null ? "" : $".{Inner}")}";
    }
}
