namespace Trooper.Tests.Gateway.Dialects;

/// <summary>Every protocol of a client over every provider.</summary>
internal static class Pairs
{
    public static readonly string[] Clients = ["anthropic", "chat", "responses"];

    public static readonly string[] Providers = ["claude", "gemini", "openai", "ollama"];

    /// <summary>Each pair, streamed and whole.</summary>
    public static TheoryData<string, string, bool> Both => Rows(Clients, Providers);

    /// <summary>The pairs of some clients, streamed and whole.</summary>
    public static TheoryData<string, string, bool> Of(params string[] clients) => Rows(clients, Providers);

    /// <summary>The pairs without some providers, streamed and whole.</summary>
    public static TheoryData<string, string, bool> Without(params string[] providers) => Rows(Clients, [.. Providers.Except(providers)]);

    public static TheoryData<string, string> Each
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (client, provider) in Clients.SelectMany(client => Providers.Select(provider => (client, provider))))
                rows.Add(client, provider);
            return rows;
        }
    }

    private static TheoryData<string, string, bool> Rows(string[] clients, string[] providers)
    {
        var rows = new TheoryData<string, string, bool>();
        foreach (var (client, provider) in clients.SelectMany(client => providers.Select(provider => (client, provider))))
        {
            rows.Add(client, provider, true);
            rows.Add(client, provider, false);
        }
        return rows;
    }
}
