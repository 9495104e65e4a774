using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Trooper.Cluster.Tests.Deploy;

/// <summary>YAML as the tests look at it: by paths of keys.</summary>
internal static class Yaml
{
    /// <summary>The documents of a text, merge keys resolved as their readers do.</summary>
    public static IReadOnlyList<YamlNode> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new Parser(new StringReader(text)));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    public static YamlNode Document(string text) => Assert.Single(Documents(text));

    private static YamlNode? Of(this YamlMappingNode mapping, string key) => mapping.Children.TryGetValue(key, out var found) ? found : null;

    extension(YamlNode node)
    {
        /// <summary>What stands at the keys, those that are merged in included; null when nothing does.</summary>
        public YamlNode? Find(params IReadOnlyList<string> path)
        {
            var found = node;
            foreach (var key in path)
            {
                if (found is YamlSequenceNode items && int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
                    found = place < items.Children.Count ? items.Children[place] : null;
                else
                    found = found is YamlMappingNode mapping ? mapping.Of(key) ?? mapping.Of("<<")?.Find(key) : null;
                if (found is null)
                    return null;
            }
            return found;
        }

        public YamlNode At(params IReadOnlyList<string> path) => node.Find(path) ?? throw new Xunit.Sdk.XunitException($"there is no {string.Join('.', path)} in {node}");

        public string Text(params IReadOnlyList<string> path) => ((YamlScalarNode)node.At(path)).Value!;

        public IReadOnlyList<string> Texts(params IReadOnlyList<string> path) => [.. node.Items(path).Select(item => ((YamlScalarNode)item).Value!)];

        public IReadOnlyList<YamlNode> Items(params IReadOnlyList<string> path) => [.. ((YamlSequenceNode)node.At(path)).Children];

        public IReadOnlyList<string> Keys(params IReadOnlyList<string> path) => [.. ((YamlMappingNode)node.At(path)).Children.Keys.Select(key => ((YamlScalarNode)key).Value!)];
    }
}
