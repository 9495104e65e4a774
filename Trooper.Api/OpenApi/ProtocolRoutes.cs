namespace Trooper.Api.OpenApi;

/// <summary>The routes whose protocol is a provider's: bodies, answers and errors are as its own documentation has them.</summary>
internal static class ProtocolRoutes
{
    private const string Tag = "Protocols";
    private const string Stream = " With `\"stream\": true` the answer is Server-Sent Events (`text/event-stream`).";

    private static readonly Dictionary<string, string> TurnHeaders = new()
    {
        ["X-Session-ID"] = "The session; without it the client's own ways of naming a conversation count, and in the end the conversation itself.",
        ["X-Parent-Session-ID"] = "The session of the agent that this sub-agent works for.",
        ["X-Force-Local"] = "`true`: this turn, its answer and what derives from them never leave this machine.",
        ["X-Prefer-Local"] = "`true`: the local model answers this turn; nothing is private.",
        ["X-Force-Cloud"] = "`true`: the classifier is skipped.",
        ["X-Trooper-After"] = "The index of the message that this one follows; -1 for the beginning.",
    };

    private static readonly int[] TurnErrors = [400, 401, 403, 413, 415, 429, 502, 503];

    private static readonly RouteDescription Messages = new(Tag, "A turn, in Anthropic's Messages")
    {
        Details = "The protocol is [Anthropic's](https://docs.anthropic.com/en/api/messages), either live version of it. Who answered, and why, is in the `X-Trooper-*` headers of the reply." + Stream,
        Headers = TurnHeaders,
        Body = "A Messages request.",
        Answers = "A message.",
        Errors = TurnErrors,
    };

    public static IReadOnlyDictionary<string, RouteDescription> All { get; } = new Dictionary<string, RouteDescription>
    {
        ["POST /v1/messages"] = Messages,
        ["POST /"] = Messages with { Summary = "An older alias of /v1/messages" },
        ["POST /v1/messages/count_tokens"] = new(Tag, "Counts a request's tokens")
        {
            Details = "[Anthropic's](https://docs.anthropic.com/en/api/messages-count-tokens): Claude's own count where Claude is in the chain and well and nothing of the request must stay local, else an estimate.",
            Body = "A Messages request.",
            Answers = "`{\"input_tokens\": N}`",
            Errors = TurnErrors,
        },
        ["POST /v1/chat/completions"] = new(Tag, "A turn, in OpenAI's Chat Completions")
        {
            Details = "The protocol is [OpenAI's](https://platform.openai.com/docs/api-reference/chat)." + Stream,
            Headers = TurnHeaders,
            Body = "A Chat Completions request.",
            Answers = "A chat completion.",
            Errors = TurnErrors,
        },
        ["POST /v1/responses"] = new(Tag, "A turn, in OpenAI's Responses")
        {
            Details = "The protocol is [OpenAI's](https://platform.openai.com/docs/api-reference/responses)." + Stream,
            Headers = TurnHeaders,
            Body = "A Responses request.",
            Answers = "A response.",
            Errors = TurnErrors,
        },
        ["GET /v1/models"] = new(Tag, "The models of the chain")
        {
            Details = "In [Anthropic's](https://docs.anthropic.com/en/api/models-list) form where `anthropic-version` is sent, else in [OpenAI's](https://platform.openai.com/docs/api-reference/models).",
            Answers = "A list of models.",
            Errors = [401],
        },
        ["GET /v1/models/{id}"] = new(Tag, "One model of the chain") { Parameters = new Dictionary<string, string> { ["id"] = "The model's name." }, Answers = "A model.", Errors = [401, 404] },
        ["POST /mcp"] = new(Tag, "Model Context Protocol: an agent reads its own session")
        {
            Details = "[Streamable HTTP](https://modelcontextprotocol.io), stateless. Tools: `session_sitrep`, `session_recovery`, `session_steps`, `session_search`. What is local-only is in no answer.",
            Headers = new Dictionary<string, string> { ["X-Session-ID"] = "The session that the tools mean where a call names none." },
            Body = "A JSON-RPC message.",
            MediaType = "text/event-stream",
            Answers = "The JSON-RPC answer.",
            Errors = [400, 401, 403, 413, 415],
        },
    };
}
