using System.Text.Json;
using Trooper.Core.Context;
using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>What a snapshot holds of a session beside its messages and what was made of them.</summary>
public sealed partial class Session
{
    internal void WriteState(Utf8JsonWriter json)
    {
        json.WriteString("created_at", CreatedAt);
        json.WriteString("last_active_at", LastActiveAt);
        json.WriteString("parent", Parent);
        json.WriteString("provider", Provider);
        json.WriteNumber("tokens_saved", TokensSaved);
        json.WriteNumber("fallbacks", Fallbacks);
        json.WriteNumber("last_turn", lastTurn);
        json.WriteNumber("local_only", localOnlyCount);
        json.WriteStartArray("private_calls");
        foreach (var call in privateCalls)
            json.WriteStringValue(call);
        json.WriteEndArray();
        json.WriteStartArray("secrets");
        foreach (var secret in secrets)
            json.WriteStringValue(secret.ToString());
        json.WriteEndArray();
        if (endedTickets.Count > 0)
        {
            json.WriteStartArray("ended_tickets");
            foreach (var ticket in endedTickets)
                json.WriteNumberValue(ticket);
            json.WriteEndArray();
        }
        replies.Write(json);
        json.WriteStartArray("calibration");
        foreach (var (model, factor, pairs) in Calibration.Models)
        {
            json.WriteStringValue(model);
            json.WriteNumberValue(factor);
            json.WriteNumberValue(pairs);
        }
        json.WriteEndArray();
        if (LastError is not null)
        {
            json.WriteString("last_error", LastError.Message);
            json.WriteString("last_error_at", LastError.At);
            json.WriteNumber("last_error_turn", LastError.Turn);
            json.WriteString("last_error_provider", LastError.Provider);
        }
    }

    internal void ReadState(JsonElement state, long version)
    {
        Version = version;
        CreatedAt = state.GetProperty("created_at").GetDateTimeOffset();
        LastActiveAt = state.GetProperty("last_active_at").GetDateTimeOffset();
        Parent = state.Text("parent");
        Provider = state.Text("provider");
        TokensSaved = state.GetProperty("tokens_saved").GetInt64();
        Fallbacks = state.GetProperty("fallbacks").GetInt32();
        lastTurn = state.GetProperty("last_turn").GetInt32();
        localOnlyCount = state.GetProperty("local_only").GetInt32();
        privateCalls.UnionWith(state.Items("private_calls").Select(call => call.GetString()!));
        secrets.AddRange(state.Items("secrets").Select(secret => ContentHash.Parse(secret.GetString()!)));
        foreach (var ticket in state.Items("ended_tickets"))
            endedTickets.Enqueue(ticket.GetInt64());
        replies.Read(state);
        Calibration = new() { Models = [.. state.Items("calibration").Chunk(3).Select(model => new ModelCalibration(model[0].GetString()!, model[1].GetDouble(), model[2].GetInt32()))] };
        if (state.Text("last_error") is { } error)
            LastError = new(state.GetProperty("last_error_turn").GetInt32(), state.GetProperty("last_error_at").GetDateTimeOffset(), error, state.Text("last_error_provider"));
    }
}
