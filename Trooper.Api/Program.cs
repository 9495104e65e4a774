using Trooper.Api;
using Trooper.Api.Commands;
using Trooper.Api.Configuration;
using Trooper.Api.Operations;

try
{
    // Settings are read once: without this every folder below the working directory would be watched for changes.
    var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
    builder.Logging.SetUpConsole();
    builder.AddConfigFile();
    var options = TrooperOptions.Read(builder.Configuration);
    await using var journal = await JournalOpening.Open(options, TimeProvider.System);
    if (SessionTransfer.Of(args) is { } transfer)
        return await transfer.Run(journal, Console.Out);
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
