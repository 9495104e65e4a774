using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Api.Mcp;

/// <summary>Finds what was said in a session, in all of it: what compaction folded away is still in the journal.</summary>
internal static class SessionSearch
{
    private const int Before = 120;
    private const int Excerpt = 400;

    /// <summary>How much of a turn is given at once.</summary>
    public const int Piece = 20_000;

    /// <summary>The turns that hold every word of the query, the latest first. What is local-only is not looked at: a hit would tell of it.</summary>
    public static FoundTurns Find(IReadOnlyList<TranscriptTurn> turns, string query, int limit)
    {
        var words = query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = new List<FoundTurn>();
        var matches = 0;
        foreach (var turn in turns.Where(turn => turn.Locality == Locality.Any).Reverse())
        {
            var text = TextOf(turn.Message);
            if (words.Length == 0 || !words.All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
                continue;
            matches++;
            if (found.Count < limit)
                found.Add(new(turn.Index, MessageJson.NameOf(turn.Message.Role), turn.At.ToUniversalTime(), turn.Superseded, ExcerptOf(text, query.Trim(), words)));
        }
        return new(found, matches, turns.Count(turn => turn.Locality == Locality.LocalOnly));
    }

    /// <summary>A turn as it was, or the piece of it that begins at the offset.</summary>
    public static WholeTurn Fetch(TranscriptTurn turn, int offset)
    {
        var role = MessageJson.NameOf(turn.Message.Role);
        if (turn.Locality == Locality.LocalOnly)
            return new(turn.Index, role, turn.At.ToUniversalTime(), turn.Superseded, LocalOnly: true, null, 0, null);
        var text = TextOf(turn.Message);
        var from = Math.Min(offset, text.Length);
        var to = Math.Min(text.Length, from + Piece);
        return new(turn.Index, role, turn.At.ToUniversalTime(), turn.Superseded, LocalOnly: false, text[from..to], text.Length, to < text.Length ? to : null);
    }

    private static string ExcerptOf(string text, string phrase, string[] words)
    {
        var at = text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            at = text.IndexOf(words[0], StringComparison.OrdinalIgnoreCase);
        var from = Math.Max(0, at - Before);
        var to = Math.Min(text.Length, from + Excerpt);
        return $"{(from > 0 ? "…" : "")}{text[from..to]}{(to < text.Length ? "…" : "")}";
    }

    private static string TextOf(Message message) => string.Join('\n', message.Content.Select(TextOf).Where(text => text.Length > 0));

    private static string TextOf(Block block) => block switch
    {
        TextBlock text => text.Text,
        ToolCallBlock call => $"{call.Name}({call.ArgumentsJson})",
        ToolResultBlock result => string.Join('\n', result.Content.Select(TextOf)),
        DocumentBlock { Text: { } text } => text,
        ImageBlock => "[image]",
        DocumentBlock document => $"[document {document.Title}]",
        _ => "",
    };
}

internal sealed record FoundTurn(int Index, string Role, DateTimeOffset At, bool Superseded, string Excerpt);

/// <param name="Matches">All there are, though only some are shown.</param>
/// <param name="LocalOnlyTurns">Turns that were not searched, because they must not leave this machine.</param>
internal sealed record FoundTurns(IReadOnlyList<FoundTurn> Turns, int Matches, int LocalOnlyTurns);

/// <param name="Text">Null for a turn that must not leave this machine.</param>
/// <param name="NextOffset">Where the rest of a long turn begins.</param>
internal sealed record WholeTurn(int Index, string Role, DateTimeOffset At, bool Superseded, bool LocalOnly, string? Text, int TotalChars, int? NextOffset);
