using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Writes blocks as parts of a message, or of a tool's output. A model's own words are of another type than what it is told.</summary>
internal sealed class PartWriter(Utf8JsonWriter json, List<string> dropped)
{
    public const string Input = "input_text", Output = "output_text";

    // What can't be carried is said in its place, so that the model knows of it, and reported to the client.
    public void Write(Block block, string textType)
    {
        var isInput = textType == Input;
        switch (block)
        {
            case TextBlock text:
                WriteText(textType, text.Text);
                break;
            case ImageBlock image when isInput:
                WriteImage(image);
                break;
            case DocumentBlock { Text: { } text } document:
                WriteText(textType, document.Title is null ? text : $"{document.Title}\n{text}");
                break;
            case DocumentBlock document when isInput:
                WriteFile(document);
                break;
            case OpaqueBlock { Type: "input_image" or "input_file" or "input_audio" } own when isInput:
                json.WriteRawValue(own.Json, skipInputValidation: true);
                break;
            default:
                var name = block is OpaqueBlock opaque ? opaque.Type : block is ImageBlock ? "image" : "document";
                Drop(name);
                WriteText(textType, $"[{name}]");
                break;
        }
    }

    public void WriteText(string type, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private void WriteImage(ImageBlock image)
    {
        json.WriteStartObject();
        json.WriteString("type", "input_image");
        json.WriteString("image_url", image.Url ?? DataUri.Write(image.MediaType, image.Base64 ?? ""));
        json.WriteString("detail", "auto");
        json.WriteEndObject();
    }

    private void WriteFile(DocumentBlock document)
    {
        json.WriteStartObject();
        json.WriteString("type", "input_file");
        if (document.Url is not null)
        {
            json.WriteString("file_url", document.Url);
        }
        else
        {
            json.WriteString("filename", document.Title ?? "document.pdf"); // required beside the data
            json.WriteString("file_data", DataUri.Write(document.MediaType, document.Base64 ?? ""));
        }
        json.WriteEndObject();
    }

    /// <summary>Reports what could not be carried, each kind once.</summary>
    public void Drop(string name)
    {
        if (!dropped.Contains(name))
            dropped.Add(name);
    }
}
