using Trooper.Core.Protocols;

namespace Trooper.Tests.Protocols;

public sealed class JsonRepairTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":1,}""", """{"a":1}""")]
    [InlineData("""{"a":[1,2,],}""", """{"a":[1,2]}""")]
    [InlineData("""{'a':'it\'s'}""", """{"a":"it's"}""")]
    [InlineData("""{"a":True,"b":None}""", """{"a":true,"b":null}""")]
    [InlineData("""{"a":{"b":"c""", """{"a":{"b":"c"}}""")]
    [InlineData("{\"a\":\"two\nlines\"}", """{"a":"two\nlines"}""")]
    [InlineData("""{'say':'a "word"'}""", """{"say":"a \"word\""}""")]
    public void What_is_wrong_in_form_is_mended(string written, string mended) => Assert.Equal(mended, JsonRepair.ObjectFrom(written));

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("just words")]
    [InlineData("""{"a" 1}""")]
    [InlineData("""{"a":}""")]
    public void Nothing_is_invented(string written) => Assert.Null(JsonRepair.ObjectFrom(written));
}
