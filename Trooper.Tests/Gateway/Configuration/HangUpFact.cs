using System.Globalization;

namespace Trooper.Tests.Gateway.Configuration;

/// <summary>A test that hangs up on a process. One that was started to live on without its terminal (<c>nohup</c>) passes its deafness on to its children.</summary>
internal sealed class HangUpFactAttribute : FactAttribute
{
    private const string Ignored = "SigIgn:";

    public HangUpFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no SIGHUP" : IsIgnored() ? "SIGHUP is ignored here (nohup), and by every process started here" : null;

    private static bool IsIgnored() =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal)) is { } mask
        && (ulong.Parse(mask.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 1) != 0;
}
