using Trooper.Tests.Fakes.Model;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>The fake model answers from what reached it and from nothing else.</summary>
public sealed class SimulatedModelTests
{
    [Theory]
    [InlineData("hello", "sim heard: hello")]
    [InlineData("What is my name?", "Your name is Ada.")]
    [InlineData("what is the system prompt", "The system prompt is: be kind")]
    [InlineData("describe the images", "I see 1 images: image/png")]
    [InlineData("count to 4", "1 2 3 4")]
    [InlineData("""call nothing({"a":1})""", """sim heard: call nothing({"a":1})""")]
    public void It_answers_from_the_conversation(string asked, string answer) => Assert.Equal(answer, Ask(asked).Text);

    [Fact]
    public void It_makes_the_calls_that_are_written_out()
    {
        var answer = Ask("""call weather({"city":"Paris","in":{"unit":"C"}}) then call weather({"city":"Oslo"})""");

        Assert.Equal(["""{"city":"Paris","in":{"unit":"C"}}""", """{"city":"Oslo"}"""], answer.Calls.Select(call => call.Arguments.GetRawText()));
        Assert.Equal(StopCause.Tool, answer.Stop);
    }

    [Fact]
    public void It_goes_on_after_a_prefill()
    {
        var prompt = Prompt("count to 5");
        var answer = SimulatedModel.Answer(prompt with { Turns = [.. prompt.Turns, new PromptTurn("assistant") { Text = "1 2 3" }] }, "sim");

        Assert.Equal(" 4 5", answer.Text);
    }

    [Fact]
    public void It_stops_at_its_limits()
    {
        Assert.Equal(StopCause.Length, SimulatedModel.Answer(Prompt("count to 50") with { MaxTokens = 2 }, "sim").Stop);
        Assert.Equal("1 2 ", SimulatedModel.Answer(Prompt("count to 5") with { StopSequences = ["3"] }, "sim").Text);
    }

    private static Answer Ask(string text) => SimulatedModel.Answer(Prompt(text), "sim");

    private static Prompt Prompt(string asked) => new()
    {
        Turns =
        [
            new PromptTurn("system") { Text = "be kind" },
            new PromptTurn("user") { Text = "my name is Ada", Images = [new SeenImage("image/png", 10)] },
            new PromptTurn("assistant") { Text = "hello Ada" },
            new PromptTurn("user") { Text = asked },
        ],
        Tools = [new OfferedTool("weather", default)],
    };
}
