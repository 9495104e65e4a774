using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Tests.Sitrep;

/// <summary>Folds a conversation as it is told.</summary>
internal sealed class Conversation
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private int index;
    private int calls;

    public SitrepFold Fold { get; private set; } = new();

    public SitrepReport Report => Fold.Report();

    public Conversation User(string text) => Add(Message.User(text));

    public Conversation Assistant(string text) => Add(Message.Assistant(text));

    /// <summary>The assistant calls a tool, with a text before it if there is one.</summary>
    public Conversation Call(string name, string arguments, string text = "", string? id = null) =>
        Add(new(Role.Assistant, [.. text.Length > 0 ? [new TextBlock(text)] : Array.Empty<Block>(), new ToolCallBlock(id ?? $"call_{++calls}", name, arguments)]));

    public Conversation Shell(string command) => Call("Bash", JsonSerializer.Serialize(new Dictionary<string, string> { ["command"] = command }));

    /// <summary>The result of the latest call.</summary>
    public Conversation Result(string text, bool isError = false, string? id = null) =>
        Add(new(Role.User, [new ToolResultBlock(id ?? $"call_{calls}", [new TextBlock(text)], isError)]));

    public Conversation Add(Message message)
    {
        Fold.Add(index, message, Start.AddMinutes(index));
        index++;
        return this;
    }

    public static string State(SitrepFold fold)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
            fold.Write(writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static SitrepFold Restored(SitrepFold fold)
    {
        using var state = JsonDocument.Parse(State(fold));
        return SitrepFold.Read(state.RootElement);
    }
}
