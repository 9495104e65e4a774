using System.Data.Common;
using Npgsql;

namespace Trooper.Journal.Postgres;

/// <summary>A connection string with what it leaves open filled in.</summary>
internal static class ConnectionText
{
    private const string DefaultSchema = "trooper";
    private const int MostConnections = 20;

    /// <exception cref="ArgumentException">It is none.</exception>
    public static NpgsqlConnectionStringBuilder Complete(string text)
    {
        var said = new DbConnectionStringBuilder { ConnectionString = text };
        var connection = new NpgsqlConnectionStringBuilder(text) { ApplicationName = "trooper" };
        SetUnlessSaid("Search Path", DefaultSchema);
        SetUnlessSaid("Timeout", 5);
        SetUnlessSaid("Command Timeout", 10);
        SetUnlessSaid("Maximum Pool Size", MostConnections); // a Postgres as it is installed takes a hundred, from all processes together
        SetUnlessSaid("Max Auto Prepare", 32);
        SetUnlessSaid("Auto Prepare Min Usages", 2);
        return connection;

        void SetUnlessSaid(string keyword, object value)
        {
            if (!said.ContainsKey(keyword))
                connection[keyword] = value;
        }
    }

    public static string SchemaOf(NpgsqlConnectionStringBuilder connection) => connection.SearchPath!.Split(',')[0].Trim(' ', '"');

    /// <summary>Host, port and database, and never the password.</summary>
    public static string NameOf(NpgsqlConnectionStringBuilder connection) => $"{connection.Host}:{connection.Port}/{connection.Database}";
}
