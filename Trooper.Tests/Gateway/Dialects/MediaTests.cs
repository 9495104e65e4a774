using Trooper.Core.Conversations;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>Images and documents reach the models that can see them; the others are told that there was one, and so is the client.</summary>
[Collection(PairCollection.Name)]
public sealed class MediaTests(PairHosts hosts)
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static readonly string Pdf = Convert.ToBase64String("%PDF-1.4 nothing in it"u8);

    public static TheoryData<string, string, bool> Pairs => Dialects.Pairs.Both;

    public static TheoryData<string, string, bool> PairsWithImageResults => Dialects.Pairs.Of("anthropic");

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_image_reaches_the_model(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        Message asked = new(Role.User, [new TextBlock("describe the image, please"), new ImageBlock("image/png", Png, null)]);

        var heard = await pair.Ask(pair.Asking(asked), stream);

        Assert.Equal("I see 1 images: image/png", heard.Text);
        Assert.Equal(Convert.FromBase64String(Png).Length, pair.Seen.Prompt!.Turns[^1].Images.Single().Bytes);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_image_s_address_reaches_the_models_that_can_fetch_it(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        Message asked = new(Role.User, [new TextBlock("describe the image, please"), new ImageBlock(null, null, "https://example.org/a.png")]);

        var heard = await pair.Ask(pair.Asking(asked), stream);

        if (provider is "claude" or "openai")
        {
            Assert.Equal("I see 1 images: url", heard.Text);
            return;
        }
        Assert.Equal("I see 0 images: ", heard.Text);
        Assert.Contains("https://example.org/a.png", pair.Seen.Prompt!.Turns[^1].Text);
        Assert.Equal("image url", heard.Reply.Trooper("Dropped"));
    }

    [Theory]
    [MemberData(nameof(PairsWithImageResults))]
    public async Task An_image_that_a_tool_returned_reaches_the_model(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        List<Message> history =
        [
            Message.User("take a picture"),
            new(Role.Assistant, [new ToolCallBlock("toolu_1", "weather", """{"city":"Oslo"}""")]),
            new(Role.User, [new ToolResultBlock("toolu_1", [new TextBlock("see picture"), new ImageBlock("image/png", Png, null)])]),
            Message.Assistant("Done."),
            Message.User("describe the images, please"),
        ];

        var heard = await pair.Ask(pair.Asking(history) with { Tools = [Pair.Weather] }, stream);

        Assert.Equal("I see 1 images: image/png", heard.Text);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_document_reaches_the_models_that_read_it_and_the_others_are_told_of_it(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        Message asked = new(Role.User, [new TextBlock("read this for me"), new DocumentBlock("application/pdf", Pdf, null, null, "plan.pdf")]);

        var heard = await pair.Ask(pair.Asking(asked), stream);

        if (provider is "claude" or "openai")
        {
            Assert.Contains(Pdf, pair.Seen.Text);
            Assert.Null(heard.Reply.Trooper("Dropped"));
            return;
        }
        Assert.DoesNotContain(Pdf, pair.Seen.Text);
        Assert.Contains("plan.pdf", pair.Seen.Prompt!.Turns[^1].Text);
        Assert.Equal("document", heard.Reply.Trooper("Dropped"));
    }
}
