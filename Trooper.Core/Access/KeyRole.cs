using System.Text.Json.Serialization;

namespace Trooper.Core.Access;

/// <summary>What a key may do: a member uses the gateway and sees its team's sessions; an admin also manages keys and sees every team's usage.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeyRole>))]
public enum KeyRole
{
    [JsonStringEnumMemberName("member")]
    Member,

    [JsonStringEnumMemberName("admin")]
    Admin,
}
