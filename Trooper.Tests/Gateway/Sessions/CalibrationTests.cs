using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>A model that counts more tokens than were estimated is sent less from then on, before its window runs over.</summary>
public sealed class CalibrationTests
{
    private const string Counted =
        """{"model":"llama-sim:latest","message":{"role":"assistant","content":"It is done."},"done":true,"done_reason":"stop","prompt_eval_count":1500,"eval_count":4}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_learns_how_its_model_counts(bool restarts)
    {
        await using var trooper = await TrooperHost.Start(changes: [("CONTEXT_WINDOW", "1024")]);
        for (var turn = 0; turn < 12; turn++)
            await Say(trooper, turn);
        var before = await LastBudget(trooper);

        trooper.Ollama.Script(Behave.RepliesWith(200, Counted, "application/x-ndjson"));
        await Say(trooper, 12);
        if (restarts)
            await trooper.Restart();
        await Say(trooper, 13);

        Assert.Equal(1024, before);
        Assert.InRange(await LastBudget(trooper), 640, 930);
    }

    private static Task Say(TrooperHost trooper, int turn) =>
        trooper.Http.Say($"please do part {turn}: {string.Join(' ', Enumerable.Repeat($"detail-{turn}", 40))}", "s", headers: ("X-Prefer-Local", "true"));

    private static async Task<int> LastBudget(TrooperHost trooper) =>
        (await trooper.Http.Get("/session/s/receipts")).Field("receipts").Items().Last().Integer("budget")!.Value;
}
