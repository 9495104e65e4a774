using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

public sealed class ReplyRoundTripTests
{
    private static readonly Gen<string[]> Pieces = Gen.Elements("a ", "\"é\"\n", "🙂", "\\u0041", "{}", "\t").NonEmptyListOf().Select(pieces => pieces.ToArray());

    private static readonly Gen<string[]> Json = Gen.Elements<string[]>(["{\"a\":", " 1.50}"], ["{}"], ["{\"text\":\"\\u00e9 \\n\"}"], ["{cut"], [" "]);

    private static readonly Gen<Action<ReplyScript, int>> Step = Gen.OneOf(
        Pieces.Select(pieces => (Action<ReplyScript, int>)((reply, _) => reply.Thinks("trooper-foreign.openai.gAAA", pieces))),
        Pieces.Select(pieces => (Action<ReplyScript, int>)((reply, _) => reply.Says(pieces))),
        Json.Select(pieces => (Action<ReplyScript, int>)((reply, at) => reply.Calls($"call_{at}", "look_up", pieces))),
        Pieces.Select(pieces => (Action<ReplyScript, int>)((reply, at) => reply.Calls($"call_{at}", "apply_patch", CustomInput.Wrap(string.Concat(pieces))))));

    [Fact]
    public void A_reply_that_is_written_reads_as_it_was_said() =>
        Prop.ForAll(Step.ListOf().ToArbitrary(), steps =>
        {
            var said = new ReplyRecorder();
            var reply = new ReplyScript(ReplyScript.NewWriter()) { Also = said }.Starts(model: "claude-sim");
            foreach (var (at, step) in steps.Index())
                step(reply, at);
            reply.Ends(StopReason.EndTurn, new TokenUsage(9, 4, CacheRead: 2));

            var read = Transcript.Record(reply.Stream);

            StreamGrammar.Check(reply.Stream);
            Assert.Equal(Requests.Json([said.ToMessage()]), Requests.Json([read.ToMessage()]));
            Assert.Equal((true, "claude-sim", said.Usage), (read.IsEnded, read.Model, read.Usage));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(10));
}
