using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Trooper.Api.Mcp;

/// <summary>The tools as an agent is told of them. All only read.</summary>
internal static class ToolList
{
    public const string Sitrep = "session_sitrep", Recovery = "session_recovery", Steps = "session_steps", Search = "session_search";

    private const string SessionId = """
        "session_id":{"type":"string","description":"The session; by default the one that the X-Session-ID header of this connection names."}
        """;

    public static IReadOnlyList<Tool> All { get; } =
    [
        Tool(Sitrep, "Situation report of the session", "What the session is about and where it stands: intent, stage, decisions, constraints, open and resolved loops, recent actions.", ""),
        Tool(Recovery, "Where to resume", "What was completed and by what evidence, what is pending, open or failed tool calls and whether a repeat is safe, and where to resume; with its sub-agents' reports.", ""),
        Tool(Steps, "Steps done and to do", "The session's completed and pending steps.", ""),
        Tool(
            Search,
            "Search the session's full history",
            "Searches everything that was said in the session, also what no longer fits in the context: give query for the turns that hold all its words, or index to get one turn back whole.",
            """
            ,"query":{"type":"string","description":"Words that a turn must hold, in any order and case."},
            "index":{"type":"integer","minimum":0,"description":"The index of a turn to get back whole, instead of a query."},
            "offset":{"type":"integer","minimum":0,"description":"With index: where in a long turn to begin."},
            "limit":{"type":"integer","minimum":1,"maximum":50,"description":"With query: the most turns to show; 10 by default."}
            """),
    ];

    private static Tool Tool(string name, string title, string description, string more) => new()
    {
        Name = name,
        Title = title,
        Description = description,
        InputSchema = JsonElement.Parse($$"""{"type":"object","properties":{{{SessionId}}{{more}}},"additionalProperties":false}"""),
        Annotations = new() { ReadOnlyHint = true, DestructiveHint = false, IdempotentHint = true, OpenWorldHint = false },
    };
}
