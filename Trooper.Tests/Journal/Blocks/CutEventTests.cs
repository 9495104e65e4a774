using System.Text;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;
using Trooper.Journal.Blocks;
using Trooper.Journal.Postgres;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal.Blocks;

public sealed class CutEventTests
{
    private static readonly string Large = new('x', CutEvent.MinLength);

    [Fact]
    public void An_event_without_large_strings_is_stored_as_it_is()
    {
        var value = Event(Large[1..]);

        var cut = SessionChange.StoredForm(value);

        Assert.Empty(cut.Blocks);
        Assert.Equal(Json(value), Encoding.UTF8.GetString(cut.Json.Span));
    }

    [Fact]
    public void Every_large_string_is_cut_out_and_comes_back_byte_for_byte()
    {
        var result = new ToolResultBlock("c1", [new TextBlock($"{Large}\n\"quoted\" é\u2028"), new ImageBlock("image/png", Large + "AB==", null)]);
        var call = new ToolCallBlock("c2", "write", $$$"""{"path":"a","content":"{{{Large}}}","more":{"deep":["{{{Large}}}y"]}}""");
        var value = new MessageAppended(-1, Recorded(new Message(Role.User, [new TextBlock("small"), result, call, new OpaqueBlock("x", $$"""{"type":"x","v":"{{Large}}"}""")])), null) { At = Start };

        var cut = SessionChange.StoredForm(value);

        Assert.Equal(5, cut.Blocks.Count);
        Assert.True(cut.Json.Length < CutEvent.MinLength);
        Assert.Equal(cut.Blocks.Select(block => block.Hash), CutEvent.Needs(cut.Json.Span));
        var blocks = cut.Blocks.DistinctBy(block => block.Hash).ToDictionary(block => block.Hash, block => block.Bytes);
        Assert.Equal(Json(value), Encoding.UTF8.GetString(CutEvent.Join(cut.Json, hash => blocks[hash]).Span));
    }

    [Fact]
    public void What_a_client_says_is_never_a_reference()
    {
        var said = Event("{\"blocks\":[[\"00\",0,1]],\"e\":\"appended\"}");
        var foreign = new MessageAppended(-1, Recorded(new Message(Role.Assistant, [new OpaqueBlock("blocks", """{"blocks":[["00",0,1]]}""")])), null) { At = Start };

        Assert.All([said, foreign], value =>
        {
            var stored = SessionChange.StoredForm(value);
            Assert.Empty(CutEvent.Needs(stored.Json.Span));
            Assert.Equal(Json(value), Encoding.UTF8.GetString(CutEvent.Join(stored.Json, _ => throw new InvalidOperationException()).Span));
        });
    }
}
