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

    /// <summary>Texts of many kinds and what a cl100k_base tokenizer made of them.</summary>
    public static readonly TheoryData<string, int> Counted = new()
    {
        { "The nightly export was moved to a queue of its own, so that a slow customer no longer holds up everybody else; nobody had noticed because the dashboard only showed averages.", 34 },
        { "Seit dem gestrigen Update lässt sich die Anmeldeseite nicht mehr öffnen, alle Benutzer erhalten einen Serverfehler. Der Verbindungspool war erschöpft.", 41 },
        { "登录页面在升级之后无法打开，所有用户都收到错误代码五百。我们检查了数据库连接，发现连接池已经用完。请不要修改生产环境的配置。", 53 },
        { "После вчерашнего обновления страница входа не открывается, все пользователи получают ошибку. Пул соединений исчерпан.", 48 },
        { "어제 배포한 뒤로 로그인 화면이 열리지 않습니다. 데이터베이스 연결 수가 한계에 도달한 것이 원인이었습니다.", 52 },
        { "def average(rows):\n    total = sum(row.amount for row in rows if row.amount is not None)\n    return total / len(rows) if rows else 0\n", 34 },
        { "SELECT o.id, c.name, SUM(i.price * i.quantity) AS total\nFROM orders o\nJOIN customers c ON c.id = o.customer_id\nWHERE o.status <> 'cancelled'\n", 39 },
        { """{"model":"llama3.1:8b","messages":[{"role":"user","content":"hello there"}],"stream":true,"options":{"num_ctx":8192}}""", 36 },
        { "q83vEjRWeJC6vN7wESIzRFVmd4iZqrvM3e7/AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v", 73 },
        { "drwxr-xr-x  2 root root      36864 Nov 20 13:13 .\n-rwxr-xr-x  1 root root      68496 Sep 20  2022 addpart\nlrwxrwxrwx  1 root root         28 Feb 17  2023 FileCheck -> ../lib/llvm/FileCheck\n", 79 },
        { "| item | price | state |\n|---|---|---|\n| 1 | 19.90 | shipped |\n| 2 | 7.25 | pending |\n", 36 },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public void Is_near_what_a_tokenizer_counts(string text, int tokens) => Assert.InRange(TokenEstimator.Cost(text), tokens * 0.85, tokens * 1.32);

    [Fact]
    public void Over_many_kinds_of_text_the_error_is_small_and_on_the_safe_side()
    {
        var (estimated, counted) = (0, 0);
        foreach (var row in Counted)
        {
            estimated += TokenEstimator.Cost((string)row[0]);
            counted += (int)row[1];
        }
        Assert.InRange(estimated / (double)counted, 1.0, 1.15);
    }

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
    [InlineData("aGVsbG8gd29ybGQgdGhpcyBpcyBhIHRlc3Qgb2YgYmFzZTY0IGVuY29kaW5n", 20, 0.65, 0.82)]
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
