using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Api.Pages.Chat;

/// <summary>Tells one open page what happens in its session.</summary>
internal sealed class ChatFollower(EventStream events, Handovers handovers, Func<ValueTask<ChatStatus?>> status, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private AnswerInProgress? answer;
    private UpdateId lastId;
    private long lastTold;

    public async Task Tell(SessionUpdate update)
    {
        lastId = update.Id;
        switch (update)
        {
            case DeltaUpdate delta:
                if (answer?.Turn != delta.Turn || delta.Start == 0)
                    answer = new(delta.Turn);
                answer.Append(delta.Text);
                if (time.GetElapsedTime(lastTold) >= answer.Pause)
                    await TellAnswer();
                break;
            case TurnUpdate turn:
                if (turn.Turn.Message.Role == Role.Assistant)
                    answer = null;
                if (!turn.Turn.Superseded)
                    await events.Write($"{lastId}", "turn", ChatTurn.Of(turn.Turn) with { Carried = handovers.Before(turn.Turn) }, ChatJson.Default.ChatTurn);
                break;
            case FallbackUpdate fallback:
                await events.Write($"{lastId}", "fallback", new(fallback.Turn, fallback.From, fallback.To, fallback.Trigger), ChatJson.Default.Fallback);
                break;
            case ContextUpdate context:
                handovers.Note(context.Receipt);
                await events.Write($"{lastId}", "context", context.Receipt, ChatJson.Default.Receipt);
                break;
            case SitrepUpdate when await status() is { } now:
                await events.Write($"{lastId}", "status", now, ChatJson.Default.ChatStatus);
                break;
        }
    }

    /// <summary>Waits until there is news, or what was written meanwhile is due, or silence has lasted so long that the connection needs a sign of life.</summary>
    public async Task WaitFor(Task<bool> news, CancellationToken cancellation)
    {
        var isDue = answer is { IsDirty: true };
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pause = Task.Delay(isDue ? answer!.Pause : Quiet, time, enough.Token);
        if (await Task.WhenAny(news, pause) == news)
            await enough.CancelAsync();
        else if (isDue)
            await TellAnswer();
        else
            await events.KeepAlive();
    }

    private Task TellAnswer()
    {
        lastTold = time.GetTimestamp();
        return events.Write($"{lastId}", "writing", answer!.Take(), ChatJson.Default.Writing);
    }
}
