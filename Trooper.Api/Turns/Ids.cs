using System.Security.Cryptography;

namespace Trooper.Api.Turns;

/// <summary>Identifiers in the form that clients know from the providers.</summary>
internal static class Ids
{
    public static string NewMessage() => "msg_" + New();

    public static string NewChatCompletion() => "chatcmpl-" + New();

    public static string NewResponse() => "resp_" + New();

    public static string NewCall() => "call_" + New();

    public static string NewRequest() => "req_" + New();

    private static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
}
