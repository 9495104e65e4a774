using System.Text.RegularExpressions;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Privacy;

/// <summary>All that a cloud provider ever got to see, byte for byte.</summary>
internal static class CloudSight
{
    extension(TrooperHost trooper)
    {
        /// <summary>What reached Claude, model calls and everything else, also with its JSON escapes undone.</summary>
        public string SeenByClaude => string.Join('\n', trooper.Claude.Requests.Concat(trooper.Claude.Probes).Select(Everything));

        public void AssertHidden(string canary) => Assert.DoesNotContain(canary, trooper.SeenByClaude, StringComparison.OrdinalIgnoreCase);
    }

    private static string Everything(RecordedRequest request) =>
        string.Join('\n', [request.Path + request.Query, .. request.Headers.Select(header => header.Value), request.Text, Unescaped(request.Text)]);

    private static string Unescaped(string json) =>
        Regex.Replace(json, @"\\u([0-9a-fA-F]{4})", match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());
}
