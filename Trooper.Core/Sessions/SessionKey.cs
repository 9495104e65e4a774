namespace Trooper.Core.Sessions;

/// <summary>
/// A session of a team. The id is 1–200 printable ASCII characters without <c>/</c>; the team is <see cref="NoTeam"/> where no keys are set up.
/// </summary>
public readonly record struct SessionKey(string Team, string Id)
{
    public const string NoTeam = "";
    public const int MaxIdLength = 200;

    public static bool IsValidId(ReadOnlySpan<char> id) =>
        id.Length is >= 1 and <= MaxIdLength && !id.ContainsAnyExceptInRange(' ', '~') && !id.Contains('/');

    public override string ToString() => Team.Length == 0 ? Id : $"{Team}:{Id}";
}
