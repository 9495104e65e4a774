using System.Globalization;
using Trooper.Core.Protocols;

namespace Trooper.Api.Turns;

/// <summary>
/// By this header a client that keeps no history goes on from an earlier point: the index of the message that its own follows, -1 for the beginning.
/// What came behind it stays in the journal, superseded.
/// </summary>
internal static class BranchHeader
{
    public const string Name = "X-Trooper-After";

    public static int? Read(IHeaderDictionary headers)
    {
        var value = headers[Name].ToString();
        if (value.Length == 0)
            return null;
        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) && index >= -1
            ? index
            : throw RequestRejectedException.At(Name, "the index of a message, or -1 for the beginning, is expected");
    }
}
