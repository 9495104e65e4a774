using Trooper.Bench.Load.Client;

namespace Trooper.Bench.Soak;

/// <summary>What came of the turns since the last line.</summary>
internal sealed class SoakTally
{
    private readonly Lock gate = new();
    private List<long> firstBytes = [];
    private int cut;
    private int errors;

    public int AllTurns { get; private set; }

    public int AllErrors { get; private set; }

    public string? FirstError { get; private set; }

    public void Answered(long toFirstByte)
    {
        lock (gate)
        {
            firstBytes.Add(toFirstByte);
            AllTurns++;
        }
    }

    public void Cut()
    {
        lock (gate)
        {
            cut++;
            AllTurns++;
        }
    }

    public void Failed(string reason)
    {
        lock (gate)
        {
            FirstError ??= reason;
            errors++;
            AllErrors++;
        }
    }

    public (Latencies FirstByte, int Cut, int Errors) Take()
    {
        lock (gate)
        {
            var taken = (new Latencies(firstBytes), cut, errors);
            (firstBytes, cut, errors) = ([], 0, 0);
            return taken;
        }
    }
}
