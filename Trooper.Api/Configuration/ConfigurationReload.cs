using System.Runtime.InteropServices;
using Trooper.Api.Operations.Audit;
using Trooper.Core.Access;

namespace Trooper.Api.Configuration;

/// <summary>
/// Takes what changed in the file that <c>TROOPER_CONFIG</c> names, whole or not at all. The file is small: reading it again and again is surer than any
/// notice of a change, which links, mounts and editors each have their own idea of.
/// </summary>
internal sealed partial class ConfigurationReload(SettingLayers layers, CurrentOptions current, IAuditLog audit, TimeProvider time, ILogger<ConfigurationReload> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private byte[]? seen = layers.Contents;
    private byte[]? taken = layers.Contents;
    private IConfiguration settings = layers.With(layers.Contents);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            lock (gate)
                Take(seen = layers.File.Look());
        });
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Look();
    }

    // What is found twice is no longer being written.
    private void Look()
    {
        lock (gate)
        {
            var contents = layers.File.Look();
            var isSettled = IsSame(contents, seen);
            seen = contents;
            if (isSettled && !IsSame(contents, taken))
                Take(contents);
        }
    }

    private void Take(byte[]? contents)
    {
        taken = contents;
        try
        {
            var next = layers.With(contents);
            var options = TrooperOptions.Read(next).WithFixedOf(current.Now);
            var changed = SettingChanges.Between(settings, next);
            current.Replace(options);
            settings = next;
            if (changed.Taken.Count > 0)
            {
                LogTaken(layers.File.Path, string.Join(", ", changed.Taken), options.ChainInWords);
                Note(ActKind.ConfigurationReloaded, string.Join(", ", changed.Taken));
            }
            else
            {
                LogUnchanged(layers.File.Path);
            }
            if (changed.Fixed.Count > 0)
                LogFixed(string.Join(", ", changed.Fixed));
        }
        catch (SettingException e)
        {
            LogRefused(layers.File.Path, e.Message);
            Note(ActKind.ConfigurationRefused, e.Message);
        }
    }

    // The settings hold whether or not it is noted, and what can't be noted the log is told.
    private void Note(ActKind act, string detail) => _ = audit.Record(new(act, AdministrativeAct.SettingsFile) { Subject = layers.File.Path, Detail = detail }).AsTask();

    private static bool IsSame(byte[]? one, byte[]? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => one.AsSpan().SequenceEqual(other),
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "{File} changed {Settings}; chain: {Chain}")]
    private partial void LogTaken(string file, string settings, string chain);

    [LoggerMessage(Level = LogLevel.Information, Message = "{File} was read again, and changes nothing")]
    private partial void LogUnchanged(string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Settings} can't change while this process runs: start it anew")]
    private partial void LogFixed(string settings);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} is refused, and the settings stay as they were: {Reason}")]
    private partial void LogRefused(string file, string reason);
}
