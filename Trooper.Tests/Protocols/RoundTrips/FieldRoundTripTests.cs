using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;

namespace Trooper.Tests.Protocols.RoundTrips;

/// <summary>Whatever a request asks for beside its messages is carried, or reported as dropped; nothing goes in silence.</summary>
public sealed class FieldRoundTripTests
{
    private const string Schema = """{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""";

    private static readonly Tool[] Tools = [new("read", "Reads.", Schema), new("mcp__disk__list", "Lists.", Schema)];

    private static readonly Gen<ModelRequest> Any =
        from bits in Gen.Choose(0, 1).ArrayOf(10)
        from effort in Gen.Elements(Effort.Unsaid, Effort.Unsaid, Effort.Medium)
        from choice in Gen.Elements(default, new ToolChoice(ToolUse.Any), new(ToolUse.None), new(ToolUse.Named, "read"), new(ToolUse.Auto, OneAtATime: true))
        select new ModelRequest
        {
            Model = "m",
            Messages = [Message.User("hi")],
            Effort = effort,
            System = bits[0] == 1 ? "Be terse." : null,
            Tools = bits[1] == 1 ? Tools : [],
            ToolChoice = bits[1] == 1 ? choice : default,
            StopSequences = bits[2] == 1 ? ["a", "b"] : [],
            Temperature = bits[3] == 1 ? 0.25 : null,
            TopP = bits[4] == 1 ? 0.5 : null,
            TopK = bits[5] == 1 ? 4 : null,
            Seed = bits[6] == 1 ? 7 : null,
            FrequencyPenalty = bits[7] == 1 ? 0.125 : null,
            PresencePenalty = bits[7] == 1 ? 0.25 : null,
            SchemaJson = bits[8] == 1 ? Schema : null,
            WantsJson = bits[9] == 1,
        };

    public static TheoryData<string> Names => [.. Carrier.All.Select(carrier => carrier.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_carried_or_reported(string by)
    {
        var carrier = Carrier.All.Single(carrier => carrier.Name == by);
        Prop.ForAll(Any.ToArbitrary(), asked =>
        {
            var (back, dropped) = carrier.Carry(asked);

            Is(asked.Temperature == back.Temperature, "temperature");
            Is(asked.TopP == back.TopP, "top_p");
            Is(asked.TopK == back.TopK, "top_k");
            Is(asked.Seed == back.Seed, "seed");
            Is(asked.FrequencyPenalty == back.FrequencyPenalty, "frequency_penalty");
            Is(asked.PresencePenalty == back.PresencePenalty, "presence_penalty");
            Is(asked.Effort is Effort.Unsaid == back.Effort is Effort.Unsaid, "thinking");
            Is(!carrier.TakesStops || asked.StopSequences.SequenceEqual(back.StopSequences), "stop_sequences");
            Is(SameFormat(asked, back), "response_format");
            Assert.Equal(asked.Tools.Where(_ => asked.ToolChoice.Use != ToolUse.None || carrier.TakesToolChoice).Select(Line), back.Tools.Select(Line));
            Is(asked.ToolChoice.OneAtATime == back.ToolChoice.OneAtATime, "parallel_tool_calls");
            if (!carrier.TakesToolChoice)
                return;
            Is((asked.ToolChoice.Use, asked.ToolChoice.Name) == (back.ToolChoice.Use, back.ToolChoice.Name), "tool_choice");
            Assert.Equal(asked.System, back.System);

            void Is(bool isCarried, string field) => Assert.True(isCarried || dropped.Contains(field), $"{field} went in silence: {asked}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    // A schema is JSON as well: beside one the wish for any JSON adds nothing, and one that takes any object is that wish.
    private static bool SameFormat(ModelRequest asked, ModelRequest back) => asked.SchemaJson is null
        ? asked.WantsJson == (back.WantsJson || back.SchemaJson is not null)
        : back.SchemaJson is not null && JsonElement.DeepEquals(JsonElement.Parse(asked.SchemaJson), JsonElement.Parse(back.SchemaJson));

    private static string Line(Tool tool) => $"{tool.Name}: {tool.Description} {JsonSerializer.Serialize(JsonElement.Parse(tool.SchemaJson))}";
}
