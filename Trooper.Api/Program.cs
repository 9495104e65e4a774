using Trooper.Api;
using Trooper.Api.Commands;
using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Api.Operations.Audit;

try
{
    // Settings are read once: without this every folder below the working directory would be watched for changes.
    var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
    builder.Logging.SetUpConsole(builder.Configuration);
    var options = TrooperOptions.Read(builder.Configuration);
    await using var journal = await JournalOpening.Open(options, TimeProvider.System);
    if (SessionTransfer.Of(args) is { } transfer)
    {
        using var logs = LoggerFactory.Create(logging => logging.SetUpConsole(builder.Configuration));
        return await transfer.Run(journal, AuditEndpoints.Open(options, journal, TimeProvider.System, logs), Console.Out);
    }
    builder.AddTrooperApi(options);
    builder.AddStandalone(journal);

    await using var app = builder.Build();
    app.MapTrooper(options);
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
