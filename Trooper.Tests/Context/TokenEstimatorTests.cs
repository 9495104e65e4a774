using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Context;
using Trooper.Core.Conversations;

namespace Trooper.Tests.Context;

public class TokenEstimatorTests
{
    /// <summary>
    /// Counts of cl100k_base, whose vocabulary Llama 3 extends. The first three are in OpenAI's cookbook on counting tokens, the next is the sample of its
    /// tokenizer page. The rest follow from how that tokenizer divides a text before it merges: digits in threes, punctuation in runs, the blank with the
    /// word after it; each piece of these texts is a token of its own.
    /// </summary>
    public static readonly TheoryData<string, int> KnownCounts = new()
    {
        { "antidisestablishmentarianism", 6 },
        { "2 + 2 = 4", 7 },
        { "お誕生日おめでとう", 9 },
        { "Many words map to one token, but some don't: indivisible.\n\nUnicode characters like emojis may be split into many tokens containing the underlying bytes: 🤚🏾\n\n"
            + "Sequences of characters commonly found next to each other may be grouped together: 1234567890", 57 },
        { "1234567890", 4 },
        { "3.14159 2.71828 1.41421", 14 },
        { "550e8400-e29b-41d4-a716-446655440000", 18 },
        { "6e8b6970856afe41034a1b335886c21a4b53be60", 23 },
        { """{"id":42,"name":"Ada","tags":["x","y"]}""", 16 },
        { "\tif err := repo.Fetch(); err != nil {\n\t\treturn fmt.Errorf(\"failed to open: %w\", err)\n\t}\n", 28 },
        { "2024-05-01T12:33:21.123Z ERROR [pool-1] timeout acquiring connection after 3000ms", 30 },
    };

    [Theory]
    [MemberData(nameof(KnownCounts))]
    public void Agrees_with_known_counts(string text, int tokens)
    {
        var cost = TokenEstimator.Cost(text);

        Assert.InRange(cost, Math.Floor(tokens * 0.95), Math.Max(Math.Ceiling(tokens * 1.15) + 1, (text.Length + 3) / 4));
    }

    [Theory]
    [InlineData("The quick brown fox jumps over the lazy dog. ", 20, 0.20, 0.27)]
    [InlineData("数据库连接失败，请重试。", 20, 0.9, 1.3)]
    [InlineData("サーバーへの接続に失敗しました。", 20, 0.8, 1.2)]
    [InlineData("aGVsbG8gd29ybGQgdGhpcyBpcyBhIHRlc3Qgb2YgYmFzZTY0IGVuY29kaW5n", 20, 0.5, 0.75)]
    [InlineData("7", 900, 0.33, 0.35)]
    [InlineData(" ", 400, 0.25, 0.26)]
    [InlineData("=", 400, 0.25, 0.26)]
    public void Tokens_per_character_are_those_of_the_kind_of_text(string piece, int times, double least, double most)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));

        Assert.InRange(TokenEstimator.Cost(text) / (double)text.Length, least, most);
    }

    [Fact]
    public void Bytes_cost_the_same_as_the_string() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Texts, text =>
        TokenEstimator.Cost(text) == TokenEstimator.CostUtf8(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Cost_is_never_below_a_quarter_of_the_characters() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Texts, text =>
        TokenEstimator.Cost(text) >= (text.Length + 3) / 4));

    [Fact]
    public void A_longer_text_never_costs_less() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Texts, text =>
        Enumerable.Range(0, text.Length).All(i => TokenEstimator.Cost(text.AsSpan(0, i)) <= TokenEstimator.Cost(text))));

    [Fact]
    public void An_image_costs_the_same_whatever_its_size()
    {
        var small = new Message(Role.User, [new ImageBlock("image/png", "iVBO", null)]);
        var large = new Message(Role.User, [new ImageBlock("image/png", new string('A', 100_000), null)]);

        Assert.Equal(TokenEstimator.Cost(small), TokenEstimator.Cost(large));
    }

    [Fact]
    public void Calls_and_results_cost_more_than_their_text()
    {
        var call = new Message(Role.Assistant, [new ToolCallBlock("1", "bash", """{"command":"ls"}""")]);
        var result = new Message(Role.User, [new ToolResultBlock("1", [new TextBlock("README.md")])]);

        Assert.True(TokenEstimator.Cost(call) > TokenEstimator.Cost("bash") + TokenEstimator.Cost("""{"command":"ls"}"""));
        Assert.True(TokenEstimator.Cost(result) > TokenEstimator.Cost("README.md"));
    }

    private static Arbitrary<string> Texts =>
        Gen.ListOf(Gen.Elements("word", "Camel", "X", "7", "42", " ", "  ", "\n", "\t", "{\"", "_", "é", "ж", "語", "か", "한", "😀", "→", "─", "\ud83d", "\ude00", "�", "ﬁ"))
            .Select(string.Concat).ToArbitrary();
}
