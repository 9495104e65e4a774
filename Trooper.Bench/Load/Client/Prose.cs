namespace Trooper.Bench.Load.Client;

/// <summary>What a person working with an agent might say: varied, and always the same for the same numbers.</summary>
internal static class Prose
{
    private static readonly string[] Wishes =
    [
        "Please fix the {0} in src/{1}/{2}.go, it is still failing when the upstream closes early.",
        "We decided to use {1} for the {0}, because it must stay local-first and small.",
        "Next, check the {0} in {1}/{2}_test.go and deploy it on monday if the tests pass.",
        "The {0} is blocked: {1} returns 503 with a body of 12 KB, and {2} retries without a limit.",
        "Don't touch {2}; migrate the {0} to {1} instead and keep the old flag for one release.",
        "Why does the {0} of {1} allocate so much? Compare it with {2} and tell me what you would change.",
    ];

    private static readonly string[] Things = ["health check", "streaming reader", "retry path", "session store", "circuit breaker", "token counter", "log rotation", "rate limiter"];
    private static readonly string[] Places = ["Postgres", "Redis", "gateway", "journal", "Kubernetes", "handlers", "billing", "scheduler"];
    private static readonly string[] Names = ["stream", "relay_pool", "parser", "upstream_cache", "worker", "migrations", "auth_guard", "queue"];

    /// <summary>A few sentences, different ones for each seed.</summary>
    public static string Say(int seed, int sentences)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, sentences).Select(_ => string.Format(Pick(random, Wishes), Pick(random, Things), Pick(random, Places), Pick(random, Names))));
    }

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
