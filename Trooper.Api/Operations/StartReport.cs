using Trooper.Api.Configuration;
using Trooper.Api.Providers;

namespace Trooper.Api.Operations;

/// <summary>Says once, at the start, where Trooper listens, whom it will ask, and what is missing.</summary>
internal sealed partial class StartReport(CurrentOptions current, LocalModels localModels, Readiness readiness, TimeProvider time, ILogger<StartReport> log)
{
    public void Write(IEnumerable<string> urls)
    {
        var options = current.Now;
        LogListening(string.Join(", ", urls), options.ChainInWords, options.DataFolder);
        if (!options.HasCloud)
            LogNoKey();
        _ = Task.Run(() =>
        {
            WarmUp.Run(time);
            readiness.SetReady();
        });
        _ = Task.Run(() => LookForOllama(options.Local));
    }

    private async Task LookForOllama(Provider local)
    {
        if (!await localModels.IsAlive(CancellationToken.None))
            LogNoOllama(local.Url.GetLeftPart(UriPartial.Authority), local.Model);
        else if (!await localModels.Has(local.Model, CancellationToken.None))
            LogNoModel(local.Model);
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
