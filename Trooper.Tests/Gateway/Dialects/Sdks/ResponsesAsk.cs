using OpenAI.Responses;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;

namespace Trooper.Tests.Gateway.Dialects.Sdks;

/// <summary>A request in the words of OpenAI's Responses client.</summary>
internal static class ResponsesAsk
{
    public static CreateResponseOptions Of(ModelRequest asked)
    {
        var options = new CreateResponseOptions(asked.Model, asked.Messages.SelectMany(Items))
        {
            Instructions = asked.System,
            MaxOutputTokenCount = asked.MaxTokens,
            ParallelToolCallsEnabled = asked.ToolChoice.OneAtATime ? false : null,
        };
        foreach (var tool in asked.Tools)
            options.Tools.Add(ResponseTool.CreateFunctionTool(tool.Name, BinaryData.FromString(tool.SchemaJson), strictModeEnabled: false, tool.Description));
        if (asked.Tools.Count > 0)
            options.ToolChoice = Choice(asked.ToolChoice);
        if (asked.SchemaJson is not null)
            options.TextOptions = new() { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("answer", BinaryData.FromString(asked.SchemaJson), jsonSchemaIsStrict: true) };
        if (asked.Effort is not (Effort.Unsaid or Effort.Off))
        {
            options.ReasoningOptions = new() { ReasoningEffortLevel = ResponseReasoningEffortLevel.Medium, ReasoningSummaryVerbosity = ResponseReasoningSummaryVerbosity.Auto };
            options.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        }
        return options;
    }

    private static IEnumerable<ResponseItem> Items(Message message)
    {
        if (message.Role == Role.Assistant)
            return message.Content.Select(Item);
        var results = message.ToolResults.Select(result => ResponseItem.CreateFunctionCallOutputItem(result.CallId, result.IsError ? $"Error: {result.Text}" : result.Text));
        var parts = message.Content.Where(block => block is not ToolResultBlock).Select(Part).ToList();
        return parts.Count > 0 ? [.. results, ResponseItem.CreateUserMessageItem(parts)] : results;
    }

    private static ResponseItem Item(Block block) => block switch
    {
        TextBlock text => ResponseItem.CreateAssistantMessageItem(text.Text),
        ToolCallBlock call => ResponseItem.CreateFunctionCallItem(call.Id, call.Name, BinaryData.FromString(call.ArgumentsJson)),
        ThinkingBlock thinking => new ReasoningResponseItem(thinking.Thinking) { EncryptedContent = thinking.Signature },
        _ => throw new ArgumentException($"no item for {block.GetType().Name}"),
    };

    private static ResponseContentPart Part(Block block) => block switch
    {
        TextBlock text => ResponseContentPart.CreateInputTextPart(text.Text),
        ImageBlock { Base64: { } data } image => ResponseContentPart.CreateInputImagePart(new Uri($"data:{image.MediaType};base64,{data}")),
        ImageBlock image => ResponseContentPart.CreateInputImagePart(new Uri(image.Url!)),
        DocumentBlock document => ResponseContentPart.CreateInputFilePart(BinaryData.FromBytes(Convert.FromBase64String(document.Base64!)), document.MediaType, document.Title),
        _ => throw new ArgumentException($"no part for {block.GetType().Name}"),
    };

    private static ResponseToolChoice Choice(Trooper.Core.Protocols.ToolChoice choice) => choice.Use switch
    {
        ToolUse.Any => ResponseToolChoice.CreateRequiredChoice(),
        ToolUse.None => ResponseToolChoice.CreateNoneChoice(),
        ToolUse.Named => ResponseToolChoice.CreateFunctionChoice(choice.Name),
        _ => ResponseToolChoice.CreateAutoChoice(),
    };
}
