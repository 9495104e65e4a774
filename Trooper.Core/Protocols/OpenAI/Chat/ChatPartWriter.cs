using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>
/// Writes blocks as content parts. What the provider has no part for is said in its place, so that the model knows of it, and reported as dropped.
/// </summary>
internal sealed class ChatPartWriter(Utf8JsonWriter json, ChatAbilities abilities, DroppedFields dropped)
{
    private const string Pdf = "application/pdf";

    /// <summary>The block has a part of its own that is not text.</summary>
    public bool IsMedia(Block block) => block switch
    {
        ImageBlock image => image.Base64 is not null || abilities.TakesImageAddresses,
        DocumentBlock document => abilities.TakesFiles && document is { Base64: not null, MediaType: Pdf },
        OpaqueBlock opaque => abilities.TakesFiles && opaque.Type is "file" or "input_audio",
        _ => false,
    };

    public bool SaysNothing(Block block) => !IsMedia(block) && TextOf(block).Length == 0;

    public void Write(Block block)
    {
        if (block is OpaqueBlock opaque && IsMedia(block))
        {
            json.WriteRawValue(opaque.Json, skipInputValidation: true);
            return;
        }
        json.WriteStartObject();
        switch (block)
        {
            case ImageBlock image when IsMedia(block):
                json.WriteString("type", "image_url");
                json.WriteStartObject("image_url");
                WriteImage(image);
                json.WriteEndObject();
                break;
            case DocumentBlock document when IsMedia(block):
                json.WriteString("type", "file");
                json.WriteStartObject("file");
                json.WriteString("filename", document.Title ?? "document.pdf");
                WriteDataUri("file_data", Pdf, document.Base64);
                json.WriteEndObject();
                break;
            default:
                json.WriteString("type", "text");
                json.WriteString("text", TextOf(block));
                break;
        }
        json.WriteEndObject();
    }

    /// <summary>The block in words.</summary>
    public string TextOf(Block block)
    {
        switch (block)
        {
            case TextBlock text:
                return text.Text;
            case DocumentBlock { Text: { } text } document:
                return document.Title is null ? text : $"{document.Title}\n{text}";
            case DocumentBlock document:
                dropped.Add("document");
                return $"[A document that this model cannot read: {document.Title ?? document.Url ?? document.MediaType}]";
            case ImageBlock image:
                dropped.Add("image url");
                return $"[An image that this model cannot fetch: {image.Url}]";
            case OpaqueBlock opaque:
                dropped.Add(opaque.Type);
                return $"[{opaque.Type}]";
            case ThinkingBlock or RedactedThinkingBlock:
                dropped.Add("thinking"); // another model's thoughts are not this one's
                return "";
            default:
                return "";
        }
    }

    private void WriteImage(ImageBlock image)
    {
        if (image.Base64 is null)
            json.WriteString("url", image.Url);
        else
            WriteDataUri("url", image.MediaType ?? "image/png", image.Base64);
    }

    // In pieces: joined, a large image would be copied once more.
    private void WriteDataUri(string name, string mediaType, string? base64)
    {
        json.WritePropertyName(name);
        json.WriteStringValueSegment($"data:{mediaType};base64,", isFinalSegment: false);
        json.WriteStringValueSegment(base64, isFinalSegment: true);
    }
}
