using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

/// <summary>Vercel's SDK counts on OpenAI's storage by default, and refers to what the model said instead of resending it.</summary>
public sealed class ItemReferencesTests
{
    [Fact]
    public void What_was_written_here_is_found_again_by_the_ids_of_its_items()
    {
        var recorder = new ReplyRecorder();
        var reply = new ReplyScript(ReplyScript.NewWriter()) { Also = recorder }.Starts().Thinks("sig", "Hm.").Says("In ", "Oslo.").Calls("call_1", "apply_patch", CustomInput.Wrap("*** Begin")).Ends(StopReason.ToolUse);
        var scanned = Asking("rs_t1_0", "msg_t1_1", "ctc_t1_2");

        Assert.Equal(["rs_t1_0", "msg_t1_1", "ctc_t1_2"], ItemReferences.In(scanned));
        var resolved = ItemReferences.Resolve(scanned, ResponsesAsked.Read(scanned), Known(reply.Writer, recorder));

        Requests.AssertSameJson(
            """
            [
              {"role":"user","content":"a"},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"In Oslo."}]},
              {"type":"custom_tool_call","call_id":"call_1","name":"apply_patch","input":"*** Begin"},
              {"type":"custom_tool_call_output","call_id":"call_1","output":"ok"}
            ]
            """,
            JsonElement.Parse(resolved.Span).GetProperty("input").GetRawText());
    }

    [Fact]
    public void A_resolved_answer_has_the_hash_of_the_recorded_one()
    {
        var recorder = new ReplyRecorder();
        var reply = new ReplyScript(ReplyScript.NewWriter()) { Also = recorder }.Starts().Thinks("sig", "Hm.").Says("In ").Says("Oslo.").Calls("call_1", "apply_patch", CustomInput.Wrap("*** Begin")).Ends(StopReason.ToolUse);
        var scanned = Asking("rs_t1_0", "msg_t1_1", "ctc_t1_2");

        var resolved = Requests.Scan(Encoding.UTF8.GetString(ItemReferences.Resolve(scanned, ResponsesAsked.Read(scanned), Known(reply.Writer, recorder)).Span));

        Assert.Equal(CanonicalForm.HashOf(recorder.ToMessage()), resolved.Messages[1].Hash);
    }

    [Fact]
    public void What_passed_through_keeps_its_ids_and_its_reasoning_stays_with_OpenAI()
    {
        var (writer, recorder) = (ReplyScript.NewWriter(), new ReplyRecorder());
        var reader = new ResponsesReplyReader();
        Transcript.ForEachFrame([Encoding.UTF8.GetBytes(Transcript.Golden("openai-searches-then-calls.sse"))], data => reader.ReadFrame(data, new Observer(writer, recorder)));
        var scanned = Asking("rs_0a", "msg_0a");

        var resolved = ItemReferences.Resolve(scanned, ResponsesAsked.Read(scanned), Known(writer, recorder));

        Assert.Equal(["rs_0a", "msg_0a", "fc_0a", "ctc_0a", "lsh_0a"], writer.ItemIds);
        var items = JsonElement.Parse(resolved.Span).GetProperty("input");
        Assert.Equal("""{"type":"item_reference","id":"rs_0a"}""", items[1].GetRawText());
        Assert.Equal(("msg_0a", "In Zürich \"it\" 🙂\n"), (items[2].GetProperty("id").GetString(), items[2].GetProperty("content")[0].GetProperty("text").GetString()));
    }

    [Fact]
    public void A_reference_that_nobody_knows_stays()
    {
        var scanned = Asking("msg_lost");

        Assert.Equal(scanned.Body, ItemReferences.Resolve(scanned, ResponsesAsked.Read(scanned), new Dictionary<string, Block>()));
        Assert.Equal(2, scanned.Messages.Count);
    }

    [Fact]
    public void A_request_without_references_has_none() =>
        Assert.Empty(ItemReferences.In(Requests.Scan("""{"input":[{"role":"user","content":"what is an \"item_reference\"?"}]}""")));

    private static ScannedRequest Asking(params string[] ids)
    {
        var references = string.Concat(ids.Select(id => $$"""{"type":"item_reference","id":"{{id}}"},"""));
        return Requests.Scan(
            $$"""
            {"tools":[{"type":"custom","name":"apply_patch"}],
             "input":[{"role":"user","content":"a"},{{references}}{"type":"custom_tool_call_output","call_id":"call_1","output":"ok"}]}
            """);
    }

    // As a session keeps them: the ids beside the blocks.
    private static Dictionary<string, Block> Known(IReplyWriter writer, ReplyRecorder recorder) =>
        writer.ItemIds.Zip(recorder.ToMessage().Content.Where(block => block is TextBlock or ThinkingBlock or ToolCallBlock)).ToDictionary(item => item.First, item => item.Second);

    private sealed class Observer(IReplyWriter writer, IReplySink recorder) : IReplySink
    {
        public void On(in ReplyEvent reply)
        {
            writer.Observe(reply);
            recorder.On(reply);
        }
    }
}
