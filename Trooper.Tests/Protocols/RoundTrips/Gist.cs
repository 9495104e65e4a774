using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Tests.Protocols.RoundTrips;

/// <summary>What a message says, kind by kind, however its dialect cuts it into pieces.</summary>
internal sealed record Gist(Role Role, string Text, string[] Images, string[] Addresses, string[] Documents, string[] Thoughts, string[] Calls, string[] Results)
{
    public static Gist Of(Message message) => new(
        message.Role,
        message.Text,
        [.. message.Content.OfType<ImageBlock>().Where(image => image.Base64 is not null).Select(image => $"{image.MediaType} {image.Base64}")],
        [.. message.Content.OfType<ImageBlock>().Where(image => image.Base64 is null).Select(image => image.Url!)],
        [.. message.Content.OfType<DocumentBlock>().Select(document => $"{document.Title} {document.MediaType} {document.Base64}")],
        [.. message.Content.OfType<ThinkingBlock>().Select(thinking => thinking.Thinking)],
        [.. message.ToolCalls.Select(call => $"{call.Id} {call.Name} {Canonical(call.ArgumentsJson)}")],
        [.. message.ToolResults.Select(result => $"{result.CallId} {result.Text}")]);

    /// <summary>Says that nothing is missing but what was reported, and that what was is at least spoken of.</summary>
    public void AssertCarried(Gist back, IReadOnlyList<string> dropped)
    {
        Assert.Equal(Role, back.Role);
        Assert.Equal(Images, back.Images);
        Assert.Equal(Calls, back.Calls);
        Assert.Equal(Results, back.Results);
        AssertKind(Thoughts, back.Thoughts, dropped.Contains("thinking"));
        AssertKind(Addresses, back.Addresses, dropped.Contains("image url"));
        AssertKind(Documents, back.Documents, dropped.Contains("document"));
        string[] lost = [.. Addresses.Except(back.Addresses), .. Documents.Except(back.Documents).Select(document => document.Split(' ')[0])];
        if (lost.Length == 0)
            Assert.Equal(Text, back.Text);
        else
            Assert.All(lost.Append(Text), said => Assert.Contains(said.Split('\n')[0], back.Text));
    }

    private static void AssertKind(string[] here, string[] back, bool isReported)
    {
        if (isReported)
            Assert.Subset(here.ToHashSet(), back.ToHashSet());
        else
            Assert.Equal(here, back);
    }

    // White space in arguments, and how a character is written, say nothing.
    private static string Canonical(string json) => JsonSerializer.Serialize(JsonElement.Parse(json));
}
