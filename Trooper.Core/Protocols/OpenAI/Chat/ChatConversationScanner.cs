using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>
/// Finds the messages of a conversation as every dialect counts them: tool results, and what the user says right after them, are one message;
/// what the system says before anybody else is no message but the system prompt.
/// </summary>
internal ref struct ChatConversationScanner
{
    private readonly ScannedRequest request;
    private readonly CanonicalForm form;
    private ChatMessageScanner messages;
    private ContentHash chain;

    // A run of tool results that a user's message may still join.
    private Slice results;
    private MessageTraits resultTraits;

    public ChatConversationScanner(ScannedRequest request)
    {
        this.request = request;
        form = new CanonicalForm();
        messages = new ChatMessageScanner(request.Body.Span, form);
    }

    /// <param name="reader">Stands on the array of messages; is left on its end.</param>
    public void Scan(ref Utf8JsonReader reader)
    {
        RawChatMessage lastOfSystem = default;
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            var message = messages.Find(ref reader, count);
            if (message.Role == ChatRole.System && request.Messages.Count == 0 && results.IsEmpty)
            {
                if (!lastOfSystem.Bytes.IsEmpty)
                    ExtendSystem(lastOfSystem);
                lastOfSystem = message;
                continue;
            }
            if (!lastOfSystem.Bytes.IsEmpty)
                ExtendSystem(lastOfSystem);
            lastOfSystem = default;
            Take(message);
        }
        if (count == 0)
            throw OpenAIRejection.Empty("messages");
        EndResults();
        // When nobody else speaks, the system's last word is what is to be answered.
        if (!lastOfSystem.Bytes.IsEmpty)
            Take(lastOfSystem);
    }

    public readonly void Dispose()
    {
        messages.Dispose();
        form.Dispose();
    }

    private void ExtendSystem(in RawChatMessage message)
    {
        _ = messages.Write(message); // it must be readable, but has no hash
        _ = form.Take(Role.System);
        var start = request.SystemBytes.IsEmpty ? message.Bytes.Start : request.SystemBytes.Start;
        request.SystemBytes = new(start, message.Bytes.End - start);
    }

    private void Take(in RawChatMessage message)
    {
        var joins = message.Role == ChatRole.Tool || (message.Role == ChatRole.User && !results.IsEmpty);
        if (!joins)
            EndResults();
        var traits = messages.Write(message);
        if (!joins)
        {
            Add(message.Bytes, RoleOf(message.Role), traits);
            return;
        }
        var start = results.IsEmpty ? message.Bytes.Start : results.Start;
        results = new(start, message.Bytes.End - start);
        resultTraits |= traits;
        if (message.Role == ChatRole.User)
            EndResults();
    }

    private void EndResults()
    {
        if (results.IsEmpty)
            return;
        Add(results, Role.User, resultTraits);
        results = default;
        resultTraits = default;
    }

    private void Add(Slice bytes, Role role, MessageTraits traits)
    {
        var hash = form.Take(role);
        chain = CanonicalForm.Chain(chain, hash);
        request.Messages.Add(new(bytes, role, hash, chain, traits));
    }

    private static Role RoleOf(ChatRole role) => role switch
    {
        ChatRole.Assistant => Role.Assistant,
        ChatRole.System => Role.System,
        _ => Role.User,
    };
}
