using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Trooper.Api.Pages;

/// <summary>A file of the pages. They travel inside the assembly, so that they are there wherever it runs.</summary>
internal sealed class PageFile
{
    private const string Prefix = "wwwroot/";

    private static readonly FrozenDictionary<string, PageFile> Files = typeof(PageFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => new PageFile(name));

    private readonly byte[] bytes;
    private readonly string contentType;
    private readonly EntityTagHeaderValue tag;

    private PageFile(string resource)
    {
        using var stream = typeof(PageFile).Assembly.GetManifestResourceStream(resource)!;
        bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
        contentType = Path.GetExtension(resource) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
    }

    /// <summary>A file that is filled in before it is sent.</summary>
    public static string Text(string name) => Encoding.UTF8.GetString(Files[name].bytes);

    public static IResult Answer(HttpResponse response, string name)
    {
        if (!Files.TryGetValue(name, out var file))
            return TypedResults.NotFound();
        response.Headers.CacheControl = "no-cache"; // asked for again each time, and sent only when it has changed
        return TypedResults.Bytes(file.bytes, file.contentType, entityTag: file.tag);
    }
}
