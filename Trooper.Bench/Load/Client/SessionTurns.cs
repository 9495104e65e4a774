namespace Trooper.Bench.Load.Client;

/// <summary>One client's requests: session after session, in each the same turns.</summary>
internal sealed class SessionTurns
{
    private static long sessions;

    private readonly RequestTemplate[] turns;
    private long session;
    private int turn;

    public SessionTurns(int port, string model, bool stream = false, int turns = 10)
    {
        var conversation = new Conversation(model, stream, seed: 1);
        this.turns = [.. Enumerable.Range(0, turns).Select(_ => new RequestTemplate(port, conversation.NextTurn()))];
        turn = turns;
    }

    /// <summary>Sessions of one turn.</summary>
    public SessionTurns(RequestTemplate only) => (turns, turn) = ([only], 1);

    /// <summary>A number that no session had before in this run.</summary>
    public static long NewSession() => Interlocked.Increment(ref sessions);

    public ReadOnlyMemory<byte> Next()
    {
        if (turn == turns.Length)
            (session, turn) = (NewSession(), 0);
        return turns[turn++].For(session);
    }
}
