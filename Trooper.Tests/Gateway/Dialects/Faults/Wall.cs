using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects.Faults;

/// <summary>One client over one provider, through every fault at every place of its stream, with and without somebody to go on.</summary>
internal sealed class Wall(string client, string provider, TrooperHost trooper, ManualTime time)
{
    private const string Said = "one two three", Rest = "and the rest";

    private static readonly TimeSpan BreakersClose = TimeSpan.FromSeconds(61), Step = TimeSpan.FromSeconds(20);

    private static readonly Behaviour Answer = Behave.Answers(new Answer
    {
        Deltas = ["one ", "two ", "three"],
        Calls = [Call.Of("weather", """{"city":"Oslo"}""")],
        Stop = StopCause.Tool,
    });

    private readonly Dictionary<string, object> body = BodyWithTool(client, TrooperHost.ModelOf(provider));

    /// <summary>The outcomes of each fault, a sign for each place: whole ✓, gone on with →, the error event ✗.</summary>
    public async Task<string> Table()
    {
        var places = await Events();
        var lines = new List<string> { $"{client} over {provider}, {places} events" };
        foreach (var isAlone in provider == "ollama" ? [true] : new[] { false, true })
        {
            foreach (var fault in Fault.All)
            {
                var signs = "";
                for (var place = 0; place <= (fault.IsWhole ? 0 : places); place++)
                    signs += await Outcome(fault, place, isAlone);
                lines.Add($"  {fault.Name,-10}{(isAlone ? "alone      " : "with local ")}{signs}");
            }
        }
        return string.Join('\n', lines);
    }

    private async Task<int> Events()
    {
        trooper.Of(provider).Script(Answer);
        var reply = await trooper.Ask(client, body);
        Assert.Equal(('✓', provider), (Sign(StreamEnd.Of(client, reply)), reply.Trooper("Provider")));
        return trooper.Of(provider).Requests[^1].Events;
    }

    private async Task<char> Outcome(Fault fault, int place, bool isAlone)
    {
        trooper.Fakes.Reset();
        time.Advance(BreakersClose);
        trooper.Of(provider).Script(fault.At(Answer, place));
        if (provider != "ollama")
            trooper.Ollama.Script(isAlone ? Behave.Unavailable().Always() : Behave.Says(Rest));
        var asking = trooper.Ask(client, body);
        if (fault.IsSilent)
        {
            await trooper.Of(provider).Requests.WaitFor(1);
            await time.AdvanceUntil(asking, Step);
        }
        try
        {
            return Sign(StreamEnd.Of(client, await asking));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{client} over {provider}: {fault.Name} at {place}{(isAlone ? ", alone" : "")}: {(asking.IsCompletedSuccessfully ? asking.Result.Body : "")}", e);
        }
    }

    // A completed answer is all that one provider said, or its beginning and the other's end; arguments cut short never look whole.
    private static char Sign(StreamEnd end)
    {
        if (!end.IsComplete)
        {
            Assert.False(string.IsNullOrEmpty(end.Error), "the stream just stopped");
            return '✗';
        }
        Assert.Null(end.Error);
        Assert.All(end.Arguments, arguments => Assert.Equal("Oslo", WireJson.Parse(arguments).Text("city")));
        if (end.Text == Said && end.Arguments.Count == 1)
            return '✓';
        Assert.EndsWith(Rest, end.Text);
        Assert.StartsWith(end.Text[..^Rest.Length], Said);
        Assert.Empty(end.Arguments);
        return '→';
    }

    private static Dictionary<string, object> BodyWithTool(string client, string model)
    {
        var schema = WireJson.Parse(Pair.Weather.SchemaJson);
        object tool = client switch
        {
            "anthropic" => new { name = "weather", input_schema = schema },
            "chat" => new { type = "function", function = new { name = "weather", parameters = schema } },
            _ => new { type = "function", name = "weather", parameters = schema },
        };
        return Asking.Body(client, model, "please go on", stream: true).With("tools", new[] { tool });
    }
}
