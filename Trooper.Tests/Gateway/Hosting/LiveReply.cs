using System.Text;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>A streamed reply that is still coming.</summary>
internal sealed class LiveReply(HttpResponseMessage message) : IDisposable
{
    private readonly MemoryStream received = new();
    private readonly byte[] buffer = new byte[16 * 1024];

    public string Received => Encoding.UTF8.GetString(received.ToArray());

    /// <summary>Reads on until the text is there, so many times; all that came so far.</summary>
    public async Task<string> ReadUntil(string text, int times = 1)
    {
        while (Received.Split(text).Length <= times)
            Assert.True(await ReadMore(), $"The stream ended without '{text}': {Received}");
        return Received;
    }

    public async Task<TrooperReply> ReadToEnd()
    {
        while (await ReadMore())
        {
        }
        return new((int)message.StatusCode, TrooperReply.HeadersOf(message), received.ToArray());
    }

    /// <summary>Hangs up.</summary>
    public void Dispose() => message.Dispose();

    public async Task<bool> ReadMore()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        var body = await message.Content.ReadAsStreamAsync(patience.Token);
        var read = await body.ReadAsync(buffer, patience.Token);
        received.Write(buffer, 0, read);
        return read > 0;
    }
}
