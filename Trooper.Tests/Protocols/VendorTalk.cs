using System.Text;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Replies;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Checks;

namespace Trooper.Tests.Protocols;

/// <summary>Asks a fake vendor over the wire, and reads what it answers.</summary>
internal static class VendorTalk
{
    public delegate IReadOnlyList<string> Writing(System.Buffers.IBufferWriter<byte> output, ModelRequest request, bool stream);

    public static async Task<ReplyLog> Ask(this FakeUpstream vendor, ModelRequest request, Writing write, IReplyReader reader, bool stream)
    {
        var body = new System.Buffers.ArrayBufferWriter<byte>();
        write(body, request, stream);
        using var caller = new Caller(vendor);
        using var reply = await caller.Send(Encoding.UTF8.GetString(body.WrittenSpan));
        var bytes = await reply.Content.ReadAsByteArrayAsync();
        Assert.True(reply.IsSuccessStatusCode, Encoding.UTF8.GetString(bytes));
        return stream ? ReplyLog.OfStream(bytes, reader, 7, 100) : ReplyLog.OfWhole(bytes, reader);
    }
}
