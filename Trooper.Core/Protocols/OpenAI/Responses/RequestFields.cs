using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>The fields of a request that Trooper reads while it scans.</summary>
internal enum RequestField
{
    Other,
    Model,
    Input,
    Instructions,
    Tools,
    Stream,
    Background,
    MaxTokens,
    Text,
    Metadata,
    PromptCacheKey,
    PreviousResponse,
    Conversation,
    ForceLocal,
    PreferLocal,
    ForceCloud,
}

internal static class RequestFields
{
    /// <param name="name">Stands on the field's name.</param>
    public static RequestField Of(ref Utf8JsonReader name)
    {
        if (name.ValueTextEquals("model"u8)) return RequestField.Model;
        if (name.ValueTextEquals("input"u8)) return RequestField.Input;
        if (name.ValueTextEquals("instructions"u8)) return RequestField.Instructions;
        if (name.ValueTextEquals("tools"u8)) return RequestField.Tools;
        if (name.ValueTextEquals("stream"u8)) return RequestField.Stream;
        if (name.ValueTextEquals("background"u8)) return RequestField.Background;
        if (name.ValueTextEquals("max_output_tokens"u8)) return RequestField.MaxTokens;
        if (name.ValueTextEquals("text"u8)) return RequestField.Text;
        if (name.ValueTextEquals("metadata"u8)) return RequestField.Metadata;
        if (name.ValueTextEquals("prompt_cache_key"u8)) return RequestField.PromptCacheKey;
        if (name.ValueTextEquals("previous_response_id"u8)) return RequestField.PreviousResponse;
        if (name.ValueTextEquals("conversation"u8)) return RequestField.Conversation;
        if (name.ValueTextEquals("x_force_local"u8)) return RequestField.ForceLocal;
        if (name.ValueTextEquals("x_prefer_local"u8)) return RequestField.PreferLocal;
        if (name.ValueTextEquals("x_force_cloud"u8)) return RequestField.ForceCloud;
        return RequestField.Other;
    }
}
