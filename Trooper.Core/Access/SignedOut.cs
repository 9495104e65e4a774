namespace Trooper.Core.Access;

/// <summary>A sign-in that was ended before its time, remembered until it would have ended by itself.</summary>
public sealed record SignedOut(string SignIn, DateTimeOffset Until);
