using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>A Responses request without its input, which may be megabytes: what the client asked for beside it.</summary>
public sealed class ResponsesAsked
{
    private ResponsesAsked(JsonElement body)
    {
        Body = body;
        Offered = new OfferedTools(body);
    }

    internal JsonElement Body { get; }

    internal OfferedTools Offered { get; }

    public static ResponsesAsked Read(ScannedRequest scanned)
    {
        var input = scanned.MessagesBytes;
        var rest = new byte[scanned.Body.Length - input.Length + 2];
        scanned.Body.Span[..input.Start].CopyTo(rest);
        "[]"u8.CopyTo(rest.AsSpan(input.Start));
        scanned.Body.Span[input.End..].CopyTo(rest.AsSpan(input.Start + 2));
        return new(ResponsesJson.Parse(rest));
    }

    /// <summary>How the client knows a tool that other providers are given under <paramref name="flatName"/>.</summary>
    public ToolForm FormOf(string flatName) => Offered.FormOf(flatName);
}
