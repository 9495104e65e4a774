using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Finds names in what was said and in what tools were called with: technologies, files, identifiers, constants, ids, status codes, sizes, versions.</summary>
internal static partial class EntityReader
{
    private const int MostPerMessage = 40;
    private const int MaxText = 8000;
    private const int MaxName = 60;

    private static readonly FrozenSet<string> Technologies = """
        Trooper Ollama Claude Anthropic OpenAI Gemini Codex Postgres PostgreSQL MySQL SQLite MongoDB Redis Kafka RabbitMQ Elasticsearch Docker Kubernetes Terraform
        Ansible Helm Nginx GitHub GitLab Git Jenkins AWS GCP Azure S3 Lambda React Vue Angular Svelte Next.js Node.js Deno Bun Django Flask FastAPI Rails Spring
        .NET Orleans Python Java Kotlin Swift Rust Golang TypeScript JavaScript Ruby PHP Scala Haskell Elixir Linux macOS Windows Android iOS GraphQL gRPC REST
        OAuth OIDC SAML JWT TLS SSE WebSocket WebSockets Webpack Vite Babel ESLint Prettier Jest Playwright Cypress pytest numpy pandas PyTorch TensorFlow Slack
        Stripe Grafana Prometheus Datadog Sentry OpenTelemetry Cloudflare Vercel Netlify Supabase Firebase DynamoDB Cassandra ClickHouse Snowflake BigQuery Airflow
        Spark Celery Polly Npgsql Blazor Tailwind Bootstrap
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Each name with its weight in this message.</summary>
    public static List<KeyValuePair<string, int>> Read(MessageReading message)
    {
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var clause in message.Clauses)
            ReadClause(clause, message.IsAssistant ? 2 : 3, found);
        foreach (var call in message.Calls)
        {
            if (call.File is { } file)
                Add(found, Path.GetFileName(file.TrimEnd('/')), 2);
            ReadNames(call.Command ?? call.Summary, 1, found);
        }
        return [.. found.Take(MostPerMessage)];
    }

    private static void ReadClause(Clause clause, int weight, Dictionary<string, int> found)
    {
        foreach (Match match in Quoted().Matches(clause.Text))
            if (match.Groups[1].Value is { Length: > 1 } code && IsName(code))
                Add(found, code.TrimEnd('(', ')'), weight);
        ReadNames(clause.Text, weight, found);
        foreach (var word in clause.Words)
            if (Technologies.TryGetValue(clause.TextOf(word).ToString(), out var technology) && char.IsUpper(clause.TextOf(word)[0]) | weight > 2)
                Add(found, technology, weight);
    }

    private static void ReadNames(string text, int weight, Dictionary<string, int> found)
    {
        if (text.Length > MaxText)
            text = text[..MaxText];
        foreach (Match match in Names().Matches(text))
            Add(found, match.Groups["file"].Success ? match.Groups["file"].Value : match.Value, weight);
    }

    private static bool IsName(string code) => code.Length <= MaxName && code.AsSpan().Count(' ') <= 1 && !code.AsSpan().ContainsAny("{}<>|&;$=\"") && char.IsLetterOrDigit(code.TrimStart('.', '/', '_', '#', '@', '-', '~') is [var first, ..] ? first : ' ');

    private static void Add(Dictionary<string, int> found, string name, int weight)
    {
        name = name.Trim('.', ',', ':', ';', '\'', '"', ' ');
        if (name.Length is > 1 and <= MaxName)
            found.TryAdd(name, weight);
    }

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("""
        \b[a-z][a-z0-9+.-]*://[^\s"'<>)\]]+
        |(?:[\w.-]+/)*(?<file>[\w-]+(?:\.[\w-]+)*\.(?:cs|csproj|go|py|rs|ts|tsx|js|jsx|mjs|java|kt|rb|php|c|h|cpp|hpp|swift|sh|sql|md|ya?ml|json|toml|html|css|scss|xml|proto|tf|lock|ini|cfg|conf|env|txt|csv|xlsx|ipynb|load|log|mod|gradle))\b
        |\b[A-Z][A-Z0-9]{1,9}-\d{1,6}\b
        |(?<!\w)(?:(?:PR|MR|issue)\ )?\#\d{1,7}\b
        |\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b
        |\b_?[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b
        |\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+\b
        |\b[a-z]+[A-Z]\w+\b
        |\bv?\d+\.\d+(?:\.\d+)+(?:-[\w.]+)?\b
        |\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{5,10}\b
        |\bHTTP\ [1-5]\d\d\b|\b(?:4\d\d|50[0-4]|529)\b(?=\s+(?:error|status|response)s?)
        |\b\d+(?:\.\d+)?\s?(?:[KMGT]i?B|bytes)\b
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Names();
}
