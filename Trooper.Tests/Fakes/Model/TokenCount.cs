namespace Trooper.Tests.Fakes.Model;

/// <summary>Crude but stable arithmetic: about four characters a token.</summary>
internal static class TokenCount
{
    private const int PerTurn = 4;
    private const int PerImage = 85;

    public static int Of(string text) => (text.Length + 3) / 4;

    public static int Of(Prompt prompt) =>
        prompt.Turns.Sum(Of) + prompt.Tools.Sum(tool => Of(tool.Name) + Of(tool.Schema.ToString()));

    public static int Of(PromptTurn turn) =>
        PerTurn + Of(turn.Text) + (PerImage * turn.Images.Count)
        + turn.Calls.Sum(call => Of(call.Name) + Of(call.Arguments.ToString()))
        + turn.Results.Sum(result => Of(result.Text));

    public static int Of(Answer answer) =>
        Math.Max(1, Of(answer.Thinking) + Of(answer.Text) + answer.Calls.Sum(call => Of(call.Tool) + Of(call.Arguments.ToString())));
}
