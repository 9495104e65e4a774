using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary><c>GET /session/{id}/events</c>: what happens is told as it happens, and what was missed is told again.</summary>
public sealed class EventStreamTests
{
    [Fact]
    public async Task A_watcher_is_told_turns_pieces_and_the_sitrep()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login", "s");
        await using var watcher = await Watcher.Join(trooper, "s", after: null);
        Assert.Equal("sitrep", (await watcher.Next()).Name);

        await trooper.Http.Say("please go on", "s", stream: true);

        var seen = await watcher.Until(seen => seen.Name == "sitrep");
        Assert.Equal("turn", seen[0].Name);
        Assert.Contains("please go on", seen[0].Data, StringComparison.Ordinal);
        Assert.Contains(seen, seen => seen.Name == "delta");
        Assert.Contains("assistant", seen[^2].Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_lost_connection_the_rest_is_told_once()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login", "s");
        string last;
        await using (var first = await Watcher.Join(trooper, "s", after: "0-0"))
            last = (await first.Next()).Id;
        trooper.Claude.Script(Behave.Overloaded());
        await trooper.Http.Say("please go on", "s");

        await using var second = await Watcher.Join(trooper, "s", last);
        var seen = await second.Until(seen => seen.Name == "sitrep");

        Assert.DoesNotContain(seen, seen => seen.Id == last);
        Assert.Equal(seen.Select(seen => seen.Id).Distinct().Count(), seen.Count);
        Assert.Single(seen, seen => seen.Name == "fallback");
        Assert.Equal(3, seen.Count(seen => seen.Name == "turn"));
    }

    [Fact]
    public async Task An_unknown_session_has_no_events()
    {
        await using var trooper = await TrooperHost.Start();

        using var reply = await trooper.Http.GetAsync("/session/nobody/events");

        Assert.Equal(404, (int)reply.StatusCode);
    }

    private sealed record Told(string Id, string Name, string Data);

    /// <summary>Reads one event after the other.</summary>
    private sealed class Watcher(HttpResponseMessage reply, StreamReader reader) : IAsyncDisposable
    {
        public static async Task<Watcher> Join(TrooperHost trooper, string session, string? after)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/session/{session}/events");
            if (after is not null)
                request.Headers.Add("Last-Event-ID", after);
            var reply = await trooper.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", reply.Content.Headers.ContentType?.MediaType);
            return new(reply, new StreamReader(await reply.Content.ReadAsStreamAsync()));
        }

        public async Task<Told> Next()
        {
            var fields = new Dictionary<string, string>();
            while (await reader.ReadLineAsync().WaitAsync(Patience.Limit) is { } line)
            {
                if (line.Length == 0 && fields.ContainsKey("data"))
                    return new(fields["id"], fields["event"], fields["data"]);
                if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
                    fields[line[..colon]] = line[(colon + 2)..];
            }
            throw new EndOfStreamException();
        }

        public async Task<List<Told>> Until(Predicate<Told> last)
        {
            var seen = new List<Told>();
            do
                seen.Add(await Next());
            while (!last(seen[^1]));
            return seen;
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            reply.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
