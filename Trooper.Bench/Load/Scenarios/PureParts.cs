using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Stands;
using Trooper.Core.Classifier;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Bench.Load.Scenarios;

/// <summary>The parts that think, in this process.</summary>
internal sealed class PureParts : IScenario
{
    private static readonly string[] Prompts =
    [
        "how many days in a week", "what does EOF mean", "define recursion", "fix the grammar in this sentence", "calculate 2 plus 2", "convert 20 celsius to fahrenheit",
        "explain why goroutines are better than threads", "should i use redis or postgres for this", "debug this code for me", "hello there", "trooper is great",
    ];

    public string Name => "parts";

    public string Title => "parts: the classifier and the SITREP fold, alone";

    public Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        var prompts = Prompts.Append(Prose.Say(1, 2)).Append(Prose.Say(2, 20)).Select(Message.User).ToList();
        table.Add(Finding.AtMost("classifying a prompt", Micros(options, prompts.Count, () =>
        {
            foreach (var prompt in prompts)
                TurnClassifier.Classify(prompt, carriesTools: false);
        }), 10, "µs"));

        var (question, answer) = (Message.User(Prose.Say(3, 11)), Message.Assistant(Prose.Say(4, 11)));
        var after = new SitrepFold();
        for (var turn = 0; turn < 40; turn++)
            after.Add(turn, turn % 2 == 0 ? Message.User(Prose.Say(turn, 3)) : Message.Assistant(Prose.Say(turn, 3)), DateTimeOffset.UnixEpoch);
        table.Add(Finding.AtMost($"SITREP fold of a turn of {(question.Text.Length + answer.Text.Length) / 1000.0:0.0} KB", Micros(options, 1, () =>
        {
            var fold = after.Fork();
            fold.Add(40, question, DateTimeOffset.UnixEpoch);
            fold.Add(41, answer, DateTimeOffset.UnixEpoch);
        }), 200, "µs", "0"));
        table.Add(Finding.Plain("SITREP report", Micros(options, 1, () => after.Report()), "µs"));
        return Task.CompletedTask;
    }

    // Processor time, as the machine is shared and a thread that thinks for long is made to wait.
    private static Rounds Micros(LoadOptions options, int calls, Action work)
    {
        const int Batch = 400;
        var rounds = new Rounds();
        for (var warm = 0; warm < 10 * Batch; warm++)
            work();
        for (var round = 0; round < options.Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var time = 0; time < Batch; time++)
                work();
            rounds.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Batch / calls);
        }
        return rounds;
    }
}
