using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trooper.Api;
using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Api.Pressure;
using Trooper.Core.Access;
using Trooper.Core.Sessions;
using Trooper.Tests.Fakes;
using Trooper.Tests.Journal;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>The real Trooper on loopback, between its clients and the fakes of its providers, with a data folder of its own.</summary>
internal sealed class TrooperHost : IAsyncDisposable
{
    public const string ClaudeKey = "sk-ant-the-key-of-the-tests";
    public const string ClaudeModel = "claude-sim";
    public const string LocalModel = "llama-sim:latest";

    private static readonly string[] OnlyClaude = ["claude"];

    private readonly TestFolder folder = new();
    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly TimeProvider time;
    private readonly Action<WebApplicationBuilder>? build;
    private WebApplication app = null!;
    private IJournal journal = null!;

    private TrooperHost(FakeUpstreams fakes, IReadOnlyDictionary<string, string?> settings, TimeProvider time, Action<WebApplicationBuilder>? build) =>
        (Fakes, this.settings, this.time, this.build) = (fakes, settings, time, build);

    public FakeUpstreams Fakes { get; }

    public FakeUpstream Claude => Fakes.Anthropic;

    public FakeUpstream Ollama => Fakes.Ollama;

    public Uri Url { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public TestFolder Folder => folder;

    /// <summary>What was written to the log, by every host over this folder.</summary>
    public LogCapture Log { get; } = new();

    /// <param name="time">The host's clock; the real one when none is given.</param>
    /// <param name="changes">Settings that differ from those of the tests; a null takes one away.</param>
    public static Task<TrooperHost> Start(TimeProvider? time = null, params (string Name, string? Value)[] changes) => StartWith(OnlyClaude, time, changes);

    /// <param name="build">What is different here from the real one.</param>
    public static Task<TrooperHost> StartBuilt(Action<WebApplicationBuilder> build, TimeProvider? time = null, params (string Name, string? Value)[] changes) =>
        Start(OnlyClaude, time, build, changes);

    /// <param name="clouds">The providers in front of the local model, by their names.</param>
    public static Task<TrooperHost> StartWith(IReadOnlyList<string> clouds, TimeProvider? time = null, params (string Name, string? Value)[] changes) =>
        Start(clouds, time, null, changes);

    private static async Task<TrooperHost> Start(IReadOnlyList<string> clouds, TimeProvider? time, Action<WebApplicationBuilder>? build, (string Name, string? Value)[] changes)
    {
        var fakes = await FakeUpstreams.Start();
        var settings = Settings(fakes, clouds);
        foreach (var (name, value) in changes)
            settings[name] = value;
        var host = new TrooperHost(fakes, settings, time ?? TimeProvider.System, build);
        await host.Open();
        return host;
    }

    public static Dictionary<string, string?> Settings(FakeUpstreams fakes) => Settings(fakes, OnlyClaude);

    private static Dictionary<string, string?> Settings(FakeUpstreams fakes, IReadOnlyList<string> clouds)
    {
        var settings = new Dictionary<string, string?>
        {
            ["FALLBACK_URL"] = fakes.Ollama.Url,
            ["OLLAMA_MODEL"] = LocalModel,
            ["TROOPER_PORT"] = "0",
        };
        foreach (var cloud in clouds)
        {
            var prefix = cloud.ToUpperInvariant();
            settings[$"{prefix}_API_KEY"] = cloud == "claude" ? ClaudeKey : $"sk-{cloud}-the-key-of-the-tests";
            settings[$"{prefix}_MODEL"] = ModelOf(cloud);
            settings[$"{prefix}_URL"] = Of(fakes, cloud).Url;
        }
        return settings;
    }

    /// <summary>The model that a provider is set up with.</summary>
    public static string ModelOf(string provider) => provider switch
    {
        "claude" => ClaudeModel,
        "gemini" => "gemini-sim",
        "openai" => "gpt-sim",
        _ => LocalModel,
    };

    public FakeUpstream Of(string provider) => Of(Fakes, provider);

    private static FakeUpstream Of(FakeUpstreams fakes, string provider) => provider switch
    {
        "claude" => fakes.Anthropic,
        "gemini" => fakes.Gemini,
        "openai" => fakes.OpenAI,
        _ => fakes.Ollama,
    };

    /// <summary>A client's connections: dropped replies close them at once, and headers are UTF-8.</summary>
    public static HttpClient NewHttp(Uri url) => new(new SocketsHttpHandler
    {
        ResponseDrainTimeout = TimeSpan.Zero,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    })
    {
        BaseAddress = url,
        Timeout = Patience.Limit,
    };

    /// <summary>Makes a key. From the first one on, requests need one.</summary>
    public Task<MintedKey> MakeKey(KeyRequest request) => app.Services.GetRequiredService<Locksmith>().Create(request, default);

    public Task<MintedKey> MakeKey(string team, KeyRole role = KeyRole.Member) => MakeKey(new() { Team = team, Name = $"a {role} of {team}", Role = role });

    /// <summary>A client that sends the key with each request.</summary>
    public HttpClient Bearing(MintedKey key)
    {
        var http = NewHttp(Url);
        http.DefaultRequestHeaders.Add("x-api-key", key.Secret);
        return http;
    }

    /// <summary>A service of the running host.</summary>
    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Stops, and starts anew over the same folder.</summary>
    public async Task Restart()
    {
        await Close();
        await Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        await Fakes.DisposeAsync();
        folder.Dispose();
    }

    private async Task Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings).AddInMemoryCollection([new("TROOPER_DATA", folder.Path)]);
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton(time);
        builder.Host.UseDefaultServiceProvider(services => services.ValidateScopes = true);
        builder.AddConfigFile();
        var options = TrooperOptions.Read(builder.Configuration);
        journal = options.Database is null ? await folder.Open(time: time) : await JournalOpening.Open(options, time);
        builder.AddTrooperApi(options);
        builder.AddStandalone(journal);
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(StrainWatch))); // what strains this process is other tests
        build?.Invoke(builder);
        app = builder.Build();
        app.MapTrooper(options);
        await app.StartAsync();
        Url = new(app.Urls.Single());
        Http = NewHttp(Url);
    }

    private async Task Close()
    {
        Http.Dispose();
        await app.StopAsync(new CancellationTokenSource(Patience.Limit).Token);
        await app.DisposeAsync();
        await journal.DisposeAsync();
    }
}
