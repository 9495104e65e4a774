using System.Globalization;
using System.Text;

namespace Trooper.Api.Telemetry.Prometheus;

/// <summary>Prometheus' text format, 0.0.4.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly string[] NoNames = [];

    private readonly StringBuilder text = new();

    public void Head(string name, string type, string help)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
        text.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    /// <summary>A figure that has no instrument.</summary>
    public void Single(string name, string type, string help, double value)
    {
        Head(name, type, help);
        Sample(name, NoNames, default, value);
    }

    public void Sample(string name, string[] names, Labels labels, double value, (string Name, string Value)? more = null)
    {
        text.Append(name);
        var opened = false;
        for (var place = 0; place < names.Length; place++)
            Label(names[place], labels[place] ?? "", ref opened);
        if (more is var (moreName, moreValue))
            Label(moreName, moreValue, ref opened);
        if (opened)
            text.Append('}');
        text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    public override string ToString() => text.ToString();

    private void Label(string name, string value, ref bool opened)
    {
        text.Append(opened ? ',' : '{').Append(name).Append("=\"");
        foreach (var letter in value)
        {
            text.Append(letter switch
            {
                '\\' => @"\\",
                '"' => "\\\"",
                '\n' => @"\n",
                _ => null,
            });
            if (letter is not ('\\' or '"' or '\n'))
                text.Append(letter);
        }
        text.Append('"');
        opened = true;
    }
}
