namespace Trooper.Core.Sessions;

/// <summary>A turn that has begun and not ended.</summary>
public sealed class OpenTurn(TurnBegan began, int last)
{
    private readonly HashSet<string> told = [];

    public TurnBegan Began => began;

    /// <summary>The index of its last message.</summary>
    public int Last => last;

    public bool IsPrivate => Router.IsPrivate(began.Decision);

    public bool IsContinuation => began.IsContinuation;

    /// <summary>It was under way when the process died: nobody will end it.</summary>
    public bool WasInterrupted { get; set; }

    /// <summary>Notes that a provider was shown what is local-only: what it answers may repeat it.</summary>
    public void Tell(string provider) => told.Add(provider);

    public bool WasTold(string provider) => told.Contains(provider);
}
