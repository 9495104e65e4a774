using FsCheck;
using FsCheck.Fluent;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Privacy;

/// <summary>Whatever clients do in whatever order, and whichever provider fails: no cloud ever sees what was forced local.</summary>
public sealed class AnySessionTests
{
    private const string Secret = "Zyxwv";

    private static readonly Gen<Move> AnyMove = Gen.Frequency(
        (3, Gen.Constant(Move.SayAlone)),
        (3, Gen.Constant(Move.SayWithHistory)),
        (3, Gen.Constant(Move.WhisperAlone)),
        (3, Gen.Constant(Move.WhisperWithHistory)),
        (2, Gen.Constant(Move.AskLocally)),
        (2, Gen.Constant(Move.GoBack)),
        (1, Gen.Constant(Move.Rewrite)),
        (2, Gen.Constant(Move.Count)),
        (1, Gen.Constant(Move.ClaudeFails)),
        (1, Gen.Constant(Move.ClaudeBreaksOff)),
        (1, Gen.Constant(Move.OllamaFails)),
        (1, Gen.Constant(Move.OllamaBreaksOff)),
        (1, Gen.Constant(Move.Restart)));

    [Fact]
    public async Task No_cloud_ever_sees_a_secret()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        var withheld = 0;

        Prop.ForAll(AnyMove.NonEmptyListOf().Resize(20).Select(moves => moves.ToArray()).ToArbitrary(), moves =>
        {
            Keeps(trooper, time, moves).GetAwaiter().GetResult();
            withheld += trooper.Claude.Requests.Count(seen => seen.Violation is null && seen.Text.Contains("handled privately", StringComparison.Ordinal));
            trooper.Fakes.Reset();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(80));

        Assert.True(withheld > 30, $"only {withheld} requests went to the cloud beside a secret");
        Assert.Empty(trooper.Log.Faults);
    }

    private static async Task Keeps(TrooperHost trooper, ManualTime time, Move[] moves)
    {
        var person = new CarelessPerson(trooper, moves.Length % 2 == 0);
        foreach (var move in moves)
        {
            time.Advance(TimeSpan.FromMinutes(6)); // no breaker stays open
            await person.Make(move);
            Assert.DoesNotContain(Secret, trooper.SeenByClaude, StringComparison.OrdinalIgnoreCase);
        }
    }

    private enum Move
    {
        SayAlone, SayWithHistory, WhisperAlone, WhisperWithHistory, AskLocally, GoBack, Rewrite, Count,
        ClaudeFails, ClaudeBreaksOff, OllamaFails, OllamaBreaksOff, Restart,
    }

    /// <summary>Speaks in a session, sometimes alone and sometimes with a history of its own, which it writes a little differently each time.</summary>
    private sealed class CarelessPerson(TrooperHost trooper, bool named)
    {
        private static int people;

        private readonly string session = $"s-{Interlocked.Increment(ref people)}";
        private readonly List<(string Role, string Text)> history = [];
        private int said;

        public Task Make(Move move)
        {
            switch (move)
            {
                case Move.SayAlone:
                    return Alone($"please do step {++said}, and say what is my name");
                case Move.SayWithHistory:
                    return WithHistory($"please do step {++said}, and say what is my name");
                case Move.WhisperAlone:
                    return Alone(NewSecret(), ("X-Force-Local", "true"));
                case Move.WhisperWithHistory:
                    return WithHistory(NewSecret(), ("X-Force-Local", "true"));
                case Move.AskLocally:
                    return WithHistory("what is my name", ("X-Prefer-Local", "true"));
                case Move.GoBack:
                    history.RemoveRange(history.Count / 4 * 2, history.Count - (history.Count / 4 * 2));
                    break;
                case Move.Rewrite when named && history.Count > 0:
                    history[history.Count / 2] = history[history.Count / 2] with { Text = $"{history[history.Count / 2].Text}, more or less {++said}" };
                    break;
                case Move.Count when history.Count > 0:
                    return Count();
                case Move.ClaudeFails:
                    trooper.Claude.Script(Behave.Overloaded());
                    break;
                case Move.ClaudeBreaksOff:
                    trooper.Claude.Script(Behave.Says("a beginning, ", "no end").CutAfter(4));
                    break;
                case Move.OllamaFails:
                    trooper.Ollama.Script(Behave.ServerError());
                    break;
                case Move.OllamaBreaksOff:
                    trooper.Ollama.Script(Behave.Normally().CutAfter(2));
                    break;
                case Move.Restart:
                    return trooper.Restart();
            }
            return Task.CompletedTask;
        }

        // Without a name there is no session that a lone message could belong to.
        private Task Alone(string text, params (string, string)[] headers) =>
            named ? trooper.Http.Say(text, session, said % 2 == 0, headers) : WithHistory(text, headers);

        private async Task WithHistory(string text, params (string, string)[] headers)
        {
            var reply = await trooper.Http.Ask([.. history.Select(Written), Talk.User(text)], named ? session : null, said % 3 == 0, headers);
            if (reply.Status == 200 && reply.Text.Length > 0)
                history.AddRange([("user", text), ("assistant", reply.Text)]);
        }

        private Task Count() => trooper.Http.Send(
            HttpMethod.Post,
            "/v1/messages/count_tokens",
            new StringContent(WireJson.Write(new { model = TrooperHost.ClaudeModel, messages = history.Select(Written) })),
            named ? [("X-Session-ID", session)] : []);

        private object Written((string Role, string Text) message, int place) => ((place + ++said) % 4) switch
        {
            0 => new { role = message.Role, content = message.Text },
            1 => new { role = message.Role, content = $"{message.Text}  " },
            2 when place == history.Count - 1 => new { role = message.Role, content = (object)new[] { Talk.Marked(message.Text) } },
            _ => new { role = message.Role, content = (object)new[] { Talk.Text(message.Text[..3]), Talk.Text(message.Text[3..]) } },
        };

        // Letters only, as names have them.
        private string NewSecret() =>
            $"my name is {Secret}{string.Concat($"{++said}{session}".Select(letter => char.IsAsciiDigit(letter) ? (char)('a' + letter - '0') : 'q'))}";
    }
}
