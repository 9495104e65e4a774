using System.Collections.Concurrent;
using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>The conversations that the server keeps for <c>previous_response_id</c>.</summary>
internal sealed class ResponseStore
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<JsonElement>> _conversations = new();

    /// <summary>The input as items: a string is one user message.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement body) =>
        body.Text("input") is { } text ? [WireJson.Parse(WireJson.Write(new { role = "user", content = text }))] : body.Items("input");

    public IReadOnlyList<JsonElement> History(JsonElement body) =>
        body.Text("previous_response_id") is { } id ? _conversations.GetValueOrDefault(id, []) : [];

    public Failure? Violation(JsonElement body) => body.Text("previous_response_id") is { } id && !_conversations.ContainsKey(id)
        ? Failure.Invalid($"Previous response with id '{id}' not found.", "previous_response_id", "previous_response_not_found")
        : null;

    public void Add(JsonElement body, string id, IEnumerable<OutputItem> output)
    {
        if (!body.IsFalse("store"))
        {
            _conversations[id] = [.. History(body), .. Items(body), .. output.Select(item => WireJson.Parse(WireJson.Write(item.Whole)))];
        }
    }
}
