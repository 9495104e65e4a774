using Trooper.Core.Classifier;
using Trooper.Core.Conversations;

namespace Trooper.Tests.Classifier;

public sealed class TurnClassifierTests
{
    [Theory]
    [InlineData("how many days in a week", "conversion")]
    [InlineData("what does EOF mean", "definition")]
    [InlineData("define recursion", "definition")]
    [InlineData("fix the grammar in this sentence", "grammar")]
    [InlineData("give me an example", "example")]
    [InlineData("remind me what we said", "recall")]
    [InlineData("what have we covered", "recall")]
    [InlineData("repeat that", "repeat")]
    [InlineData("abbreviation for EOF", "abbreviation")]
    [InlineData("calculate 2 plus 2", "arithmetic")]
    [InlineData("convert celsius to fahrenheit", "conversion")]
    [InlineData("how many sides does a hexagon have", "count")]
    [InlineData("how do you spell necessary", "spelling")]
    [InlineData("make this uppercase: good day", "formatting")]
    public void Simple_turns_are_known_by_the_rule_that_names_them(string text, string rule) =>
        Assert.Equal(new Classification(true, rule), TurnClassifier.Classify(text));

    [Theory]
    [InlineData("explain why goroutines are better than threads")]
    [InlineData("should i use redis or postgres for this")]
    [InlineData("why does this fail in production")]
    [InlineData("how do i implement a circuit breaker in Go")]
    [InlineData("debug this code for me")]
    [InlineData("what happens if the context is cancelled")]
    [InlineData("for my use case which approach is better")]
    [InlineData("walk me through the architecture")]
    [InlineData("based on what we said which is better")]
    [InlineData("what causes a race condition")]
    [InlineData("summarize our discussion")]
    [InlineData("class MyClass extends Base")]
    [InlineData("const x == y + 1")]
    [InlineData("trooper is great")]
    [InlineData("hello there")]
    [InlineData("okay")]
    public void What_asks_for_thought_or_holds_code_or_is_unknown_is_not_simple(string text) => Assert.False(TurnClassifier.Classify(text).IsSimple);

    [Theory]
    [InlineData("hey, could you please define recursion?")]
    [InlineData("DEFINE RECURSION!!! 🙏")]
    [InlineData("defien recursion")]
    [InlineData("  define recursion, thanks  ")]
    public void Politeness_capitals_emoji_and_a_typo_change_nothing(string text) => Assert.Equal("definition", TurnClassifier.Classify(text).Rule);

    [Theory]
    [InlineData("I miscalculated 2 plus 2")]
    [InlineData("the redefined recursion")]
    [InlineData("misspell necessary")]
    [InlineData("an unrepeatable answer")]
    public void Words_count_whole(string text) => Assert.False(TurnClassifier.Classify(text).IsSimple);

    [Theory]
    [InlineData("define debug")]
    [InlineData("what does 'explain' mean")]
    [InlineData("how do you spell compare")]
    public void A_word_that_is_only_mentioned_is_no_request(string text) => Assert.True(TurnClassifier.Classify(text).IsSimple);

    [Theory]
    [InlineData("what is 4 times 6, and is that a good team size?")]
    [InlineData("define latency and then compare it with throughput")]
    [InlineData("repeat that and run the tests")]
    public void A_simple_request_joined_with_another_is_not_simple(string text) => Assert.False(TurnClassifier.Classify(text).IsSimple);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  \n ", "empty")]
    [InlineData("what does `ls -la` mean", "code")]
    [InlineData("what is config.yaml", "code")]
    [InlineData("что такое рекурсия", "not-english")]
    [InlineData("why is the sky blue", "reasoning")]
    [InlineData("calculate 2 plus 2 and then stop", "compound")]
    [InlineData("weather in lisbon", "live-data")]
    [InlineData("do it", "context")]
    [InlineData("bonjour", "unknown")]
    public void A_refusal_says_why(string text, string reason) => Assert.Equal(new Classification(false, reason), TurnClassifier.Classify(text));

    [Fact]
    public void Twenty_words_may_be_simple_and_twenty_one_never()
    {
        var twenty = "please " + string.Join(' ', Enumerable.Repeat("please", 17)) + " define recursion";

        Assert.True(TurnClassifier.Classify(twenty).IsSimple);
        Assert.Equal(new Classification(false, "too-long"), TurnClassifier.Classify("please " + twenty));
    }

    [Fact]
    public void More_than_300_characters_are_never_simple()
    {
        var text = "make this uppercase: " + new string('a', 279);

        Assert.True(TurnClassifier.Classify(text).IsSimple);
        Assert.Equal(new Classification(false, "too-long"), TurnClassifier.Classify(text + "a"));
    }

    [Fact]
    public void A_turn_that_carries_tools_is_never_simple() =>
        Assert.Equal(new Classification(false, "tools"), TurnClassifier.Classify(Message.User("define recursion"), carriesTools: true));

    [Fact]
    public void A_turn_with_an_image_or_a_tool_result_is_never_simple()
    {
        var question = new TextBlock("define recursion");
        var image = new Message(Role.User, [question, new ImageBlock("image/png", "AA==", null)]);
        var result = new Message(Role.User, [question, new ToolResultBlock("call_1", [new TextBlock("ok")])]);

        Assert.True(TurnClassifier.Classify(new Message(Role.User, [question]), carriesTools: false).IsSimple);
        Assert.Equal(new Classification(false, "not-text"), TurnClassifier.Classify(image, carriesTools: false));
        Assert.Equal(new Classification(false, "not-text"), TurnClassifier.Classify(result, carriesTools: false));
    }
}
