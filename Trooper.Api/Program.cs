using Trooper.Api;
using Trooper.Api.Access;
using Trooper.Api.Commands;
using Trooper.Api.Configuration;
using Trooper.Api.Operations;

try
{
    var isCommand = CommandLine.IsCommand(args);
    // Settings are read once: without this every folder below the working directory would be watched for changes.
    var builder = WebApplication.CreateSlimBuilder([.. isCommand ? [] : args, "--hostBuilder:reloadConfigOnChange=false"]);
    builder.AddConfigFile();
    if (isCommand)
        return await new CommandLine(builder.Configuration, options => JournalOpening.Open(options, TimeProvider.System), TimeProvider.System, Console.Out, Console.Error).Run(args);
    builder.Logging.SetUpConsole(builder.Configuration);
    var options = TrooperOptions.Read(builder.Configuration);
    await using var journal = await JournalOpening.Open(options, TimeProvider.System);
    builder.AddTrooperApi(options);
    builder.AddStandalone(journal);

    await using var app = builder.Build();
    app.MapTrooper(options);
    await app.CheckDoor(options);
    await app.StartAsync();
    app.Services.GetRequiredService<StartReport>().Write(app.Urls);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } line)
{
    Console.Error.WriteLine(line);
    return 1;
}
