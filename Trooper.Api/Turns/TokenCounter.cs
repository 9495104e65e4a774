using System.Text.Json;
using Trooper.Api.Configuration;
using Trooper.Api.Dialects;
using Trooper.Api.Errors;
using Trooper.Api.Providers;
using Trooper.Api.Turns.Requests;
using Trooper.Core.Classifier;
using Trooper.Core.Context;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>
/// Counts a request's tokens: Claude's own count while Claude is well, else an estimate. What must stay local is counted here, and a count that
/// fails is nobody's failure.
/// </summary>
internal sealed class TokenCounter(CurrentOptions current, Upstreams upstreams, Core.Providers.IProviders providers, TurnOpener opener, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task Count(HttpContext http)
    {
        var trail = new TurnTrail(time, AnthropicDialect.Instance.RequestIdHeader);
        try
        {
            using var body = await RequestBody.Read(http.Request, http.RequestAborted);
            var scanned = AnthropicRequestScanner.Scan(body.Bytes, countOnly: true);
            scanned.Wish |= WishHeaders.Read(http.Request.Headers);
            var options = current.Now;
            if (options.Chain.FirstOrDefault(provider => provider.Kind == ProviderKind.Anthropic) is { } claude && await MayLeave(http, scanned, options, trail) && await AskClaude(http, scanned, claude, trail))
                return;
            trail.WriteHeaders(http.Response, "trooper", "estimate");
            await http.Response.WriteAsJsonAsync(new { input_tokens = Estimate(scanned) }, JsonSerializerOptions.Default, http.RequestAborted);
        }
        catch (RequestRejectedException e)
        {
            trail.WriteHeaders(http.Response);
            await ApiErrors.Write(http.Response, AnthropicDialect.Instance, ClientError.Of(e));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client no longer wants to know.
        }
    }

    private async Task<bool> MayLeave(HttpContext http, ScannedRequest scanned, TrooperOptions options, TurnTrail trail)
    {
        var question = new RouteQuestion(scanned.Wish, new Classification(false, "count"), false, options.HasCloud);
        var (_, _, opened, _) = await opener.Open(http, scanned, question, trail, http.RequestAborted, preview: true);
        return !opened.IsPrivate && opened.Withheld.Count == 0;
    }

    private async Task<bool> AskClaude(HttpContext http, ScannedRequest scanned, Provider claude, TurnTrail trail)
    {
        if (providers.Statuses().Any(status => status.Name == claude.Name && !status.Breaker.IsClosed))
            return false;
        var model = scanned.Model is { } named && claude.HasFamilyName(named) ? named : claude.Model;
        var call = new UpstreamCall(AnthropicBodyEditor.ForCount(scanned, model), ForwardedHeaders.Up(http.Request.Headers, Dialect.Anthropic), Patience, http.Request.QueryString.Value ?? "", claude.CountUrl);
        try
        {
            await using var reply = await upstreams.Of(claude).Send(call, http.RequestAborted);
            if (!reply.IsSuccess)
                return false;
            trail.Passed = ForwardedHeaders.Down(reply);
            trail.WriteHeaders(http.Response, claude.Name, model);
            http.Response.ContentType = "application/json";
            await reply.Body.CopyToAsync(http.Response.Body, http.RequestAborted);
            return true;
        }
        catch (UpstreamUnreachableException)
        {
            return false;
        }
    }

    private static int Estimate(ScannedRequest scanned)
    {
        var tokens = TokenEstimator.CostUtf8(scanned.SystemBytes.Of(scanned.Body)) + TokenEstimator.CostUtf8(scanned.ToolsBytes.Of(scanned.Body));
        for (var place = 0; place < scanned.Messages.Count; place++)
            tokens += TokenEstimator.Cost(scanned.ReadMessage(place));
        return tokens;
    }
}
