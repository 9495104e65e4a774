using System.Net.Http.Headers;
using System.Text.Json;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>
/// Agents of every protocol at work beside one another, none of which names its conversation: each request still lands in its own session, and each
/// transcript is exactly what its agent holds.
/// </summary>
public sealed class InterleavedAgentsTests
{
    private const int Steps = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_agent_finds_its_own_session(int seed)
    {
        await using var trooper = await TrooperHost.Start();
        var chance = new Random(seed);
        var agents = new List<Loop>();
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            // Two begin with the very same words.
            agents.Add(new(trooper.Http, protocol, "please build the parser"));
            agents.Add(new(trooper.Http, protocol, "please build the parser"));
            agents.Add(new(trooper.Http, protocol, $"please fix the login for {protocol}"));
        }

        for (var step = 0; step < Steps; step++)
            await agents[chance.Next(agents.Count)].Work(step, chance);

        // Whoever begins with the same words and has the same answer is one of several that nobody could tell apart yet: so the conversations are compared as a whole.
        var begun = agents.Where(agent => agent.Lines.Count > 0).ToList();
        var sessions = (await trooper.Http.Get("/sessions")).Field("sessions").Items().Select(session => session.Text("session_id")!).ToList();
        var transcripts = await Task.WhenAll(sessions.Select(async id => string.Join('\n', await trooper.Http.Transcript(id))));
        Assert.Equal(begun.Select(agent => string.Join('\n', agent.Lines)).Order(StringComparer.Ordinal), transcripts.Order(StringComparer.Ordinal));
        foreach (var agent in begun.Where(agent => agent.HasOwnTask))
            Assert.Equal(agent.Lines, await trooper.Http.Transcript(agent.Session));
    }

    private enum Protocol
    {
        Anthropic,
        Chat,
        Responses,
    }

    /// <summary>An agent's loop: it says something new, sends its last request once more, or goes back and says something else.</summary>
    private sealed class Loop(HttpClient http, Protocol protocol, string task)
    {
        private readonly List<(string Role, string Text)> history = [];

        public string Session { get; private set; } = "";

        public bool HasOwnTask => task.Contains(protocol.ToString(), StringComparison.Ordinal);

        public IReadOnlyList<string> Lines => [.. history.Select(message => $"{message.Role}: {message.Text}")];

        public async Task Work(int step, Random chance)
        {
            switch (chance.Next(5))
            {
                case 0 when history.Count >= 6: // back to an answer that is the agent's own, and on from there
                    history.RemoveRange(history.Count - 2, 2);
                    break;
                case 1 when history.Count >= 4: // the last request again, as after a lost connection
                    history.RemoveAt(history.Count - 1);
                    await Send(("x-stainless-retry-count", "1"));
                    return;
            }
            history.Add(("user", history.Count == 0 ? task : $"please take step {step}"));
            await Send();
        }

        private async Task Send(params (string, string)[] headers)
        {
            object messages = history.Select(message => new { role = message.Role, content = message.Text });
            var (path, body) = protocol switch
            {
                Protocol.Chat => ("/v1/chat/completions", (object)new { model = TrooperHost.ClaudeModel, messages }),
                Protocol.Responses => ("/v1/responses", new { model = TrooperHost.ClaudeModel, input = messages }),
                _ => ("/v1/messages", new { model = TrooperHost.ClaudeModel, max_tokens = 500, messages }),
            };
            var reply = await http.Send(HttpMethod.Post, path, new StringContent(JsonSerializer.Serialize(body), MediaTypeHeaderValue.Parse("application/json")), headers);
            Assert.True(reply.Status == 200, reply.Body);
            Session = reply.Session;
            history.Add(("assistant", TextOf(reply.Json)));
        }

        private string TextOf(JsonElement reply) => protocol switch
        {
            Protocol.Chat => reply.Items("choices").First().Field("message").Text("content")!,
            Protocol.Responses => reply.Items("output").First().Items("content").First().Text("text")!,
            _ => reply.Items("content").First().Text("text")!,
        };
    }
}
