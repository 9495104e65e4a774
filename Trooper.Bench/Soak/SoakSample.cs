using System.Globalization;

namespace Trooper.Bench.Soak;

/// <summary>What the process takes at one moment, as its own <c>/metrics</c> says.</summary>
internal sealed record SoakSample(TimeSpan At, double ResidentMegabytes, double HeapMegabytes, int Handles, int Threads, int InFlight)
{
    public static async Task<SoakSample> Take(HttpClient http, TimeSpan at)
    {
        var figures = (await http.GetStringAsync("/metrics")).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#' && !line.Contains('{'))
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));
        return new(
            at,
            figures["process_resident_memory_bytes"] / 1e6,
            figures["dotnet_gc_heap_bytes"] / 1e6,
            (int)figures["process_open_fds"],
            (int)figures["process_threads"],
            (int)figures["trooper_turns_in_flight"]);
    }
}
