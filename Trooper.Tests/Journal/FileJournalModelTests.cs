using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Sessions;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal;

/// <summary>Random calls on a journal and on what it should be: a list of texts per session.</summary>
public sealed class FileJournalModelTests
{
    private static readonly string[] Ids = ["a", "b", "c"];

    [Fact]
    public void It_behaves_like_lists_in_memory_whatever_is_called_in_whatever_order()
    {
        var call = Gen.OneOf(
            Gen.Choose(0, 3).SelectMany(_ => Gen.Elements(Ids), (count, id) => (Call)new AppendCall(id, count)),
            Gen.Elements(Ids).Select(id => (Call)new AppendCall(id, 1)),
            Gen.Elements(Ids).Select(id => (Call)new ConflictCall(id)),
            Gen.Elements(Ids).Select(id => (Call)new DeleteCall(id)),
            Gen.Elements(Ids).Select(id => (Call)new SnapshotCall(id)),
            Gen.Constant((Call)new ReopenCall()));
        var scenario = call.ListOf().SelectMany(_ => Gen.Elements(1L, 900L, 5000L), (calls, maxLogBytes) => (calls, maxLogBytes));

        Prop.ForAll(scenario.ToArbitrary(), run => Task.Run(() => Run(run.calls, run.maxLogBytes)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(80).WithEndSize(60));
    }

    private static async Task Run(IEnumerable<Call> calls, long maxLogBytes)
    {
        using var folder = new TestFolder();
        var run = new ModelRun(() => folder.Open(maxLogBytes));
        await run.Reopen();
        foreach (var call in calls)
        {
            await call.Make(run);
            foreach (var id in Ids)
                await run.Compare(id);
        }
        await run.Journal.DisposeAsync();
        Assert.Empty(folder.Notices);
    }

    private abstract record Call
    {
        public abstract Task Make(ModelRun run);
    }

    private sealed record AppendCall(string Id, int Count) : Call
    {
        public override Task Make(ModelRun run) => run.Append(Id, Count);
    }

    private sealed record ConflictCall(string Id) : Call
    {
        public override Task Make(ModelRun run) => Assert.ThrowsAsync<VersionConflictException>(
            async () => await run.Journal.Append(Key(Id), run.VersionOf(Id) + 1, Event("intruder")));
    }

    private sealed record DeleteCall(string Id) : Call
    {
        public override Task Make(ModelRun run) => run.Delete(Id);
    }

    private sealed record SnapshotCall(string Id) : Call
    {
        public override async Task Make(ModelRun run) =>
            await run.Journal.SaveSnapshot(Key(Id), new Snapshot(run.VersionOf(Id), System.Text.Encoding.ASCII.GetBytes(Id)));
    }

    private sealed record ReopenCall : Call
    {
        public override Task Make(ModelRun run) => run.Reopen();
    }
}
