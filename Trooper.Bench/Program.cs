using Trooper.Bench.Cluster;
using Trooper.Bench.Load;
using Trooper.Bench.Load.Servers;
using Trooper.Bench.Quality;
using Trooper.Bench.Soak;

namespace Trooper.Bench;

// Named, so that tests that see this project's internals still mean the gateway by "Program".
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["quality", .. var told] when QualityOptions.Parse(told) is { } options:
                return QualityCommand.Run(options, Console.Out);
            case ["serve", .. var role]:
                return await ServerRole.Run(role); // what the load command starts itself as
            case ["cluster", .. var options]:
                return await ClusterCommand.Run(options, Console.Out);
            case ["soak", .. var told]:
                return await SoakCommand.Run(told, Console.Out);
            case ["load", .. var options]:
                return await LoadCommand.Run(options, Console.Out);
            case [] or ["--quick", ..] or ["--rounds", ..] or ["--seconds", ..] or ["--only", ..]:
                return await LoadCommand.Run(args, Console.Out);
            default:
                Console.Error.WriteLine($"usage: Trooper.Bench [load] {LoadOptions.Usage}");
                Console.Error.WriteLine($"       Trooper.Bench cluster {LoadOptions.Usage}");
                Console.Error.WriteLine($"       Trooper.Bench soak {SoakOptions.Usage}");
                Console.Error.WriteLine($"       Trooper.Bench quality {QualityOptions.Usage}");
                return 2;
        }
    }
}
