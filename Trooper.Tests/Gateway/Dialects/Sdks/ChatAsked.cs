using OpenAI.Chat;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;

namespace Trooper.Tests.Gateway.Dialects.Sdks;

/// <summary>A request in the words of OpenAI's Chat client.</summary>
internal static class ChatAsked
{
    public static IEnumerable<ChatMessage> Messages(ModelRequest asked)
    {
        if (asked.System is not null)
            yield return new SystemChatMessage(asked.System);
        foreach (var message in asked.Messages.SelectMany(Messages))
            yield return message;
    }

    public static ChatCompletionOptions Options(ModelRequest asked)
    {
        var options = new ChatCompletionOptions { MaxOutputTokenCount = asked.MaxTokens };
        foreach (var stop in asked.StopSequences)
            options.StopSequences.Add(stop);
        foreach (var tool in asked.Tools)
            options.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.SchemaJson)));
        if (asked.Tools.Count > 0)
            options.ToolChoice = Choice(asked.ToolChoice);
        if (asked.ToolChoice.OneAtATime)
            options.AllowParallelToolCalls = false;
        if (asked.SchemaJson is not null)
            options.ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("answer", BinaryData.FromString(asked.SchemaJson), jsonSchemaIsStrict: true);
        if (asked.Effort is not (Effort.Unsaid or Effort.Off))
            options.ReasoningEffortLevel = ChatReasoningEffortLevel.Medium;
        return options;
    }

    private static IEnumerable<ChatMessage> Messages(Message message)
    {
        if (message.Role == Role.Assistant)
        {
            yield return Assistant(message);
            yield break;
        }
        foreach (var result in message.ToolResults)
            yield return new ToolChatMessage(result.CallId, result.IsError ? $"Error: {result.Text}" : result.Text);
        var parts = message.Content.Where(block => block is not ToolResultBlock).Select(Part).ToList();
        if (parts.Count > 0)
            yield return new UserChatMessage(parts);
    }

    private static AssistantChatMessage Assistant(Message message)
    {
        var calls = message.ToolCalls.Select(call => ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.ArgumentsJson))).ToList();
        if (calls.Count == 0)
            return new AssistantChatMessage(message.Text);
        var said = new AssistantChatMessage(calls);
        if (message.Text.Length > 0)
            said.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
        return said;
    }

    private static ChatMessageContentPart Part(Block block) => block switch
    {
        TextBlock text => ChatMessageContentPart.CreateTextPart(text.Text),
        ImageBlock { Base64: { } data } image => ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(Convert.FromBase64String(data)), image.MediaType),
        ImageBlock image => ChatMessageContentPart.CreateImagePart(new Uri(image.Url!)),
        DocumentBlock document => ChatMessageContentPart.CreateFilePart(BinaryData.FromBytes(Convert.FromBase64String(document.Base64!)), document.MediaType, document.Title),
        _ => throw new ArgumentException($"no part for {block.GetType().Name}"),
    };

    private static ChatToolChoice Choice(Trooper.Core.Protocols.ToolChoice choice) => choice.Use switch
    {
        ToolUse.Any => ChatToolChoice.CreateRequiredChoice(),
        ToolUse.None => ChatToolChoice.CreateNoneChoice(),
        ToolUse.Named => ChatToolChoice.CreateFunctionChoice(choice.Name),
        _ => ChatToolChoice.CreateAutoChoice(),
    };
}
