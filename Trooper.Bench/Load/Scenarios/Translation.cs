using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Servers;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

/// <summary>What it costs that a client and a provider speak different protocols: against Claude's own stream for Claude's own client.</summary>
internal sealed class Translation : IScenario
{
    private const int Connections = 16;

    private static readonly string Question = $"Session {RequestTemplate.Number}. {Prose.Say(1, 4)}";

    private static readonly (string Name, Func<int, RequestTemplate> Request) Native = ("an Anthropic client over Claude", port => Messages(port, Wish.Plain));

    private static readonly (string Name, Func<int, RequestTemplate> Request)[] Translated =
    [
        ("a Chat client over Claude", port => new(port, $$"""{"model":"{{Wish.Plain}}","stream":true,"messages":[{"role":"user","content":"{{Question}}"}]}""", "/v1/chat/completions")),
        ("a Responses client over Claude", port => new(port, $$"""{"model":"{{Wish.Plain}}","stream":true,"store":false,"input":"{{Question}}"}""", "/v1/responses")),
        ("an Anthropic client over OpenAI", port => Messages(port, Wish.OpenAI)),
        ("an Anthropic client over Ollama", port => Messages(port, Wish.Local)),
    ];

    public string Name => "dialects";

    public string Title => $"dialects: answers of {CannedReplies.Events} events translated as they stream, against the same passed through, {Connections} connections";

    public async Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        var server = stand.StartTrooper(stand.NewFolder("dialects"), ("OPENAI_API_KEY", "bench-key-that-opens-nothing"), ("OPENAI_URL", $"http://127.0.0.1:{stand.Direct.Port}/v1/chat/completions"));
        await server.WaitUntilOpen();
        var trooper = new Target("Trooper", server);
        foreach (var (_, request) in Translated.Append(Native))
            await Run(trooper, request, options.WarmUpSeconds / 4);

        var passed = new Rounds();
        var translated = Translated.ToDictionary(way => way.Name, _ => (PerEvent: new Rounds(), Ratio: new Rounds()));
        for (var round = 0; round < options.Rounds; round++)
        {
            var native = await Run(trooper, Native.Request, options.Seconds);
            passed.Add(native.CpuPerRequest / CannedReplies.Events);
            foreach (var (name, request) in Translated)
            {
                var run = await Run(trooper, request, options.Seconds);
                translated[name].PerEvent.Add(run.CpuPerRequest / CannedReplies.Events);
                translated[name].Ratio.Add(run.CpuPerRequest / native.CpuPerRequest);
            }
        }
        table.Add(Finding.Plain($"processor time per event: {Native.Name}", passed, "µs"));
        foreach (var (name, (perEvent, ratio)) in translated)
        {
            table.Add(Finding.Plain($"processor time per event: {name}", perEvent, "µs"));
            table.Add(Finding.AtMost($"translated events, {name}: processor time against native", ratio, 1.5, "×"));
        }
    }

    private static Task<Measured> Run(Target trooper, Func<int, RequestTemplate> request, double seconds) =>
        new LoadRun(trooper, TimeSpan.FromSeconds(seconds)) { Connections = Connections, Request = request }.Run();

    private static RequestTemplate Messages(int port, string model) =>
        new(port, $$"""{"model":"{{model}}","stream":true,"max_tokens":1024,"messages":[{"role":"user","content":"{{Question}}"}]}""");
}
