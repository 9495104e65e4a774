namespace Trooper.Api.Configuration;

/// <summary>Which settings differ, by their names: values may be secrets.</summary>
/// <param name="Taken">Those that hold from now on.</param>
/// <param name="Fixed">Those that need a new start.</param>
internal sealed record SettingChanges(IReadOnlyList<string> Taken, IReadOnlyList<string> Fixed)
{
    public static SettingChanges Between(IConfiguration before, IConfiguration after)
    {
        var (old, now) = (new SettingReader(before), new SettingReader(after));
        var changed = Setting.All.Where(setting => old.Text(setting.Name) != now.Text(setting.Name)).ToLookup(setting => setting.IsFixed, setting => setting.Name);
        IEnumerable<string> prices = PriceSettings.IsSame(before, after) ? [] : [PriceSettings.Name];
        return new([.. changed[false], .. prices], [.. changed[true]]);
    }
}
