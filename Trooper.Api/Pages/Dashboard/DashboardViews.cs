using System.Text.Json.Serialization;
using Trooper.Api.Operations;
using Trooper.Api.Providers;
using Trooper.Api.Sessions;

namespace Trooper.Api.Pages.Dashboard;

/// <summary>A session on the wall.</summary>
/// <param name="UnderWay">A turn of it is being answered, at this node.</param>
internal sealed record WallSession(SessionView Session, bool UnderWay);

/// <summary>What the wall shows at a moment.</summary>
internal sealed record WallMoment(IReadOnlyList<WallSession> Sessions, IReadOnlyList<ProviderView> Providers);

/// <summary>What changed on the wall. <paramref name="Shown"/> names every session on it, the latest activity first: any other is to go.</summary>
internal sealed record WallChange(IReadOnlyList<WallSession> Changed, IReadOnlyList<string> Shown);

/// <summary>Something on a session's time line.</summary>
/// <param name="Kind"><c>answer</c>, <c>fallback</c>, <c>hand_over</c> or <c>failure</c>.</param>
internal sealed record StoryMark(DateTimeOffset At, string Kind, string? Provider, string? Detail, int? Tokens);

/// <summary>A session from its beginning: what was called upon, and what contexts cost before and after they were made to fit.</summary>
internal sealed record Story(SessionView Session, IReadOnlyList<StoryMark> Marks, long TokensBefore, long TokensAfter, IReadOnlyList<SessionView> Children);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WallChange))]
[JsonSerializable(typeof(ProvidersView))]
[JsonSerializable(typeof(IReadOnlyList<MinuteView>))]
[JsonSerializable(typeof(Story))]
internal sealed partial class DashboardJson : JsonSerializerContext;
