using Trooper.Api.Configuration;
using Trooper.Journal;

namespace Trooper.Api.Commands.Check;

/// <summary>Whether the sessions can be kept where they are set to be.</summary>
internal static class StorageCheck
{
    public static async Task<IReadOnlyList<Finding>> Look(TrooperOptions options, CancellationToken cancellation) => options.Database is { } database
        ? [Told("database", await StoragePlaces.LookAtDatabase(database, cancellation), "See that TROOPER_DATABASE is right, and the server runs"), Folder(options, "which spools what comes while the database is away")]
        : [Folder(options, "where the sessions are files")];

    private static Finding Folder(TrooperOptions options, string purpose) =>
        StoragePlaces.LookAtFolder(options.DataFolder, isJournal: options.Database is null) switch
        {
            { Obstacle: { } obstacle } => Finding.Failed("data", $"{options.DataFolder}, {purpose}: {obstacle}", "Free it, or set TROOPER_DATA to another folder"),
            { State: var state } => Finding.Ok("data", $"{options.DataFolder}, {purpose}: {state}"),
        };

    private static Finding Told(string subject, StoragePlace place, string advice) =>
        place.Obstacle is { } obstacle ? Finding.Failed(subject, $"{place.Name}: {obstacle}", advice) : Finding.Ok(subject, $"{place.Name}: {place.State}");
}
