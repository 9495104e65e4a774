using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>As much of Helm's template language as the chart uses; what it does not know fails.</summary>
internal sealed partial class TemplateRendering
{
    private readonly Dictionary<string, string> definitions = [];
    private readonly Dictionary<string, object?> root;

    public TemplateRendering((string Path, string Value)[] changes)
    {
        var values = Yaml.Document(Repository.Read("deploy/helm/trooper/values.yaml"));
        foreach (var (path, value) in changes)
            ((YamlScalarNode)values.At(path.Split('.'))).Value = value;
        root = new() { ["Values"] = values, ["Release"] = new Dictionary<string, object?> { ["Name"] = "trooper", ["Namespace"] = "default" } };
    }

    public string Render()
    {
        var files = Directory.GetFiles(Repository.PathOf("deploy/helm/trooper/templates"));
        foreach (var file in files.Where(file => file.EndsWith(".tpl", StringComparison.Ordinal)))
            Render(File.ReadAllText(file), root);
        return string.Join("\n---\n", files.Where(file => file.EndsWith(".yaml", StringComparison.Ordinal)).Select(file => Render(File.ReadAllText(file), root)));
    }

    private string Render(string template, object? dot)
    {
        var pieces = TemplatePiece.Cut(template);
        var output = new StringBuilder();
        var at = 0;
        Run(pieces, ref at, new(dot), output, isLive: true);
        return output.ToString();
    }

    // Runs up to the end or the else of the block that it is called in, and leaves the place there.
    private void Run(IReadOnlyList<TemplatePiece> pieces, ref int at, TemplateScope scope, StringBuilder output, bool isLive)
    {
        for (; at < pieces.Count && pieces[at] is not { Keyword: "end" or "else" }; at++)
        {
            var piece = pieces[at];
            switch (piece.Keyword)
            {
                case "define":
                    definitions[piece.Rest.Trim('"')] = Block(pieces, ref at);
                    break;
                case "if":
                    RunIf(pieces, ref at, scope, output, isLive);
                    break;
                case "range":
                    RunRange(pieces, ref at, scope, output, isLive);
                    break;
                case "set" when isLive:
                    scope.Set(piece.Name, Evaluate(piece.Rest, scope));
                    break;
                case "text" when isLive:
                    output.Append(piece.Rest);
                    break;
                case "value" when isLive:
                    output.Append(Shown(Evaluate(piece.Rest, scope)));
                    break;
            }
        }
    }

    private void RunIf(IReadOnlyList<TemplatePiece> pieces, ref int at, TemplateScope scope, StringBuilder output, bool isLive)
    {
        var condition = pieces[at++].Rest;
        var holds = isLive && IsTrue(Evaluate(condition, scope));
        Run(pieces, ref at, scope, output, holds);
        if (pieces[at].Keyword != "else")
            return;
        at++;
        Run(pieces, ref at, scope, output, isLive && !holds);
    }

    private void RunRange(IReadOnlyList<TemplatePiece> pieces, ref int at, TemplateScope scope, StringBuilder output, bool isLive)
    {
        var range = Range().Match(pieces[at++].Rest);
        var body = at;
        IEnumerable<KeyValuePair<YamlNode, YamlNode>> entries = isLive ? ((YamlMappingNode)Evaluate(range.Groups["map"].Value, scope)!).Children : [];
        foreach (var (name, value) in entries)
        {
            at = body;
            scope.Set(range.Groups["name"].Value, $"{name}");
            scope.Set(range.Groups["value"].Value, $"{value}");
            Run(pieces, ref at, scope, output, isLive);
        }
        at = body;
        Run(pieces, ref at, scope, output, isLive: false);
    }

    private static string Block(IReadOnlyList<TemplatePiece> pieces, ref int at)
    {
        var body = new StringBuilder();
        for (var depth = 1; depth > 0; body.Append(depth > 0 ? pieces[at].Source : ""))
            depth += pieces[++at].Keyword switch { "if" or "range" => 1, "end" => -1, _ => 0 };
        return body.ToString();
    }

    private object? Evaluate(string pipeline, TemplateScope scope)
    {
        object? value = null;
        foreach (var (step, place) in pipeline.Split('|', StringSplitOptions.TrimEntries).Select((step, place) => (step, place)))
        {
            var words = Word().Matches(step).Select(match => match.Value).ToList();
            var arguments = words.Skip(1).Select(word => Operand(word, scope)).Concat(place > 0 ? [value] : []).ToList();
            value = place == 0 && arguments.Count == 0 ? Operand(words[0], scope) : Call(words[0], arguments);
        }
        return value;
    }

    private object? Operand(string word, TemplateScope scope) => word switch
    {
        ['(', .. var inner, ')'] => Evaluate(inner, scope),
        ['"', .. var text, '"'] => text,
        ['$', ..] => scope.Get(word),
        "." => scope.Dot,
        ['.', .. var path] => path.Split('.').Aggregate(scope.Dot, (found, key) => found switch
        {
            IReadOnlyDictionary<string, object?> fields => fields[key],
            YamlNode node => node.At(key) is YamlScalarNode scalar ? (object?)scalar.Value : node.At(key),
            _ => throw new Xunit.Sdk.XunitException($"{word}: nothing has a {key}"),
        }),
        _ => int.Parse(word, CultureInfo.InvariantCulture),
    };

    private object? Call(string function, IReadOnlyList<object?> arguments) => function switch
    {
        "include" => Render(definitions[(string)arguments[0]!], arguments[1]),
        "nindent" => string.Concat(((string)arguments[1]!).Split('\n').Select(line => "\n" + new string(' ', (int)arguments[0]!) + line)),
        "quote" => $"\"{arguments[0]}\"",
        "add" => arguments.Sum(argument => int.Parse($"{argument}", CultureInfo.InvariantCulture)),
        "dict" => arguments.Chunk(2).ToDictionary(pair => (string)pair[0]!, pair => pair[1]),
        "ternary" => IsTrue(arguments[2]) ? arguments[0] : arguments[1],
        "toYaml" => Flow((YamlNode)arguments[0]!),
        _ => throw new Xunit.Sdk.XunitException($"the tests don't know the function {function}"),
    };

    private static bool IsTrue(object? value) => value is not (null or "" or "false" or YamlMappingNode { Children.Count: 0 });

    private static string Shown(object? value) => value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Flow(YamlNode node) => node is YamlMappingNode mapping
        ? $"{{ {string.Join(", ", mapping.Children.Select(pair => $"{pair.Key}: {Flow(pair.Value)}"))} }}"
        : $"{node}";

    [GeneratedRegex("""\((?:[^()])*\)|"[^"]*"|[^\s]+""")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<name>\$\w+), (?<value>\$\w+) := (?<map>\S+)")]
    private static partial Regex Range();
}
