using Trooper.Api;
using Trooper.Api.Access;
using Trooper.Api.Commands;
using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Silo;
using Trooper.Silo.Configuration;
using Trooper.Silo.Operations;

try
{
    var isCommand = CommandLine.IsCommand(args);
    var builder = WebApplication.CreateSlimBuilder([.. isCommand ? [] : args, "--hostBuilder:reloadConfigOnChange=false"]);
    builder.AddConfigFile();
    if (isCommand)
        return await new CommandLine(builder.Configuration, options => JournalOpening.Open(options, TimeProvider.System), TimeProvider.System, Console.Out, Console.Error).Run(args);
    builder.Logging.SetUpNodeConsole(builder.Configuration);
    var options = TrooperOptions.Read(builder.Configuration);
    var node = NodeOptions.Read(builder.Configuration);
    await using var journal = await NodeJournal.Open(options, node);
    builder.AddTrooperApi(options);
    builder.AddClusterNode(node, journal);

    await using var app = builder.Build();
    app.MapNode(options, node);
    if (node.ServesClients)
        await app.CheckDoor(options);
    await app.StartAsync();
    app.Services.GetRequiredService<StartReport>().Write(app.Urls);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (NodeStartFailure.Explain(e) is { } line)
{
    Console.Error.WriteLine(line);
    return 1;
}
