using Trooper.Api.Configuration;
using Trooper.Api.Providers;

namespace Trooper.Api.Commands.Check;

/// <summary>Whether each provider answers, with the key and for the model that are set.</summary>
internal static class ProviderCheck
{
    public static async Task<IReadOnlyList<Finding>> Look(TrooperOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var looks = await Task.WhenAll(options.Chain.Select(provider => Look(provider, time, cancellation)));
        IReadOnlyList<Finding> findings = [.. looks.Select(look => look.Finding)];
        return looks.Any(look => look.MayServe)
            ? findings
            : [.. findings, Finding.Failed("chain", "no provider could answer a request now", "Mend one of the above")];
    }

    private static async Task<(Finding Finding, bool MayServe)> Look(Provider provider, TimeProvider time, CancellationToken cancellation)
    {
        using var http = HttpUpstream.CreateInvoker(provider);
        var list = await ModelList.Ask(provider, http, time, cancellation);
        var isMissing = list.IsSuccess && provider.IsLocal && !list.Has(provider.Model);
        return (Judge(provider, list), list.Status is not (null or 401 or 403) && !isMissing);
    }

    private static Finding Judge(Provider provider, ModelList list)
    {
        var server = provider.Url.GetLeftPart(UriPartial.Authority);
        var prefix = provider.Name.ToUpperInvariant();
        return list switch
        {
            { Status: null } when provider.IsLocal => Finding.Warning(provider.Name, $"does not answer at {server}", "Start it: ollama serve"),
            { Status: null } => Finding.Warning(provider.Name, $"does not answer at {server}", $"See that this machine reaches it, and that {prefix}_URL is right"),
            { Status: 401 or 403 } => Finding.Failed(provider.Name, $"refuses the key ({list.Status})", $"Set {prefix}_API_KEY to one that it takes, or take it away"),
            { IsSuccess: false } => Finding.Warning(provider.Name, $"answers {list.Status} when asked for its models at {provider.ModelsUrl.GetLeftPart(UriPartial.Path)}", $"See that {prefix}_URL is right"),
            _ when list.Has(provider.Model) => Finding.Ok(provider.Name, $"answers, and has {provider.Model}"),
            _ when provider.IsLocal => Finding.Warning(provider.Name, $"runs, but does not have {provider.Model}", $"Fetch it: ollama pull {provider.Model}"),
            { Names: [] } => Finding.Ok(provider.Name, "answers"),
            _ => Finding.Warning(provider.Name, $"answers, but does not list {provider.Model}", $"See that {prefix}_MODEL is right"),
        };
    }
}
