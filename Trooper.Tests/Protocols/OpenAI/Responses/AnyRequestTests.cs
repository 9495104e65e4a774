using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI.Responses;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

public sealed class AnyRequestTests
{
    private static readonly byte[] Agent = Encoding.UTF8.GetBytes(Transcript.Golden("agent-request.json"));

    // What breaks structure, rather than words.
    private static readonly Gen<string> Scrap = Gen.Elements("", "\"", "{", "}", "[", "]", ",", ":", "null", "\\u0061", "1", "\"type\":\"message\",", "\u00e9", "\ufffd");

    private static readonly Gen<byte[]> Damaged =
        from wounds in Gen.Choose(0, Agent.Length - 1).Zip(Gen.Choose(0, 6)).Zip(Scrap).NonEmptyListOf()
        select wounds.Aggregate(Agent, (body, wound) => Wound(body, wound.Item1.Item1, wound.Item1.Item2, wound.Item2));

    [Fact]
    public void A_damaged_request_is_refused_or_read_alike_by_all() =>
        Prop.ForAll(Damaged.ToArbitrary(), body =>
        {
            ScannedRequest scanned;
            try
            {
                scanned = ResponsesRequestScanner.Scan(body);
            }
            catch (RequestRejectedException)
            {
                return;
            }
            ResponsesRequestReader.Read(scanned, ResponsesAsked.Read(scanned), "m");
            Assert.Equal(scanned.Messages.Select(message => message.Hash), Requests.Messages(scanned).Select(CanonicalForm.HashOf));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(4));

    private static byte[] Wound(byte[] body, int at, int cut, string scrap)
    {
        at = Math.Min(at, body.Length);
        return [.. body[..at], .. Encoding.UTF8.GetBytes(scrap), .. body[Math.Min(body.Length, at + cut)..]];
    }
}
