using Trooper.Api.Configuration;
using Trooper.Api.Providers;

namespace Trooper.Api.Operations;

/// <summary>Says once, at the start, where Trooper listens, whom it will ask, and what is missing.</summary>
internal sealed partial class StartReport(TrooperOptions options, LocalModels localModels, Readiness readiness, TimeProvider time, ILogger<StartReport> log)
{
    public void Write(IEnumerable<string> urls)
    {
        LogListening(string.Join(", ", urls), string.Join(" → ", options.Chain.Select(provider => $"{provider.Name} ({provider.Model})")), options.DataFolder);
        if (!options.HasCloud)
            LogNoKey();
        _ = Task.Run(() =>
        {
            WarmUp.Run(time);
            readiness.SetReady();
        });
        _ = Task.Run(LookForOllama);
    }

    private async Task LookForOllama()
    {
        if (!await localModels.IsAlive(CancellationToken.None))
            LogNoOllama(options.Local.Url.GetLeftPart(UriPartial.Authority), options.Local.Model);
        else if (!await localModels.Has(options.Local.Model, CancellationToken.None))
            LogNoModel(options.Local.Model);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Trooper listens on {Urls}; chain: {Chain}; data: {Folder}")]
    private partial void LogListening(string urls, string chain, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No cloud key is set (CLAUDE_API_KEY, GEMINI_API_KEY or OPENAI_API_KEY): everything is served from Ollama")]
    private partial void LogNoKey();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ollama does not answer at {Url}: start it (ollama serve) and fetch the model (ollama pull {Model})")]
    private partial void LogNoOllama(string url, string model);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Ollama does not have {Model}: fetch it (ollama pull {Model})")]
    private partial void LogNoModel(string model);
}
