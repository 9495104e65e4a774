using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;

namespace Trooper.Tests.Protocols.OpenAI.Responses;

/// <summary>A session is found again by what was said, whatever dialect it is resent in.</summary>
public sealed class SameConversationTests
{
    [Fact]
    public void A_conversation_has_the_hashes_that_it_has_in_Anthropics_form() =>
        Check(messages =>
        {
            var ours = Requests.Scan(Requests.Write(Requests.Of(messages)));
            var theirs = AnthropicRequestScanner.Scan(Encoding.UTF8.GetBytes($$"""{"model":"m","max_tokens":1,"messages":{{Requests.Json(messages)}}}"""));

            Assert.Equal(theirs.Messages.Select(message => (message.Role, message.Hash, message.Chain)), ours.Messages.Select(message => (message.Role, message.Hash, message.Chain)));
            Assert.Equal(theirs.Messages.Select(message => message.Traits & ~MessageTraits.Thinking), ours.Messages.Select(message => message.Traits));
        });

    [Fact]
    public void A_message_that_is_read_has_the_hash_that_the_scan_found() =>
        Check(messages =>
        {
            var scanned = Requests.Scan(Requests.Write(Requests.Of(messages)));

            Assert.Equal(scanned.Messages.Select(message => message.Hash), Requests.Messages(scanned).Select(CanonicalForm.HashOf));
        });

    [Fact]
    public void What_Responses_can_carry_comes_back_as_it_went() =>
        Check(messages =>
        {
            var scanned = Requests.Scan(Requests.Write(Requests.Of(messages)));

            Assert.Equal(Requests.Json(messages.Select(Carried)), Requests.Json(Requests.Messages(scanned)));
        });

    // Thinking that OpenAI did not seal stays behind.
    private static Message Carried(Message message) => message with { Content = [.. message.Content.Where(block => block is not ThinkingBlock)] };

    private static void Check(Action<IReadOnlyList<Message>> claim) =>
        Prop.ForAll(Conversations.Any.ToArbitrary(), claim).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(12));
}
