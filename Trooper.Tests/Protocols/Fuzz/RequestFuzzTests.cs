using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols;
using Trooper.Tests.Protocols.OpenAI.Chat;
using Trooper.Tests.Protocols.OpenAI.Responses;
using Trooper.Tests.Protocols.RoundTrips;

namespace Trooper.Tests.Protocols.Fuzz;

/// <summary>Whatever a client sends is refused, or becomes a request that every provider can read.</summary>
public sealed class RequestFuzzTests
{
    private const string Extras =
        """
        "system":[{"type":"text","text":"Be terse."}],"temperature":0.5,"stop_sequences":["a"],"tool_choice":{"type":"any"},"thinking":{"type":"enabled","budget_tokens":2048},
        "tools":[{"name":"read","description":"Reads.","input_schema":{"type":"object","properties":{"p":{"type":["string","null"]}}}}],
        """;

    private const string ChatExtras =
        """
        "temperature":0.5,"stop":["a"],"tool_choice":{"type":"function","function":{"name":"read"}},"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}},
        "tools":[{"type":"function","function":{"name":"read","description":"Reads.","parameters":{"type":"object","properties":{"p":{"type":["string","null"]}}}}}],
        """;

    public static TheoryData<string> Names => [.. Carrier.Clients.Select(carrier => carrier.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_request_is_refused_or_translated(string name)
    {
        var client = Carrier.Clients.Single(carrier => carrier.Name == name);
        var bodies = Bodies(name);
        Budget.Spend(seed =>
        {
            var chance = new Random(seed);
            var damaged = Mutation.Of(bodies[seed % bodies.Count], chance);
            ModelRequest request;
            try
            {
                request = client.Read(damaged);
            }
            catch (RequestRejectedException)
            {
                return;
            }
            foreach (var provider in Carrier.All)
                Translate(request, provider, damaged);
        });
    }

    private static void Translate(ModelRequest request, Carrier provider, byte[] damaged)
    {
        var output = new ArrayBufferWriter<byte>();
        try
        {
            provider.WriteTo(output, request with { Model = provider.Model });
            JsonElement.Parse(output.WrittenSpan, new JsonDocumentOptions { MaxDepth = 1000 });
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"for {provider.Name}: {e.Message}\n{Encoding.UTF8.GetString(damaged)}\n{Encoding.UTF8.GetString(output.WrittenSpan)}", e);
        }
        Assert.True(output.WrittenCount < 100_000 + damaged.Length * 30);
    }

    private static List<byte[]> Bodies(string name)
    {
        if (name == "responses")
            return [Encoding.UTF8.GetBytes(Transcript.Golden("agent-request.json"))];
        var conversations = FsCheck.Fluent.Gen.Sample(AnyConversation.Arbitrary.Generator, 10).Select(messages => name == "chat" ? ChatConversation.AsChat(messages) : ChatConversation.AsAnthropic(messages));
        return [.. conversations.Select(body => With(body, name == "chat" ? ChatExtras : Extras))];
    }

    private static byte[] With(byte[] body, string fields) => [(byte)'{', .. Encoding.UTF8.GetBytes(fields), .. body[1..]];
}
