namespace Trooper.Journal.Files;

/// <summary>Asks the log's writer whether anything came since it was asked last; what lies there unused is filed.</summary>
internal sealed class IdleCheck : LogRequest
{
    public override bool Stage() => false;

    public override void Publish(LogSegment segment, long offset)
    {
    }

    public override void Complete()
    {
    }

    public override void Fail(Exception cause)
    {
    }
}
