using Trooper.Bench.Quality;

namespace Trooper.Bench;

// Named, so that tests that see this project's internals still mean the gateway by "Program".
internal static class Program
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["quality", var folder]:
                return QualityCommand.Run(folder, "quality-out", Console.Out);
            case ["quality", var folder, "--out", var output]:
                return QualityCommand.Run(folder, output, Console.Out);
            default:
                Console.Error.WriteLine("usage: Trooper.Bench [quality <folder> [--out <folder>]]");
                return 2;
        }
    }
}
