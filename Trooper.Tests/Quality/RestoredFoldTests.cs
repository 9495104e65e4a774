using Trooper.Bench.Quality;
using Trooper.Core.Conversations;
using Trooper.Core.Recovery;
using Trooper.Core.Sitrep;
using Trooper.Tests.Sitrep;

namespace Trooper.Tests.Quality;

/// <summary>What is rebuilt from a snapshot and the messages since is what was kept live, whichever message the snapshot was taken at.</summary>
public sealed class RestoredFoldTests
{
    public static TheoryData<string> Ids => [.. Transcripts.Keys];

    private static readonly Dictionary<string, LabelledTranscript> Transcripts =
        JsonLines.Read<LabelledTranscript>(Path.Combine(AppContext.BaseDirectory, "Quality", "transcripts.regression.jsonl")).ToDictionary(transcript => transcript.Id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Snapshot_and_tail_equal_the_live_fold(string id)
    {
        var messages = Transcripts[id].Messages.Select(MessageJson.Read).ToList();
        var live = SitrepRun.Fold(messages);
        for (var cut = 0; cut <= messages.Count; cut++)
        {
            var restored = Conversation.Restored(SitrepRun.Fold(messages[..cut]));
            for (var i = cut; i < messages.Count; i++)
                restored.Add(i, messages[i], DateTimeOffset.UnixEpoch);

            Assert.Equal(Conversation.State(live), Conversation.State(restored));
            Assert.Equal(Recovered(live), Recovered(restored));
        }
    }

    private static string Recovered(SitrepFold fold) => RecoveryJson.Write(RecoveryReport.Of(new("any"), fold, []));
}
