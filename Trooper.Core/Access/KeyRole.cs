namespace Trooper.Core.Access;

/// <summary>What a key may do: a member uses the gateway and sees its team's sessions; an admin also manages keys and sees every team's usage.</summary>
public enum KeyRole
{
    Member,
    Admin,
}
