using System.Text.Json;
using Trooper.Core.Protocols.Scanning;

namespace Trooper.Core.Protocols.OpenAI;

/// <summary>OpenAI's words for a request that it can't read.</summary>
internal sealed class OpenAIRefusals : Refusals
{
    public static readonly OpenAIRefusals Instance = new();

    public override bool NullIsAbsent => true;

    public override RequestRejectedException Unreadable(string why) => new($"We could not parse the JSON body of your request: it {why}.");

    public override RequestRejectedException Twice(string field) => OpenAIRejection.Twice(field);

    public override RequestRejectedException Wrong(string field, Shape expected, JsonTokenType found) => OpenAIRejection.WrongType(
        field,
        expected switch
        {
            Shape.Text => "a string",
            Shape.Boolean => "a boolean",
            Shape.Count => "an integer, 0 or greater",
            _ => "an array of objects",
        },
        found);
}
