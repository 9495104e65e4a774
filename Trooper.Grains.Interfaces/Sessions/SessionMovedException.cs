namespace Trooper.Grains.Sessions;

/// <summary>
/// What the session did could not be kept: another activation wrote first, or the journal can't be reached. Nothing was acknowledged, and the same
/// call may be made again.
/// </summary>
[GenerateSerializer, Alias("trooper.session-moved")]
public sealed class SessionMovedException(string message) : Exception(message);
