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
}
