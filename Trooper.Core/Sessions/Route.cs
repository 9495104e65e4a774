using Trooper.Core.Classifier;
using Trooper.Core.Protocols;

namespace Trooper.Core.Sessions;

/// <summary>Why a turn goes where it goes.</summary>
public enum Route
{
    /// <summary>Down the chain.</summary>
    Direct,

    /// <summary>The client asked that the turn stay on this machine: private.</summary>
    ForceLocal,

    /// <summary>What the request holds must stay local, or can't be told from what must: private.</summary>
    PrivacyHold,

    /// <summary>The client asked for the local model; nothing is private.</summary>
    PreferLocal,

    /// <summary>The client asked for the cloud, whatever the classifier thinks.</summary>
    ForceCloud,

    /// <summary>Simple enough for the local model.</summary>
    Simple,

    /// <summary>The client named a model that the local Ollama has.</summary>
    LocalModel,

    /// <summary>There is no cloud provider.</summary>
    NoCloud,

    /// <summary>A limit of the caller's is used up, and the local model answers instead of a refusal.</summary>
    OverLimit,
}

/// <summary>What the routing of a turn depends on, beside the session.</summary>
public sealed record RouteQuestion(RouteWish Wish, Classification Classification, bool NamesLocalModel, bool HasCloud)
{
    /// <summary>Nothing may be spent on the turn.</summary>
    public bool IsOverLimit { get; init; }
}

public static class Router
{
    /// <param name="question">What the request says.</param>
    /// <param name="mustStayLocal">The session found something in the request that must not leave this machine.</param>
    public static Route Decide(RouteQuestion question, bool mustStayLocal) => question switch
    {
        { Wish: var wish } when wish.HasFlag(RouteWish.ForceLocal) => Route.ForceLocal,
        _ when mustStayLocal => Route.PrivacyHold,
        { IsOverLimit: true } => Route.OverLimit,
        { Wish: var wish } when wish.HasFlag(RouteWish.PreferLocal) => Route.PreferLocal,
        { HasCloud: false } => Route.NoCloud,
        { Wish: var wish } when wish.HasFlag(RouteWish.ForceCloud) => Route.ForceCloud,
        { Classification.IsSimple: true } => Route.Simple,
        { NamesLocalModel: true } => Route.LocalModel,
        _ => Route.Direct,
    };

    /// <summary>Turns on this route, and the answers to them, are local-only for ever.</summary>
    public static bool IsPrivate(Route route) => route is Route.ForceLocal or Route.PrivacyHold;

    /// <summary>The same of a route by its name.</summary>
    public static bool IsPrivate(string decision) => decision == NameOf(Route.ForceLocal) || decision == NameOf(Route.PrivacyHold);

    public static bool IsLocalFirst(Route route) => route is not (Route.Direct or Route.ForceCloud);

    /// <summary>The word of the journal and of <c>X-Trooper-Decision</c>.</summary>
    public static string NameOf(Route route) => route switch
    {
        Route.ForceLocal => "force_local",
        Route.PrivacyHold => "privacy hold",
        Route.PreferLocal => "prefer_local",
        Route.ForceCloud => "force_cloud",
        Route.Simple => "simple turn",
        Route.LocalModel => "model",
        Route.NoCloud => "no cloud configured",
        Route.OverLimit => "limit",
        _ => "direct",
    };
}
