using Trooper.Core.Classifier;
using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sitrep;

namespace Trooper.Api.Operations;

/// <summary>
/// Runs the thinking parts on a made-up conversation until the runtime has compiled them: the first client would otherwise wait for that. Nothing is
/// recorded, nobody is called.
/// </summary>
internal static class WarmUp
{
    private const int Rounds = 40; // the runtime compiles a method in earnest after thirty calls

    private static readonly byte[] Request = """
        {"model":"claude-haiku-4-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"Please fix the login: it is broken since Monday."},
        {"role":"assistant","content":[{"type":"text","text":"I fixed the login in auth.cs. The tests pass now."},{"type":"tool_use","id":"c1","name":"bash","input":{"command":"ls"}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"auth.cs"},{"type":"text","text":"How many days are in a week?"}]}]}
        """u8.ToArray();

    private static readonly byte[] Frame = """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"It is done: \"seven\"."}}"""u8.ToArray();

    public static void Run(TimeProvider time)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var scanned = AnthropicRequestScanner.Scan(Request);
            var fold = new SitrepFold();
            var messages = new List<IndexedMessage>();
            for (var place = 0; place < scanned.Messages.Count; place++)
            {
                var message = scanned.ReadMessage(place);
                messages.Add(new(place, message));
                fold.Add(place, message, time.GetUtcNow());
                CanonicalForm.HashOf(message);
            }
            TurnClassifier.Classify(messages[^1].Message, carriesTools: false);
            Compactor.Compact(new(messages, messages.Count, fold.Report(), null, [], round % 2 == 0 ? 6144 : 64));
            new AnthropicReplyReader().ReadFrame(Frame, new ReplyRecorder());
        }
    }
}
