using Trooper.Bench.Quality;

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
