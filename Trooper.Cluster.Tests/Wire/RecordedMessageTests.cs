using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Trooper.Cluster.Tests.Deploy;

namespace Trooper.Cluster.Tests.Wire;

/// <summary>
/// During an upgrade a node hears what nodes of the version before say. Their words are kept in <c>Recorded</c>, a file for each version: a message's name,
/// its bytes, and what they say as JSON. A file is never changed; a version that says something new adds one.
/// </summary>
public sealed class RecordedMessageTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private static readonly string[] Files = Directory.GetFiles(Repository.PathOf("Trooper.Cluster.Tests/Wire/Recorded"), "*.txt");

    /// <summary>File, line and name.</summary>
    public static TheoryData<string> Recorded => [.. Files.SelectMany(file => File.ReadLines(file).Select((line, place) => $"{Path.GetFileName(file)}:{place + 1}:{line.Split('\t')[0]}"))];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Message_of_an_earlier_version_is_understood(string message)
    {
        var place = message.Split(':');
        var line = File.ReadLines(Files.Single(path => Path.GetFileName(path) == place[0])).ElementAt(int.Parse(place[1], null) - 1).Split('\t');
        var arrived = Services.GetRequiredService<Serializer>().Deserialize<object>(Convert.FromBase64String(line[1]));

        AssertSays(JsonDocument.Parse(line[2]).RootElement, JsonDocument.Parse(MessageTests.Shown(arrived!)).RootElement, line[0]);
    }

    [Fact]
    public void Every_message_is_recorded()
    {
        var recorded = Files.SelectMany(File.ReadLines).Select(line => line.Split('\t')[0]).ToHashSet();
        var serializer = Services.GetRequiredService<Serializer>();

        foreach (var message in ((System.Collections.IEnumerable)MessageTests.Messages).Cast<object[]>().Select(row => row[0]))
        {
            Assert.True(
                recorded.Contains(message.GetType().Name),
                $"a new file in Recorded has to hold: {message.GetType().Name}\t{Convert.ToBase64String(serializer.SerializeToArray(message))}\t{MessageTests.Shown(message)}");
        }
    }

    // What is new since may stand beside it.
    private static void AssertSays(JsonElement said, JsonElement heard, string where)
    {
        Assert.Equal((where, said.ValueKind), (where, heard.ValueKind));
        if (said.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in said.EnumerateObject())
            {
                Assert.True(heard.TryGetProperty(field.Name, out var found), $"{where}.{field.Name} is missing");
                AssertSays(field.Value, found, $"{where}.{field.Name}");
            }
        }
        else if (said.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal((where, said.GetArrayLength()), (where, heard.GetArrayLength()));
            foreach (var (first, second) in said.EnumerateArray().Zip(heard.EnumerateArray()))
                AssertSays(first, second, $"{where}[]");
        }
        else
        {
            Assert.Equal((where, said.GetRawText()), (where, heard.GetRawText()));
        }
    }
}
