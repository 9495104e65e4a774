namespace Trooper.Cluster.Tests.Deploy;

/// <summary>The files that a deployment is made of.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The code of a project, in one text.</summary>
    public static string CodeOf(string project) => string.Concat(
        Directory.EnumerateFiles(PathOf(project), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Trooper.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
