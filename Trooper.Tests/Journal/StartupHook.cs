using Trooper.Tests.Journal;

/// <summary>
/// Lets this assembly run as a process of its own: the runtime calls it, by this name, before the program, where DOTNET_STARTUP_HOOKS says so.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(JournalChild.FolderVariable) is { } folder)
            JournalChild.Run(folder).GetAwaiter().GetResult();
    }
}
