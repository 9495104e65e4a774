using System.Globalization;
using Trooper.Api.Access;
using Trooper.Api.Operations;
using Trooper.Api.Providers;

namespace Trooper.Api.Pages.Dashboard;

/// <summary>
/// The wall as an open dashboard follows it: <c>sessions</c>, <c>providers</c> and <c>minutes</c>, each when it changes. An id is the time up to which
/// the page knows all, so that after a lost connection any node can tell it the rest.
/// </summary>
internal sealed class WallStream(Wall wall, TurnActivity activity, IHostApplicationLifetime host, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    /// <summary>Nodes' clocks differ, and what is written takes a moment to be listed.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    public async Task Run(HttpContext http)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping); // an open page must not hold up a stop
        var cancellation = over.Token;
        var since = long.TryParse(http.Request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last)
            ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(last, 0, time.GetUtcNow().ToUnixTimeMilliseconds())) - Overlap
            : DateTimeOffset.MinValue;
        var team = http.Caller().Team;
        var page = new WallPage(await EventStream.Begin(http), team, since);
        try
        {
            using var timer = new PeriodicTimer(Wall.Interval, time);
            var told = time.GetTimestamp();
            do
            {
                var now = time.GetUtcNow();
                if (await page.Tell(await wall.Look(team, cancellation), activity, now))
                    told = time.GetTimestamp();
                else if (time.GetElapsedTime(told) >= Quiet)
                    await page.KeepAlive();
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The page was closed, or this process stops.
        }
    }

    /// <summary>What one open dashboard has been told.</summary>
    private sealed class WallPage(EventStream events, string team, DateTimeOffset since)
    {
        private Dictionary<string, WallSession> known = [];
        private IReadOnlyList<string> shown = [];
        private IReadOnlyList<ProviderView> providers = [];
        private IReadOnlyList<MinuteView> minutes = [];
        private DateTimeOffset minutesFrom = DateTimeOffset.MinValue;

        public Task KeepAlive() => events.KeepAlive();

        public async Task<bool> Tell(WallMoment moment, TurnActivity activity, DateTimeOffset now)
        {
            var id = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            return await TellSessions(id, moment.Sessions) | await TellProviders(id, moment.Providers) | await TellMinutes(id, activity, now);
        }

        private async Task<bool> TellSessions(string id, IReadOnlyList<WallSession> sessions)
        {
            IReadOnlyList<string> order = [.. sessions.Select(session => session.Session.SessionId)];
            var changed = sessions.Where(session => !known.TryGetValue(session.Session.SessionId, out var before)
                ? session.Session.LastActiveAt >= since || session.UnderWay
                : before != session).ToList();
            known = sessions.ToDictionary(session => session.Session.SessionId);
            if (changed.Count == 0 && order.SequenceEqual(shown))
                return false;
            shown = order;
            await events.Write(id, "sessions", new WallChange(changed, order), DashboardJson.Default.WallChange);
            return true;
        }

        private async Task<bool> TellProviders(string id, IReadOnlyList<ProviderView> now)
        {
            if (now.SequenceEqual(providers))
                return false;
            providers = now;
            await events.Write(id, "providers", new ProvidersView(now), DashboardJson.Default.ProvidersView);
            return true;
        }

        // All at first, then the minute that goes on and the one that just ended.
        private async Task<bool> TellMinutes(string id, TurnActivity activity, DateTimeOffset now)
        {
            var latest = activity.Since(team, minutesFrom);
            if (latest.Count == 0 || IsSame(latest, minutes))
                return false;
            minutes = latest;
            minutesFrom = now.AddMinutes(-2);
            await events.Write(id, "minutes", latest, DashboardJson.Default.IReadOnlyListMinuteView);
            return true;
        }

        private static bool IsSame(IReadOnlyList<MinuteView> now, IReadOnlyList<MinuteView> before) =>
            now[^1].At == before.LastOrDefault()?.At && Count(now[^1]) == Count(before[^1]);

        private static (long Saved, int Fallbacks, int Requests) Count(MinuteView minute) =>
            (minute.TokensSaved, minute.Fallbacks, minute.Providers.Values.Sum(provider => provider.Requests));
    }
}
