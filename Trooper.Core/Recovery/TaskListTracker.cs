using System.Collections.Immutable;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Recovery;

/// <summary>
/// Follows the agent's own task list, by its tools or as a Markdown check-list. Where there is one it is the truth about steps.
/// What was completed stays completed, even when the list is replaced or emptied.
/// </summary>
internal sealed record TaskListTracker
{
    public static readonly TaskListTracker Empty = new();

    private const int MostItems = 48;
    private const int MostCompleted = 96;

    /// <summary>The list as it stands.</summary>
    public ImmutableArray<TaskItem> Items { get => field.OrEmpty(); init; }

    public ImmutableArray<CompletedStep> Completed { get => field.OrEmpty(); init; }

    /// <summary>Completed steps that are no longer remembered one by one.</summary>
    public int Forgotten { get; init; }

    /// <summary>The message that last changed the list.</summary>
    public int Turn { get; init; }

    public bool Exists => Items.Length > 0 || Completed.Length > 0;

    public IEnumerable<PendingStep> Pending => Items
        .Where(item => item.Status is "pending" or "in_progress")
        .Select(item => new PendingStep(item.Text, item.Status, "list", Turn));

    public TaskListTracker Fold(MessageReading message)
    {
        var next = this;
        foreach (var call in message.Calls)
            if (TaskListCalls.Read(call) is { } change)
                next = next.Apply(change, message);
        foreach (var result in message.Results)
            next = next.Learn(result);
        return message.IsAssistant && CheckList(message.Text) is { Count: > 1 } items ? next.Replace(items, message) : next;
    }

    private TaskListTracker Apply(TaskListChange change, MessageReading message) => change switch
    {
        TaskListChange.Replaced(var items) => Replace(items, message),
        TaskListChange.Created(var call, var text) => this with { Items = Items.Push(new(call, PhraseText.Shorten(text), "pending"), MostItems), Turn = message.Index },
        TaskListChange.Updated update => Update(update, message),
        _ => this,
    };

    private TaskListTracker Replace(IReadOnlyList<TaskItem> items, MessageReading message)
    {
        var next = this with { Items = [.. items.Take(MostItems).Select(item => item with { Id = "", Text = PhraseText.Shorten(item.Text) })], Turn = message.Index };
        return next.Items.Where(item => item.Status == "completed").Aggregate(next, (list, item) => list.Complete(item.Text, message));
    }

    private TaskListTracker Update(TaskListChange.Updated update, MessageReading message)
    {
        var at = FindItem(update.Id);
        if (at < 0)
            return this;
        var item = Items[at] with { Text = PhraseText.Shorten(update.Text ?? Items[at].Text), Status = update.Status ?? Items[at].Status };
        var next = this with { Items = item.Status == "deleted" ? Items.RemoveAt(at) : Items.SetItem(at, item), Turn = message.Index };
        return item.Status == "completed" ? next.Complete(item.Text, message) : next;
    }

    /// <summary>An item made by a tool call bears the call's id until the result names its own.</summary>
    private TaskListTracker Learn(ToolResultBlock result)
    {
        for (var i = 0; i < Items.Length; i++)
            if (Items[i].Id == result.CallId && NumberIn(result.Text) is { } number)
                return this with { Items = Items.SetItem(i, Items[i] with { Id = number }) };
        return this;
    }

    private int FindItem(string id)
    {
        for (var i = Items.Length - 1; i >= 0; i--)
            if (Items[i].Id == id)
                return i;
        return int.TryParse(id, out var number) && number >= 1 && number <= Items.Length && !Items.Any(item => int.TryParse(item.Id, out _)) ? number - 1 : -1;
    }

    private TaskListTracker Complete(string text, MessageReading message)
    {
        if (Completed.Any(step => step.Text.Equals(text, StringComparison.OrdinalIgnoreCase)))
            return this;
        var forgotten = Completed.Length == MostCompleted ? Forgotten + 1 : Forgotten;
        return this with { Completed = Completed.Push(new(text, "list", message.Index, message.At), MostCompleted), Forgotten = forgotten };
    }

    private static string? NumberIn(string text)
    {
        var hash = text.IndexOf('#');
        if (hash < 0)
            return null;
        var digits = text.AsSpan(hash + 1);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        digits = end < 0 ? digits : digits[..end];
        return digits.IsEmpty ? null : digits.ToString();
    }

    private static List<TaskItem> CheckList(string text)
    {
        var items = new List<TaskItem>();
        if (!text.Contains("- [", StringComparison.Ordinal) && !text.Contains("* [", StringComparison.Ordinal))
            return items;
        var skip = new Skipper();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            if (skip.Covers(line) || !LineMark.IsBox(line))
                continue;
            line = line.Trim();
            var mark = LineMark.Take(ref line);
            if (PhraseText.Clean(line) is { Length: > 0 } said)
                items.Add(new("", said, mark == Mark.Ticked ? "completed" : "pending"));
        }
        return items;
    }
}
