using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Ollama;

/// <summary>What tests ask about a request to Ollama.</summary>
public static class OllamaRequests
{
    extension(RecordedRequest request)
    {
        public int? NumCtx => request.Json.Field("options").Integer("num_ctx");

        /// <summary>As it was sent: <c>5m</c>, or a number of seconds.</summary>
        public string KeepAlive => request.Json.Field("keep_alive").ToString();
    }
}
