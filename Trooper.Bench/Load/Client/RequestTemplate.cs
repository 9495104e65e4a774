using System.Buffers.Text;
using System.Text;

namespace Trooper.Bench.Load.Client;

/// <summary>A request's bytes, in which only the session's number changes: in the header that names it and in its first message.</summary>
internal sealed class RequestTemplate
{
    /// <summary>Stands for the session's number in what a template is made of.</summary>
    public const string Number = "#000000000000";

    private readonly byte[] bytes;
    private readonly List<int> places = [];

    public RequestTemplate(int port, string body, string path = "/v1/messages")
    {
        var head = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nx-api-key: bench\r\nanthropic-version: 2023-06-01\r\n"
            + $"X-Session-ID: bench-{Number}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n";
        bytes = Encoding.UTF8.GetBytes(head + body);
        var number = Encoding.UTF8.GetBytes(Number);
        for (int at = 0, found; (found = bytes.AsSpan(at).IndexOf(number)) >= 0; at += found + number.Length)
            places.Add(at + found + 1);
    }

    public ReadOnlyMemory<byte> For(long session)
    {
        foreach (var place in places)
            Utf8Formatter.TryFormat(session, bytes.AsSpan(place), out _, new('D', (byte)(Number.Length - 1)));
        return bytes;
    }
}
