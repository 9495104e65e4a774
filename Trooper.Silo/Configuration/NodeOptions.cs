using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Trooper.Api.Configuration;

namespace Trooper.Silo.Configuration;

/// <summary>What a node of the cluster does.</summary>
internal enum NodeRole
{
    /// <summary>Holds sessions, and serves clients in the same process.</summary>
    All,

    /// <summary>Holds sessions; the front ends are elsewhere.</summary>
    Silo,

    /// <summary>Serves clients; the sessions are elsewhere.</summary>
    Api,
}

/// <summary>A node's place in the cluster, checked once at the start.</summary>
internal sealed record NodeOptions
{
    public required NodeRole Role { get; init; }

    /// <summary>What the nodes of one cluster have in common, where several share a database.</summary>
    public required string Cluster { get; init; }

    /// <summary>Where the other nodes reach this one.</summary>
    public required IPAddress Address { get; init; }
    public required int SiloPort { get; init; }
    public required int GatewayPort { get; init; }

    /// <summary>How long answers that are under way may take to finish when the node is asked to go.</summary>
    public required TimeSpan Drain { get; init; }

    /// <summary>The Postgres of the cluster; null for a node by itself.</summary>
    public required string? Database { get; init; }

    public bool HoldsSessions => Role != NodeRole.Api;

    public bool ServesClients => Role != NodeRole.Silo;

    /// <summary>To the database, for Orleans and for the journal each: a Postgres as it is installed takes a hundred, from all nodes together.</summary>
    private const int MostConnections = 15;

    /// <exception cref="SettingException">A value is malformed.</exception>
    public static NodeOptions Read(IConfiguration configuration)
    {
        var settings = new SettingReader(configuration);
        var role = ReadRole(settings.Text("TROOPER_ROLE", "all"));
        var database = settings.Text("TROOPER_DATABASE");
        if (database is null && role != NodeRole.All)
            throw new SettingException("TROOPER_DATABASE", "", "a Postgres connection string, as a node with TROOPER_ROLE=silo or api is a part of a cluster");
        return new()
        {
            Role = role,
            Cluster = settings.Text("TROOPER_CLUSTER", "trooper"),
            Address = ReadAddress(settings.Text("TROOPER_SILO_ADDRESS", "127.0.0.1")),
            SiloPort = settings.Number("TROOPER_SILO_PORT", 11111, 1, 65535),
            GatewayPort = settings.Number("TROOPER_GATEWAY_PORT", 30000, 1, 65535),
            Drain = settings.Duration("TROOPER_DRAIN", "60s"),
            Database = database is null ? null : ReadConnection(database),
        };
    }

    private static NodeRole ReadRole(string text) => text.ToLowerInvariant() switch
    {
        "all" => NodeRole.All,
        "silo" => NodeRole.Silo,
        "api" => NodeRole.Api,
        _ => throw new SettingException("TROOPER_ROLE", text, "all, silo or api"),
    };

    // Nodes tell each other addresses; containers know each other by name.
    private static IPAddress ReadAddress(string text)
    {
        try
        {
            return IPAddress.TryParse(text, out var address) ? address : Dns.GetHostAddresses(text, AddressFamily.InterNetwork)[0];
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new SettingException("TROOPER_SILO_ADDRESS", text, $"an IP address, or the name of a host that has one ({e.Message})");
        }
    }

    // Orleans names its tables without a schema: they are found by the search path.
    private static string ReadConnection(string text)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(text) { ApplicationName = "trooper" };
            connection.SearchPath ??= "trooper";
            if (!new DbConnectionStringBuilder { ConnectionString = text }.ContainsKey("Maximum Pool Size"))
                connection.MaxPoolSize = MostConnections;
            return connection.ConnectionString;
        }
        catch (ArgumentException e)
        {
            throw SettingException.Database(e);
        }
    }
}
