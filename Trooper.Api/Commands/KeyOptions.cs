using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Trooper.Api.Configuration;
using Trooper.Core.Access;

namespace Trooper.Api.Commands;

/// <summary>The options of <c>keys create</c>.</summary>
internal sealed class KeyOptions
{
    private readonly Option<string> team = new("--team") { Required = true, Description = "whose sessions it sees" };
    private readonly Option<string> name = new("--name") { Required = true, Description = "who or what will bear it" };
    private readonly Option<KeyRole> role = new("--role")
    {
        HelpName = "member|admin",
        Description = "an admin also manages keys (default: member)",
        CustomParser = result => Parsed(result, Role, "member or admin") ?? default,
    };

    private readonly Option<TimeSpan?> expires = new("--expires")
    {
        HelpName = "30d",
        Description = "after how long it is worth nothing",
        CustomParser = result => Parsed(result, Duration, "a duration such as 90s, 15m, 24h or 30d"),
    };

    private readonly Option<string> providers = new("--providers") { HelpName = "claude,ollama", Description = "who may answer it (default: all)" };
    private readonly Option<int?> rpm = Number<int>("--rpm", "requests per minute");
    private readonly Option<long?> tokens = Number<long>("--tokens-per-day", "tokens of paid providers in a UTC day");
    private readonly Option<decimal?> money = Number<decimal>("--money-per-month", "US dollars in a UTC month");
    private readonly Option<int?> streams = Number<int>("--streams", "streamed answers at once");
    private readonly Option<bool> localWhenOver = new("--local-when-over") { Description = "over a limit, let the local model answer instead of refusing" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { team, name, role, expires, providers, rpm, tokens, money, streams, localWhenOver })
            command.Add(option);
    }

    public KeyRequest Read(ParseResult asked) => new()
    {
        Team = asked.GetRequiredValue(team),
        Name = asked.GetRequiredValue(name),
        Role = asked.GetValue(role),
        ExpiresIn = asked.GetValue(expires),
        Providers = asked.GetValue(providers)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        Limits = new()
        {
            RequestsPerMinute = asked.GetValue(rpm),
            TokensPerDay = asked.GetValue(tokens),
            MoneyPerMonth = asked.GetValue(money),
            ConcurrentStreams = asked.GetValue(streams),
            LocalWhenOver = asked.GetValue(localWhenOver),
        },
    };

    private static KeyRole? Role(string text) => text switch
    {
        "member" => KeyRole.Member,
        "admin" => KeyRole.Admin,
        _ => null,
    };

    private static TimeSpan? Duration(string text) => Durations.TryParse(text, out var duration) && duration > TimeSpan.Zero ? duration : null;

    private static Option<T?> Number<T>(string name, string description)
        where T : struct, INumber<T> => new(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = result => Parsed(result, text => T.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : (T?)null, "a number"),
        };

    private static T? Parsed<T>(ArgumentResult result, Func<string, T?> parse, string accepted)
        where T : struct
    {
        var text = result.Tokens[0].Value;
        if (parse(text) is { } value)
            return value;
        result.AddError($"{((OptionResult)result.Parent!).Option.Name}: '{text}' is not accepted: {accepted}");
        return null;
    }
}
