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

    public static ResponsesAsked Read(ScannedRequest scanned) => new(ResponsesJson.Parse(scanned.WithoutMessages().Span));

    /// <summary>How the client knows a tool that other providers are given under <paramref name="flatName"/>.</summary>
    public ToolForm FormOf(string flatName) => Offered.FormOf(flatName);
}
