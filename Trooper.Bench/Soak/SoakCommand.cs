using System.Globalization;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Soak;

/// <summary>
/// A real Trooper under a steady load for as long as is asked, streams that are cut included, and what it takes meanwhile, line by line. Sessions are kept
/// briefly, so that what stays is what leaks.
/// </summary>
internal static class SoakCommand
{
    public static async Task<int> Run(string[] args, TextWriter screen)
    {
        if (SoakOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine($"usage: Trooper.Bench soak {SoakOptions.Usage}");
            return 2;
        }
        await using var stand = await Stand.SetUp();
        var upstream = $"http://127.0.0.1:{stand.Direct.Port}";
        var trooper = stand.StartTrooper(
            stand.NewFolder("soak"), ("SESSION_TTL", "60s"), ("BREAKER_COOLDOWN", "2s"), ("OPENAI_API_KEY", "bench-key-that-opens-nothing"), ("OPENAI_URL", $"{upstream}/v1/chat/completions"), ("OLLAMA_MODEL", "llama3.1:8b"));
        await trooper.WaitUntilOpen();
        var tally = new SoakTally();
        using var load = new SoakLoad(trooper.Port, options, tally);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{trooper.Port}") };
        var samples = await Watch(load.Run(), http, options, tally, screen);
        var verdict = new SoakVerdict(samples, options.WarmUp, tally);
        verdict.Write(screen);
        return verdict.IsGood ? 0 : 1;
    }

    private static async Task<IReadOnlyList<SoakSample>> Watch(Task load, HttpClient http, SoakOptions options, SoakTally tally, TextWriter screen)
    {
        var clock = TimeProvider.System;
        var (started, before) = (clock.GetTimestamp(), 0);
        var samples = new List<SoakSample>();
        while (!load.IsCompleted)
        {
            await Task.WhenAny(load, Task.Delay(options.Interval, clock));
            var sample = await SoakSample.Take(http, clock.GetElapsedTime(started));
            samples.Add(sample);
            var (firstByte, cut, errors) = tally.Take();
            var turns = tally.AllTurns - before;
            before = tally.AllTurns;
            screen.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{sample.At:hh\\:mm\\:ss}  rss {sample.ResidentMegabytes,6:0.0} MB  heap {sample.HeapMegabytes,6:0.0} MB  handles {sample.Handles,4}  threads {sample.Threads,3}  in flight {sample.InFlight,3}  turns {turns,5}  cut {cut,4}  errors {errors}  first byte p50 {firstByte.P50:0.0} p95 {firstByte.Milliseconds(95):0.0} p99 {firstByte.P99:0.0} ms"));
        }
        await load;
        return samples;
    }
}
