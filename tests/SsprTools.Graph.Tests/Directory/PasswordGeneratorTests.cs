using SsprTools.Graph.Directory;
using Xunit;

namespace SsprTools.Graph.Tests.Directory;

public sealed class PasswordGeneratorTests
{
    private static readonly string[] s_made = [.. Enumerable.Range(0, 2000).Select(_ => PasswordGenerator.Create(["Monica Thompson", "Contoso"]).Reveal())];

    [Fact]
    public void Every_password_is_long_and_by_the_rules() => Assert.All(s_made, password =>
    {
        Assert.True(password.Length >= 16);
        Assert.Empty(PasswordRules.Check(password, ["Monica Thompson", "Contoso"]));
        Assert.Contains(password, char.IsAsciiLetterLower);
        Assert.Contains(password, char.IsAsciiLetterUpper);
        Assert.Contains(password, char.IsAsciiDigit);
    });

    [Fact]
    public void No_letter_looks_like_another() => Assert.All(s_made, password => Assert.DoesNotContain(password, letter => "0Oo1lIi5Ss2Zz8B".Contains(letter, StringComparison.Ordinal)));

    [Fact]
    public void No_two_are_alike() => Assert.Equal(s_made.Length, s_made.Distinct().Count());

    [Fact]
    public void Every_place_takes_every_kind()
    {
        foreach (var place in Enumerable.Range(0, 19).Where(place => place % 5 != 4))
        {
            Assert.Contains(s_made, password => char.IsAsciiLetterLower(password[place]));
            Assert.Contains(s_made, password => char.IsAsciiLetterUpper(password[place]));
            Assert.Contains(s_made, password => char.IsAsciiDigit(password[place]));
        }
    }

    [Fact]
    public void A_secret_shows_itself_to_nobody()
    {
        var plan = new TestUserPlan { UserPrincipalName = "a@b", DisplayName = "a", Until = default, Password = new Secret("Kf7-mWqx") };

        Assert.DoesNotContain("Kf7", plan.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kf7", System.Text.Json.JsonSerializer.Serialize(plan), StringComparison.Ordinal);
        Assert.DoesNotContain("Kf7", plan.Describe(), StringComparison.Ordinal);
    }
}
