using SsprTools.Formatting;
using Xunit;

namespace SsprTools.Graph.Tests.Formatting;

public sealed class ReadinessViewTests
{
    [Theory]
    [InlineData(null, new string[0], "Unknown")]
    [InlineData(0, new string[0], "")]
    [InlineData(1, new[] { "email" }, "email")]
    [InlineData(1, new[] { "email", "authenticator app" }, "1 of email, authenticator app")]
    [InlineData(2, new[] { "email", "authenticator app" }, "2 of email, authenticator app")]
    [InlineData(1, new string[0], "1 more, and the policy allows no other")]
    [InlineData(2, new[] { "email" }, "email and 1 more, and the policy allows no other")]
    public void What_a_user_must_register_is_said_in_words(int? missing, string[] choices, string expected) => Assert.Equal(expected, View.MustRegister(missing, choices));

    [Theory]
    [InlineData("Unknown", true, "Covered by report")]
    [InlineData("Unknown", false, "Unknown")]
    [InlineData("Fail", false, "Fail")]
    public void A_gate_that_a_report_stands_in_for_says_so(string verdict, bool covered, string expected) => Assert.Equal(expected, View.Gate(verdict, covered));

    [Theory]
    [InlineData("as short as it is", 20, "as short as it is")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 6, "one|two|three")]
    [InlineData("incomprehensibilities and so on", 6, "incomprehensibilities|and so|on")]
    [InlineData("", 6, "")]
    public void Texts_break_between_words(string text, int width, string expected) =>
        Assert.Equal(expected.Replace("|", Environment.NewLine, StringComparison.Ordinal), View.Wrapped([text], width));

    [Fact]
    public void Each_text_begins_a_line_and_nothing_is_unknown() =>
        Assert.Equal((string.Join(Environment.NewLine, "a b", "c"), "Unknown"), (View.Wrapped(["a b", "c"], 10), View.Wrapped(null, 10)));
}
