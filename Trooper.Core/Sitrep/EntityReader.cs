using System.Collections.Frozen;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Finds names in what was said and in what tools were called with: technologies, files, identifiers, constants, ids, status codes, sizes, versions.</summary>
internal static class EntityReader
{
    private const int MostPerMessage = 40;
    private const int MaxCommand = 2000;

    private const int FromUser = 3;
    private const int FromAssistant = 2;
    private const int FromTool = 1;

    private static readonly FrozenSet<string> Technologies = """
        Trooper Ollama Claude Anthropic OpenAI Gemini Codex Postgres PostgreSQL MySQL SQLite MongoDB Redis Kafka RabbitMQ Elasticsearch Docker Kubernetes Terraform
        Ansible Helm Nginx GitHub GitLab Git Jenkins AWS GCP Azure S3 Lambda React Vue Angular Svelte Next.js Node.js Deno Bun Django Flask FastAPI Rails Spring
        .NET Orleans Python Java Kotlin Swift Rust Golang TypeScript JavaScript Ruby PHP Scala Haskell Elixir Linux macOS Windows Android iOS GraphQL gRPC REST
        OAuth OIDC SAML JWT TLS SSE WebSocket WebSockets Webpack Vite Babel ESLint Prettier Jest Playwright Cypress pytest numpy pandas PyTorch TensorFlow Slack
        Stripe Grafana Prometheus Datadog Sentry OpenTelemetry Cloudflare Vercel Netlify Supabase Firebase DynamoDB Cassandra ClickHouse Snowflake BigQuery Airflow
        Spark Celery Polly Npgsql Blazor Tailwind Bootstrap
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> TechnologyBySpan = Technologies.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Each name with its weight in this message.</summary>
    public static IEnumerable<KeyValuePair<string, int>> Read(MessageReading message)
    {
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var clause in message.Clauses)
            ReadWords(clause.Text, clause.Words, message.IsAssistant ? FromAssistant : FromUser, found);
        foreach (var call in message.Calls)
        {
            if (call.File is { } file)
                found.TryAdd(Path.GetFileName(file.TrimEnd('/')), FromAssistant);
            var text = call.Command ?? call.Summary;
            text = text.Length > MaxCommand ? text[..MaxCommand] : text;
            ReadWords(text, WordReader.Read(text), FromTool, found);
        }
        return found.Where(entry => entry.Key.Length > 1).Take(MostPerMessage);
    }

    private static void ReadWords(string text, IReadOnlyList<Word> words, int weight, Dictionary<string, int> found)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = text.AsSpan(words[i].Start, words[i].Length);
            if (weight == FromTool && words[i].End < text.Length && text[words[i].End] == '=')
                continue;
            if (TechnologyBySpan.TryGetValue(word, out var technology) && (char.IsUpper(word[0]) || weight == FromUser))
                found.TryAdd(technology, weight);
            else if (EntityShape.Of(word) is { IsEmpty: false } name)
                found.TryAdd(name.ToString(), weight);
            else if ((IsWholeCode(text, words[i]) && word.Length > 2) || (weight != FromTool && IsProper(text, words, i)))
                found.TryAdd(word.ToString(), weight);
            else if (i > 0 && IsMeasure(text, words[i - 1], words[i]))
                found.TryAdd(text[words[i - 1].Start..words[i].End], weight);
        }
    }

    /// <summary>A word alone between backticks.</summary>
    private static bool IsWholeCode(string text, Word word) =>
        word.Start > 0 && text[word.Start - 1] == '`' && word.End < text.Length && (text[word.End] == '`' || text.AsSpan(word.End).StartsWith("()`"));

    /// <summary>A capital in the midst of a sentence: Excel, Copilot. Words that the rules know are only stressed.</summary>
    private static bool IsProper(string text, IReadOnlyList<Word> words, int i) =>
        i > 0 && words[i] is { Length: > 2, Sense: Sense.None } word && char.IsUpper(text[word.Start]) && !text.AsSpan(word.Start + 1, word.Length - 1).ContainsAnyExceptInRange('a', 'z')
        && text[word.Start - 1] == ' ' && words[i - 1].End == word.Start - 1 && char.IsLower(text[words[i - 1].Start]);

    /// <summary>"12 MB", "HTTP 503".</summary>
    private static bool IsMeasure(string text, Word first, Word second)
    {
        var unit = text.AsSpan(second.Start, second.Length);
        var amount = text.AsSpan(first.Start, first.Length);
        if (second.Start != first.End + 1)
            return false;
        return char.IsAsciiDigit(amount[0]) && unit is "KB" or "MB" or "GB" or "TB" or "KiB" or "MiB" or "GiB"
            || amount is "HTTP" or "status" && unit.Length == 3 && char.IsAsciiDigit(unit[0]);
    }
}
