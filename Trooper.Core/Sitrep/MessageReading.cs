using Trooper.Core.Conversations;
using Trooper.Core.Recovery;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>A message, read once for all extractors: its prose as clauses, its tool calls with their arguments, its results.</summary>
internal sealed class MessageReading
{
    private const int MostPerStopWord = 8;

    public MessageReading(int index, Message message, DateTimeOffset at)
    {
        Index = index;
        At = at;
        Role = message.Role;
        Text = message.Role == Role.User ? HarnessText.Strip(message.Text) : message.Text;
        Clauses = Text.Length == 0 ? [] : ClauseReader.Read(Text);
        Calls = [.. message.ToolCalls.Select(call => new ReadCall(call))];
        Results = [.. message.ToolResults];
    }

    public int Index { get; }
    public DateTimeOffset At { get; }
    public Role Role { get; }
    public string Text { get; }
    public IReadOnlyList<Clause> Clauses { get; }
    public IReadOnlyList<ReadCall> Calls { get; }
    public IReadOnlyList<ToolResultBlock> Results { get; }

    /// <summary>What the message asks for; null where it asks for nothing.</summary>
    public Request? Request
    {
        get
        {
            if (!isRequestRead)
                (isRequestRead, field) = (true, RequestReader.Read(this));
            return field;
        }
    }

    private bool isRequestRead;

    /// <summary>The clauses that open or settle loops.</summary>
    public IReadOnlyList<(Clause Clause, LoopSignal Signal)> Signals =>
        field ??= [.. Clauses.Select(clause => (clause, LoopSignals.Read(clause, IsAssistant, Calls.Count == 0))).Where(said => said.Item2 != LoopSignal.None && !(IsAssistant && Dropped.Contains(said.clause.Sentence)))];

    public LoopSignal SignalOf(Clause clause)
    {
        foreach (var (said, signal) in Signals)
            if (ReferenceEquals(said, clause))
                return signal;
        return LoopSignal.None;
    }

    private IReadOnlySet<int> Dropped => field ??= Sitrep.RuledOut.Sentences(Clauses);

    /// <summary>
    /// Enough of its words are English for the rules that read by place and form. Other languages have none of the words that the rest go by.
    /// </summary>
    public bool IsEnglish => isEnglish ??= Clauses.Sum(clause => clause.Words.Count(word => word.Is(Sense.Stop))) * MostPerStopWord >= Clauses.Sum(clause => clause.Words.Length);

    /// <summary>How a user takes what was done.</summary>
    public Feedback Feedback
    {
        get
        {
            if (!isFeedbackRead)
                (isFeedbackRead, field) = (true, FeedbackReader.Read(this));
            return field;
        }
    }

    private bool? isEnglish;
    private bool isFeedbackRead;

    public bool IsAssistant => Role == Role.Assistant;

    /// <summary>A person spoke, not only a tool.</summary>
    public bool IsUserProse => Role == Role.User && Clauses.Count > 0;
}
