using SsprTools.Formatting;
using SsprTools.Graph.Policy;
using Xunit;

namespace SsprTools.Graph.Tests.Formatting;

public sealed class PolicyViewTests
{
    [Theory]
    [InlineData(null, "Unknown")]
    [InlineData(true, "Yes")]
    [InlineData(false, "No")]
    [InlineData("", "(none)")]
    [InlineData("https://support.contoso.com/", "https://support.contoso.com/")]
    [InlineData(0, "0")]
    [InlineData(SsprScope.Selected, "Selected")]
    public void A_value_is_in_an_admins_words(object? value, string expected) => Assert.Equal(expected, View.Setting(value));

    [Fact]
    public void A_group_is_its_name_or_else_its_id()
    {
        Assert.Equal("SSPRTesters", View.Setting(new SelectedGroup("id", "SSPRTesters")));
        Assert.Equal("id", View.Setting(new SelectedGroup("id", null)));
        Assert.Equal("id", View.Setting(new SelectedGroup("id", "")));
    }

    [Theory]
    [InlineData(PolicyPage.Properties, "Properties")]
    [InlineData(PolicyPage.AuthenticationMethods, "Authentication methods")]
    [InlineData(PolicyPage.OnPremisesIntegration, "On-premises integration")]
    [InlineData(null, "Unknown")]
    public void A_page_is_in_words(object? page, string expected) => Assert.Equal(expected, View.Spaced(page));

    [Fact]
    public void Changes_are_one_a_line()
    {
        Assert.Equal("(none)", View.Changes(null));
        Assert.Equal("(none)", View.Changes(Array.Empty<PolicyDifference>()));
        Assert.Equal(
            $"Scope from None to All{Environment.NewLine}HelpdeskLink from unknown to nothing",
            View.Changes(new[] { new PolicyDifference("Scope", SsprScope.None, SsprScope.All), new PolicyDifference("HelpdeskLink", null, "") }));
    }
}
