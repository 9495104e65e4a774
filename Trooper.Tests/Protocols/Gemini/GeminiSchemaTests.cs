using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Gemini;

namespace Trooper.Tests.Protocols.Gemini;

public sealed class GeminiSchemaTests
{
    [Theory]
    [InlineData("a type or nothing", """{"type":["string","null"]}""", """{"type":"string","nullable":true}""")]
    [InlineData("several types", """{"type":["string","integer"]}""", """{"anyOf":[{"type":"string"},{"type":"integer"}]}""")]
    [InlineData("words that Google lacks",
        """{"$schema":"s","type":"object","additionalProperties":false,"properties":{"n":{"type":"number","exclusiveMinimum":0,"minimum":1,"default":2,"format":"uri"}}}""",
        """{"type":"object","properties":{"n":{"type":"number","minimum":1}}}""")]
    [InlineData("a constant", """{"const":"go"}""", """{"type":"string","enum":["go"]}""")]
    [InlineData("numbers to choose from", """{"type":"integer","enum":[1,2]}""", """{"type":"integer"}""")]
    [InlineData("an optional value", """{"anyOf":[{"type":"string","minLength":1},{"type":"null"}],"description":"d"}""",
        """{"type":"string","nullable":true,"description":"d","minLength":1}""")]
    [InlineData("a reference", """{"type":"object","properties":{"a":{"$ref":"#/$defs/A","description":"d"}},"$defs":{"A":{"type":"string"}}}""",
        """{"type":"object","properties":{"a":{"type":"string","description":"d"}}}""")]
    [InlineData("an array of anything", """{"type":"array"}""", """{"type":"array","items":{"type":"string"}}""")]
    [InlineData("a required property that is not there", """{"type":"object","properties":{"a":{"type":"string"}},"required":["a","b"]}""",
        """{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""")]
    [InlineData("no properties", """{"type":"object","properties":{}}""", """{"type":"object"}""")]
    [InlineData("one of several", """{"oneOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}""",
        """{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}""")]
    public void A_schema_becomes_Googles(string what, string schema, string expected) => Assert.Equal((what, expected), (what, Written(schema)));

    [Fact]
    public void A_schema_that_refers_to_itself_ends() =>
        Assert.EndsWith("}", Written("""{"$ref":"#/$defs/Tree","$defs":{"Tree":{"type":"object","properties":{"left":{"$ref":"#/$defs/Tree"}}}}}"""));

    private static string Written(string schema)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
            GeminiSchema.Write(json, schema);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
