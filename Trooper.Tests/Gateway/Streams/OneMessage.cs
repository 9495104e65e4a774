using System.Text.Json;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Streams;

/// <summary>The order that the vendor's clients rely on: one message, its blocks one after the other, one end.</summary>
internal static class OneMessage
{
    public static void IsIn(TrooperReply reply)
    {
        var events = reply.Events.Where(item => item.Text("type") != "ping").ToList();
        Assert.Equal("message_start", events[0].Text("type"));
        Assert.Equal(["message_delta", "message_stop"], events.TakeLast(2).Select(item => item.Text("type")!));
        var ending = events[^2];
        Assert.NotNull(ending.Field("delta").Text("stop_reason"));
        Assert.True(ending.Field("usage").Integer("output_tokens") > 0);
        BlocksFollowOneAnother(events[1..^2]);
    }

    private static void BlocksFollowOneAnother(IEnumerable<JsonElement> events)
    {
        var next = 0;
        var isOpen = false;
        foreach (var item in events)
        {
            Assert.Equal(next, item.Integer("index"));
            switch (item.Text("type"))
            {
                case "content_block_start":
                    Assert.False(isOpen);
                    isOpen = true;
                    break;
                case "content_block_stop":
                    Assert.True(isOpen);
                    isOpen = false;
                    next++;
                    break;
                default:
                    Assert.Equal((true, "content_block_delta"), (isOpen, item.Text("type")));
                    break;
            }
        }
        Assert.False(isOpen);
    }
}
