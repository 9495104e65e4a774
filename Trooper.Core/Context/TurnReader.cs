using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>
/// Takes messages apart and ties each result to its call. A call belongs to the results in the user messages right after it; results without a call
/// are left out, and so are calls without a result, unless nothing follows them: those are open.
/// </summary>
internal sealed class TurnReader
{
    private readonly List<Turn> _turns = [];
    private readonly Dictionary<string, CallPart> _open = [];

    public static IReadOnlyList<Turn> Read(IReadOnlyList<IndexedMessage> messages)
    {
        var reader = new TurnReader();
        foreach (var (index, message) in messages)
            reader.Add(index, message);
        reader.LeaveOutUnanswered();
        return reader._turns;
    }

    private void Add(int index, Message message)
    {
        var turn = new Turn(index, _turns.Count, message);
        if (message.Role == Role.Assistant && _turns.FindLast(earlier => earlier.Role != Role.System) is { Role: Role.User })
            _open.Clear();
        foreach (var block in message.Content)
        {
            if (PartOf(block, turn) is { } part)
                turn.Parts.Add(part);
        }
        _turns.Add(turn);
    }

    private Part? PartOf(Block block, Turn turn)
    {
        switch (block)
        {
            case TextBlock text:
                return new ProsePart(text, new Passage(text.Text, turn.Role == Role.Assistant ? Voice.Assistant : Voice.User, turn.Position));
            case ToolCallBlock when turn.Role != Role.Assistant:
            case ToolResultBlock when turn.Role != Role.User:
                return null;
            case ToolCallBlock call:
                return _open[call.Id] = new CallPart(call, turn.Position);
            case ToolResultBlock result:
                return _open.Remove(result.CallId, out var answered) ? answered.Result = new ResultPart(result, answered, turn.Position) : null;
            default:
                return new MediaPart(block);
        }
    }

    private void LeaveOutUnanswered()
    {
        var last = _turns.FindLast(turn => turn.Role != Role.System);
        var end = last is { Role: Role.Assistant } ? _turns.FindLastIndex(turn => turn.Role == Role.User) + 1 : _turns.Count;
        foreach (var turn in _turns)
            turn.Parts.RemoveAll(part => part is CallPart { Result: null } call && !(turn.Position >= end && _open.ContainsValue(call)));
    }
}
