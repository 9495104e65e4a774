namespace Trooper.Tests.Fakes;

/// <summary>How a request ended, seen from the upstream.</summary>
public enum Outcome
{
    /// <summary>Still being served.</summary>
    Open,

    /// <summary>The whole answer was sent.</summary>
    Answered,

    /// <summary>The request broke one of the vendor's rules.</summary>
    Refused,

    /// <summary>A scripted failure was sent.</summary>
    Failed,

    /// <summary>The fake broke off, by script or because it went down.</summary>
    Cut,

    /// <summary>The caller hung up.</summary>
    Aborted,
}
