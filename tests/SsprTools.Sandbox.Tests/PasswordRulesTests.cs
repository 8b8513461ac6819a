using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Tests;

/// <summary>Password rules: graph.md 3.3.</summary>
public sealed class PasswordRulesTests
{
    private static readonly TenantInfo s_tenant = new()
    {
        Id = Guid.Empty, DisplayName = "Acme", Domains = [], Skus = [], CreatedDateTime = default, BannedWords = ["contoso", "blank"],
    };

    [Theory]
    [InlineData("C0ntos0Blank12", 4)]
    [InlineData("ContoS0Bl@nkf9!", 5)]
    public void The_documented_examples_score_as_documented(string password, int score) =>
        Assert.Equal(score, PasswordRules.Score(PasswordRules.Normalise(password), s_tenant));

    [Theory]
    [InlineData("xWwvJ]6NMw+bWH-d", true)]
    [InlineData("Aa1!Aa1", false)]
    [InlineData("Aa1!Aa1!", true)]
    [InlineData("aaaaaaa1", false)]
    [InlineData("Kim12Thompson", false)]
    [InlineData("Pässword12!x", false)]
    [InlineData("C0ntos0Blank12", false)]
    [InlineData("ContoS0Bl@nkf9!", true)]
    [InlineData("Contosoo1", false)]
    public void A_password_is_judged(string password, bool accepted)
    {
        User user = new()
        {
            Id = Guid.Empty, Sequence = 0, UserPrincipalName = "kim@x", DisplayName = "Kim Thompson", MailNickname = "kim", CreatedDateTime = default,
            GivenName = "Kim", Surname = "Thompson",
        };
        Assert.Equal(accepted, PasswordRules.Accepts(password, user, s_tenant));
    }
}
