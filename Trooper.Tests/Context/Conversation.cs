using System.Text.Json;
using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Tests.Context;

/// <summary>Builds a conversation turn by turn, and compacts it.</summary>
internal sealed class Conversation
{
    private readonly List<Message> _messages = [];

    public int Count => _messages.Count;

    public SitrepReport Sitrep { get; init; } = SitrepReport.Empty;

    public string? System { get; init; }

    public IReadOnlyList<Tool> Tools { get; init; } = [];

    public Conversation User(string text) => Add(Message.User(text));

    public Conversation Assistant(string text) => Add(Message.Assistant(text));

    public Conversation Add(Message message)
    {
        _messages.Add(message);
        return this;
    }

    /// <summary>A call and its result.</summary>
    public Conversation Ran(string command, string output, bool isError = false)
    {
        var id = $"call_{_messages.Count}";
        Add(new Message(Role.Assistant, [new ToolCallBlock(id, "bash", JsonSerializer.Serialize(new { command }))]));
        return Add(new Message(Role.User, [new ToolResultBlock(id, [new TextBlock(output)], isError)]));
    }

    public Conversation Chat(int turns, string topic = "the parser")
    {
        for (var i = 0; i < turns; i++)
            User($"Question {i} about {topic}: what does rule {i * 7} mean for nested blocks?").Assistant($"Rule {i * 7} says that block {i} closes before {topic} goes on. {Filler}");
        return this;
    }

    public const string Filler = "It was written with the old grammar in mind, and nobody has looked at it since the last release went out.";

    public CompactedContext Compact(int budget)
    {
        var test = new Case(_messages, System, Tools, Sitrep, budget);
        return test.Compact();
    }
}

internal static class ContextText
{
    public static string Everything(this CompactedContext context) => string.Join('\n', context.Messages.Select(Flat));

    public static string Flat(this Message message) => string.Join('\n', message.Content.Select(block => block switch
    {
        TextBlock text => text.Text,
        ToolCallBlock call => call.ArgumentsJson,
        ToolResultBlock result => result.Text,
        _ => "",
    }));
}
