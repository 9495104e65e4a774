using System.Text.Json;

namespace Trooper.Core.Recovery;

/// <summary>An item of an agent's own task list. <paramref name="Status"/> is <c>pending</c>, <c>in_progress</c>, <c>completed</c> or <c>deleted</c>.</summary>
internal sealed record TaskItem(string Id, string Text, string Status);

/// <summary>What a tool call does to the task list: a whole new list, or a change of one item.</summary>
internal abstract record TaskListChange
{
    public sealed record Replaced(IReadOnlyList<TaskItem> Items) : TaskListChange;

    /// <summary>A new item, whose id the tool's result will tell.</summary>
    public sealed record Created(string CallId, string Text) : TaskListChange;

    public sealed record Updated(string Id, string? Text, string? Status) : TaskListChange;
}

/// <summary>Reads the calls by which agents keep their task lists: Claude Code's TodoWrite, TaskCreate and TaskUpdate, Codex's update_plan, and their like.</summary>
internal static class TaskListCalls
{
    private static readonly string[] ListNames = ["todos", "plan", "tasks", "items"];
    private static readonly string[] TextNames = ["content", "step", "subject", "text", "title", "task", "description"];

    public static TaskListChange? Read(ReadCall call) => call.Name.Replace("_", "").ToLowerInvariant() switch
    {
        "todowrite" or "updateplan" or "writetodos" or "updatetodos" or "todo" => ReadList(call.Arguments),
        "taskcreate" when call.Text(TextNames[2..]) is { } text => new TaskListChange.Created(call.Id, text),
        "taskupdate" when call.Text("taskId", "task_id", "id") is { } id => new TaskListChange.Updated(id, call.Text("subject"), Status(call.Text("status"))),
        _ => null,
    };

    private static TaskListChange? ReadList(JsonElement arguments)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in ListNames)
            if (arguments.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
                return new TaskListChange.Replaced([.. list.EnumerateArray().Select(ReadItem).OfType<TaskItem>()]);
        return null;
    }

    private static TaskItem? ReadItem(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || Find(item, TextNames) is not { Length: > 0 } text)
            return null;
        var done = item.TryGetProperty("completed", out var flag) || item.TryGetProperty("done", out flag);
        var status = Find(item, ["status", "state"]) ?? (done && flag.ValueKind == JsonValueKind.True ? "completed" : "pending");
        return new(text, text, Status(status)!);
    }

    private static string? Find(JsonElement item, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                return value.GetString();
        return null;
    }

    private static string? Status(string? status) => status?.ToLowerInvariant() switch
    {
        null => null,
        "completed" or "complete" or "done" or "finished" => "completed",
        "in_progress" or "in-progress" or "inprogress" or "active" or "doing" => "in_progress",
        "deleted" or "cancelled" or "canceled" or "removed" => "deleted",
        _ => "pending",
    };
}
