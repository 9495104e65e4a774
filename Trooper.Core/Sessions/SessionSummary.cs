using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>
/// A session as lists show it and as searches find it. It is written with the events that change it, so that neither can be ahead of the other.
/// Token counts are estimates unless a provider reported them; <see cref="TokensSaved"/> are those kept off paid providers.
/// </summary>
public sealed record SessionSummary
{
    public required string Team { get; init; }
    public required string SessionId { get; init; }
    public string Intent { get; init; } = "";
    public string Stage { get; init; } = "unknown";

    /// <summary>The provider that answered last.</summary>
    public string? Provider { get; init; }

    /// <summary>Messages in the live transcript.</summary>
    public int Turns { get; init; }
    public long Tokens { get; init; }
    public long TokensSaved { get; init; }
    public int Fallbacks { get; init; }
    public int OpenLoops { get; init; }
    public string? Parent { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastActiveAt { get; init; }

    /// <summary>
    /// Chains of message hashes by which a request that names no session is known to continue this one: the conversation's beginning and its latest points,
    /// and what stands for its latest replies (<see cref="HeadOf"/>).
    /// </summary>
    public IReadOnlyList<ContentHash> Heads { get; init; } = [];

    /// <summary>Hashes of the local-only messages, by which they are known wherever a client sends them again.</summary>
    public IReadOnlyList<ContentHash> LocalOnly { get; init; } = [];

    /// <summary>What stands for a reply among the heads. It can't be that of a conversation, which is over hashes alone.</summary>
    public static ContentHash HeadOf(string replyId) => new(BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"reply {replyId}"))));

    [JsonIgnore]
    public SessionKey Key => new(Team, SessionId);
}

/// <summary>A page of sessions, the latest activity first. <paramref name="Cursor"/> is what an earlier page gave.</summary>
public sealed record SessionQuery(string Team, int Limit, string? Cursor = null, string? Search = null);

public sealed record SessionPage(IReadOnlyList<SessionSummary> Sessions, string? NextCursor);
