using System.Text.Json;
using Trooper.Core.Protocols.Scanning;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>The Messages API's words for a request that it can't read.</summary>
internal sealed class AnthropicRefusals : Refusals
{
    public static readonly AnthropicRefusals Instance = new();

    public override bool NullIsAbsent => false;

    public override RequestRejectedException Unreadable(string why) => new($"The request body {why}");

    public override RequestRejectedException Twice(string field) => RequestRejectedException.At(field, "the field stands twice");

    public override RequestRejectedException Wrong(string field, Shape expected, JsonTokenType found) => RequestRejectedException.At(field, expected switch
    {
        Shape.Text => "Input should be a valid string",
        Shape.Boolean => "Input should be a valid boolean",
        Shape.Count => "Input should be a valid integer, 0 or greater",
        _ => "Input should be an array",
    });
}
