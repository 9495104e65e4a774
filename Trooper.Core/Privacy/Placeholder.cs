using Trooper.Core.Context;
using Trooper.Core.Conversations;

namespace Trooper.Core.Privacy;

/// <summary>
/// What a cloud provider is shown in the place of a local-only message: it keeps the roles valid and says nothing. It is the same every time,
/// so that what a provider has bound to the bytes before (a cache, a signature) stays good.
/// </summary>
public static class Placeholder
{
    private const string UserText = "[This message was handled privately and is not shown.]";
    private const string AssistantText = "[This reply was given privately and is not shown.]";

    public static readonly int Tokens = TokenEstimator.Cost(Message.User(UserText));

    public static Message For(Role role) => new(role, [new TextBlock(role == Role.Assistant ? AssistantText : UserText)]);
}
