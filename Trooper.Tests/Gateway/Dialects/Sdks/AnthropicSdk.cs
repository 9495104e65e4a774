using System.Buffers;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Tests.Fakes.Wire;
using Block = Trooper.Core.Conversations.Block;
using Effort = Trooper.Core.Protocols.Effort;
using SdkMessage = Anthropic.Models.Messages.Message;
using TextBlock = Trooper.Core.Conversations.TextBlock;
using ThinkingBlock = Trooper.Core.Conversations.ThinkingBlock;
using ToolChoice = Trooper.Core.Protocols.ToolChoice;

namespace Trooper.Tests.Gateway.Dialects.Sdks;

internal sealed class AnthropicSdk : ISdk
{
    private static readonly Dictionary<string, JsonElement> Nothing = [];

    private readonly HeaderReader headers = new();
    private readonly AnthropicClient client;

    public AnthropicSdk(Uri url) =>
        client = new() { BaseUrl = url.ToString().TrimEnd('/'), ApiKey = "whatever", MaxRetries = 0, HttpClient = new HttpClient(headers) };

    public async Task<Heard> Ask(ModelRequest asked, bool stream)
    {
        var ask = MessageCreateParams.FromRawUnchecked(Nothing, Nothing, Body(asked));
        var answer = stream ? await client.Messages.CreateStreaming(ask).Aggregate() : await client.Messages.Create(ask);
        Assert.NotNull(answer.ID);
        return new(Said(answer), answer.StopReason!.Raw(), (int)answer.Usage.InputTokens, (int)answer.Usage.OutputTokens, answer.Model.Raw(), answer.ID)
        {
            Reply = headers.Last,
            StopSequence = answer.StopSequence,
        };
    }

    public async Task<Refused> AskInVain(ModelRequest asked, bool stream)
    {
        var refused = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => Ask(asked, stream));
        return new((int)refused.StatusCode, refused.ResponseBody, headers.Last);
    }

    public void Dispose() => client.Dispose();

    private static Trooper.Core.Conversations.Message Said(SdkMessage answer) => new(Role.Assistant, [.. answer.Content.Select(Said)]);

    private static Block Said(ContentBlock block) => block.Json.Text("type") switch
    {
        "text" => new TextBlock(block.Json.Text("text")!),
        "thinking" => new ThinkingBlock(block.Json.Text("thinking")!, block.Json.Text("signature")),
        "tool_use" => new ToolCallBlock(block.ID!, block.Json.Text("name")!, block.Json.Field("input").GetRawText()),
        var type => new OpaqueBlock(type!, block.Json.GetRawText()),
    };

    private static Dictionary<string, JsonElement> Body(ModelRequest asked)
    {
        var body = new Dictionary<string, object?>
        {
            ["model"] = asked.Model,
            ["max_tokens"] = asked.MaxTokens ?? 4096,
            ["messages"] = asked.Messages.Select(Json),
            ["system"] = asked.System,
            ["stop_sequences"] = asked.StopSequences.Count > 0 ? asked.StopSequences : null,
            ["tools"] = asked.Tools.Count > 0 ? asked.Tools.Select(tool => new { name = tool.Name, description = tool.Description, input_schema = JsonElement.Parse(tool.SchemaJson) }) : null,
            ["tool_choice"] = asked.Tools.Count > 0 ? Choice(asked.ToolChoice) : null,
            ["thinking"] = asked.Effort is Effort.Unsaid or Effort.Off ? null : new { type = "enabled", budget_tokens = 2048 },
            ["output_config"] = asked.SchemaJson is null ? null : new { format = new { type = "json_schema", schema = JsonElement.Parse(asked.SchemaJson) } },
        };
        return body.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => JsonSerializer.SerializeToElement(field.Value));
    }

    private static Dictionary<string, object> Choice(ToolChoice choice)
    {
        var fields = new Dictionary<string, object> { ["type"] = choice.Use switch { ToolUse.Any => "any", ToolUse.None => "none", ToolUse.Named => "tool", _ => "auto" } };
        if (choice.Name is not null)
            fields["name"] = choice.Name;
        if (choice.OneAtATime)
            fields["disable_parallel_tool_use"] = true;
        return fields;
    }

    private static JsonElement Json(Trooper.Core.Conversations.Message message)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
            MessageJson.Write(json, message);
        return JsonElement.Parse(output.WrittenSpan);
    }
}
