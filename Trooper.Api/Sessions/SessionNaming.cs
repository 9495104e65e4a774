using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Sessions;

namespace Trooper.Api.Sessions;

/// <summary>
/// Finds the session that a request belongs to: by what the client says, or by what agents' clients send anyway, or by the conversation itself.
/// </summary>
internal sealed class SessionNaming(IJournal journal, TimeProvider time)
{
    /// <summary>How far back a conversation's points are looked up, from its end.</summary>
    private const int Lookback = 64;

    public async ValueTask<(SessionKey Key, SessionName Name)> Find(string team, HttpRequest http, ScannedRequest request, CancellationToken cancellation)
    {
        if (Said(http, request.Hints) is { } said)
            return await WithParent(team, http, said, cancellation);
        if (request.Hints.PreviousResponseId is { } reply)
            return await FindByReply(team, reply, cancellation);
        if (request.Hints.ItemReference is { } item && await journal.FindByHead(team, [SessionSummary.HeadOf(item)], cancellation) is [var holder, ..])
            return (holder.Key, new("item_reference", IsAgent: true, holder.Parent));
        if (await FindByConversation(team, http, request, cancellation) is { } found)
            return (found.Key, new("conversation", IsAgent: true, found.Parent));
        return (new(team, $"auto-{Ulid.New(time)}"), new("new", IsAgent: true, Checked(http.Headers["X-Parent-Session-ID"], "X-Parent-Session-ID")));
    }

    private readonly record struct SaidName(string Id, string By, bool IsAgent);

    private static SaidName? Said(HttpRequest http, SessionHints hints)
    {
        if (Header("X-Session-ID") is { } own)
            return new(own, "X-Session-ID", false);
        foreach (var name in AgentHeaders)
        {
            if (Header(name) is { } agent)
                return new(agent, name, true);
        }
        if (Header("x-conversation-id") is { } conversation)
            return new(conversation, "x-conversation-id", false);
        if (ClaudeCodeSession(hints.UserId) is { } code)
            return new(code, "metadata.user_id", true);
        if (Checked(hints.MetadataSessionId, "metadata.session_id") is { } metadata)
            return new(metadata, "metadata.session_id", false);
        if (Checked(hints.Conversation, "conversation") is { } named)
            return new(named, "conversation", false);
        if (Checked(hints.PromptCacheKey, "prompt_cache_key") is { } cache)
            return new(cache, "prompt_cache_key", true);
        return null;

        string? Header(string name) => Checked(http.Headers[name], name);
    }

    private static readonly string[] AgentHeaders = ["x-claude-code-session-id", "session-id", "session_id", "thread-id"];

    // Claude Code: user_<hash>_account_<uuid>_session_<uuid>, or JSON with a session_id since 2026.
    private static string? ClaudeCodeSession(string? userId)
    {
        const string Mark = "_session_";
        var at = userId?.LastIndexOf(Mark, StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : Checked(userId![(at + Mark.Length)..], "metadata.user_id");
    }

    private async ValueTask<(SessionKey, SessionName)> WithParent(string team, HttpRequest http, SaidName said, CancellationToken cancellation)
    {
        if (Checked(http.Headers["X-Parent-Session-ID"], "X-Parent-Session-ID") is { } parent)
            return (new(team, said.Id), new(said.By, said.IsAgent, parent));
        if (Checked(http.Headers["x-codex-parent-thread-id"], "x-codex-parent-thread-id") is { } thread)
            return (new(team, said.Id), new(said.By, said.IsAgent, thread));
        if (Checked(http.Headers["x-openai-subagent"], "x-openai-subagent") is { } label)
            return (new(team, SubAgent(said.Id, label)), new(said.By, said.IsAgent, said.Id));
        if (Checked(http.Headers["x-claude-code-agent-id"], "x-claude-code-agent-id") is not { } agent
            || Checked(http.Headers["x-claude-code-parent-agent-id"], "x-claude-code-parent-agent-id") is not { } parentAgent)
            return (new(team, said.Id), new(said.By, said.IsAgent));
        // The parent is a sub-agent that is known by its own id, or else the main agent.
        var middle = SubAgent(said.Id, parentAgent);
        var isSubAgent = await journal.Find(new(team, middle), cancellation) is not null;
        return (new(team, SubAgent(said.Id, agent)), new(said.By, said.IsAgent, isSubAgent ? middle : said.Id));
    }

    private static string SubAgent(string session, string agent)
    {
        var id = $"{session}.{agent}";
        return id.Length <= SessionKey.MaxIdLength ? id : id[^SessionKey.MaxIdLength..];
    }

    /// <summary>The client names a reply that no session has.</summary>
    public static RequestRejectedException UnknownReply(string id) =>
        new($"Previous response with id '{id}' not found.") { Field = "previous_response_id", Code = "previous_response_not_found" };

    private async ValueTask<(SessionKey, SessionName)> FindByReply(string team, string reply, CancellationToken cancellation)
    {
        var found = await journal.FindByHead(team, [SessionSummary.HeadOf(reply)], cancellation);
        return found is [var session, ..]
            ? (session.Key, new("previous_response_id", IsAgent: true, session.Parent))
            : throw UnknownReply(reply);
    }

    private async ValueTask<SessionSummary?> FindByConversation(string team, HttpRequest http, ScannedRequest request, CancellationToken cancellation)
    {
        var points = Points(http, request);
        if (points.Count == 0)
            return null;
        var candidates = await journal.FindByHead(team, points, cancellation);
        if (candidates.Count == 0)
            return null;
        // Two sessions may have begun alike: the one that stands exactly here is meant, before one that has gone on.
        foreach (var point in points)
        {
            var here = candidates.Where(candidate => candidate.Heads.Contains(point)).ToList();
            if (here.Find(candidate => candidate.Heads[0] == point) is { } exactly)
                return exactly;
            if (here.Count > 0 && (point != request.Messages[^1].Chain || IsRetry(http)))
                return here[0];
        }
        return null;
    }

    // The ends of what the client has been answered, the latest first, and before them its question, should it have been asked and not answered. A first
    // message alone says nothing: many conversations begin alike; but a client that says it is trying again means the one it began.
    private static List<ContentHash> Points(HttpRequest http, ScannedRequest request)
    {
        var points = new List<ContentHash>();
        var messages = request.Messages;
        if (messages.Count > 1 || IsRetry(http))
            points.Add(messages[^1].Chain);
        for (var place = messages.Count - 1; place >= 0 && points.Count < Lookback; place--)
        {
            if (messages[place].Role == Role.Assistant && place < messages.Count - 1)
                points.Add(messages[place].Chain);
        }
        return points;
    }

    private static bool IsRetry(HttpRequest http) => http.Headers["x-stainless-retry-count"].ToString() is { Length: > 0 } retries && retries != "0";

    private static string? Checked(string? id, string name)
    {
        if (string.IsNullOrEmpty(id))
            return null;
        return SessionKey.IsValidId(id) ? id : throw RequestRejectedException.At(name, "a session id is 1 to 200 printable ASCII characters without '/'");
    }
}
