using SsprTools.Graph.Directory;
using Xunit;

namespace SsprTools.Graph.Tests.Directory;

/// <summary>facts/graph.md 3.3.</summary>
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("Kf7-mWqx")]
    [InlineData("kf7 mwqx hrtv")]
    [InlineData("KF7MWQXhrtv")]
    public void Accepts_three_of_the_four_kinds(string password) => Assert.Empty(PasswordRules.Check(password, []));

    [Theory]
    [InlineData("Kf7-mWq", "7 characters")]
    [InlineData("kfmwqxhrtv", "1 of the four kinds")]
    [InlineData("kfmwqx7hrtv", "2 of the four kinds")]
    [InlineData("Kf7-mWqxé", "ASCII")]
    [InlineData("Kf7-mWqx\t", "ASCII")]
    [InlineData("Password1!", "word that everybody tries")]
    [InlineData("P@$$w0rd1", "word that everybody tries")]
    public void Says_what_is_wrong(string password, string expected) => Assert.Contains(PasswordRules.Check(password, []), problem => problem.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Refuses_more_than_256_characters()
    {
        Assert.Empty(PasswordRules.Check(string.Concat(Enumerable.Repeat("Kf7-", 64)), []));
        Assert.NotEmpty(PasswordRules.Check(string.Concat(Enumerable.Repeat("Kf7-", 64)) + "x", []));
    }

    [Theory]
    [InlineData("xM0nica-7-qwf", "Monica Thompson")]
    [InlineData("xThomps0n77q", "Monica Thompson")]
    [InlineData("C0nt0$o-Kf7w", "Contoso")]
    public void Refuses_names_however_written(string password, string term) =>
        Assert.Contains("name", Assert.Single(PasswordRules.Check(password, [term])), StringComparison.Ordinal);

    [Fact]
    public void Names_below_four_letters_do_not_count() => Assert.Empty(PasswordRules.Check("Bob7-mWqxkf", ["Bob"]));

    [Theory]
    [InlineData("C0ntos0Blank12", 4)]
    [InlineData("ContoS0Bl@nkf9!", 5)]
    public void Scores_as_in_Microsofts_examples(string password, int score) => Assert.Equal(score, PasswordRules.Score(password, ["contoso", "blank"]));

    [Fact]
    public void No_problem_repeats_the_password() =>
        Assert.DoesNotContain(PasswordRules.Check("password", ["pass"]), problem => problem.Contains("password", StringComparison.OrdinalIgnoreCase));
}
