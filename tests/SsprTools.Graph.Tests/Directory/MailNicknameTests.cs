using SsprTools.Graph.Directory;
using Xunit;

namespace SsprTools.Graph.Tests.Directory;

/// <summary>facts/graph.md 1.3.</summary>
public sealed class MailNicknameTests
{
    [Theory]
    [InlineData("SSPRTesters", "SSPRTesters")]
    [InlineData("SSPR Testers (wave 1), \"x\"", "SSPRTesterswave1x")]
    [InlineData("o'neil.a@b;c:<d>[e]\\", "oneilabcde")]
    public void Keeps_what_every_reading_allows(string name, string expected) => Assert.Equal(expected, MailNickname.From(name));

    [Fact]
    public void Is_64_letters_at_most() => Assert.Equal(64, MailNickname.From(new string('a', 100)).Length);

    [Fact]
    public void A_name_in_another_script_gets_the_same_nickname_each_time()
    {
        Assert.Matches("^sspr-[0-9A-F]{12}$", MailNickname.From("Тестировщики"));
        Assert.Equal(MailNickname.From("Тест"), MailNickname.From("Тест"));
        Assert.NotEqual(MailNickname.From("Тест"), MailNickname.From("Тесты"));
    }
}
