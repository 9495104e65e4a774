using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>
/// Puts blocks together to messages that every protocol takes: neighbours of one role become one message, and results stand first in the user
/// message right after their calls.
/// </summary>
internal sealed class MessageChain
{
    private readonly List<(Role Role, List<Block> Content)> _messages = [];
    private int _closed;

    public IReadOnlyList<Message> Messages => [.. _messages.Select(message => new Message(message.Role, message.Content))];

    public void Add(Turn turn)
    {
        foreach (var part in turn.Parts)
        {
            if (part.Render() is { } block)
                Add(turn.Role, block);
        }
    }

    private void Add(Role role, Block block)
    {
        if (block is ToolResultBlock)
            Answers().Insert(block);
        else
            Last(role).Add(block);
    }

    /// <summary>A message that stays by itself: nothing is merged into it.</summary>
    public void AddAlone(Message message)
    {
        _messages.Add((message.Role, [.. message.Content]));
        _closed = _messages.Count;
    }

    private List<Block> Last(Role role)
    {
        if (_messages.Count == _closed || _messages[^1].Role != role)
            _messages.Add((role, []));
        return _messages[^1].Content;
    }

    private AnswerList Answers()
    {
        var next = _messages.FindLastIndex(message => message.Role == Role.Assistant) + 1;
        if (next == _messages.Count || _messages[next].Role != Role.User || next < _closed)
            _messages.Insert(next, (Role.User, []));
        return new AnswerList(_messages[next].Content);
    }

    private readonly record struct AnswerList(List<Block> Content)
    {
        public void Insert(Block result) => Content.Insert(Content.FindLastIndex(block => block is ToolResultBlock) + 1, result);
    }
}
