namespace Trooper.Tests.Fakes.Serving;

/// <summary>Thrown through Kestrel: it then closes the connection in the middle of the body. (An abort may overtake the bytes before it.)</summary>
internal sealed class BrokenOffException : Exception;
