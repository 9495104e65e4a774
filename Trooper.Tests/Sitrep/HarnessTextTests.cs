using Trooper.Core.Sitrep.Prose;

namespace Trooper.Tests.Sitrep;

public class HarnessTextTests
{
    [Theory]
    [InlineData("<system-reminder>\nnever mind\n</system-reminder>fix the parser", "fix the parser")]
    [InlineData("<command-name>/review</command-name><command-args>the login page</command-args>", "the login page")]
    [InlineData("<local-command-stdout>ok</local-command-stdout>", "")]
    [InlineData("<environment_context>\n<cwd>/x</cwd>\n</environment_context>\nadd a test", "\nadd a test")]
    [InlineData("[Request interrupted by user for tool use]\nuse tabs", "\nuse tabs")]
    [InlineData("make <b>this</b> bold, if a < b", "make <b>this</b> bold, if a < b")]
    [InlineData("an <open-tag> that never ends", "an <open-tag> that never ends")]
    public void Strips_what_nobody_typed(string text, string typed) => Assert.Equal(typed, HarnessText.Strip(text));
}
