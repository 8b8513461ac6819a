using SsprTools.Sandbox.Pages;
using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>Small rules without a page: numbers (graph.md 1.6, 3.2), questions (3.1), encoding.</summary>
public sealed class TextRuleTests
{
    [Theory]
    [InlineData("1", "(206) 555-0100", "+1 2065550100")]
    [InlineData("44", "07700 900104", "+44 7700900104")]
    [InlineData("1", "abc", null)]
    [InlineData("", "2065550100", null)]
    [InlineData("1", "12345678901234567", null)]
    public void A_number_is_stored_in_Graphs_form(string country, string typed, string? stored) => Assert.Equal(stored, PhoneText.Stored(country, typed));

    [Theory]
    [InlineData("+1 2065550100", true)]
    [InlineData("+12065550100", true)]
    [InlineData("0012065550100", true)]
    [InlineData("2065550100", true)]
    [InlineData("(206) 555 0100", true)]
    [InlineData("5550100", false)]
    [InlineData("00", false)]
    [InlineData("", false)]
    [InlineData("2065550100x1", false)]
    public void A_number_must_be_typed_in_full(string typed, bool whole) => Assert.Equal(whole, PhoneText.IsWhole(typed, "+1 2065550100"));

    [Fact]
    public void Numbers_and_addresses_are_masked()
    {
        Assert.Equal("+44 ********04", PhoneText.Masked("+44 7700900104"));
        Assert.Equal("**********04", PhoneText.Masked("447700900104"));
        Assert.Equal("p****@example.com", MailText.Masked("private@example.com"));
    }

    [Fact]
    public void Thirty_five_questions_are_predefined_graph_3_1()
    {
        Assert.Equal(35, SecurityQuestionRules.Predefined.Distinct().Count());
        Assert.All(SecurityQuestionRules.Predefined, question => Assert.True(question.Length <= SecurityQuestionRules.MaxQuestion));
    }

    [Fact]
    public void A_question_may_not_be_there_twice_graph_3_1()
    {
        string first = SecurityQuestionRules.Predefined[0];
        string second = SecurityQuestionRules.Predefined[1];
        Assert.Contains("question", SecurityQuestionRules.Problem([(first, "one"), (first, "two")], [first, second], 2), StringComparison.Ordinal);
        Assert.Contains("answer", SecurityQuestionRules.Problem([(first, "one"), (second, "ONE ")], [first, second], 2), StringComparison.Ordinal);
        Assert.NotNull(SecurityQuestionRules.Problem([(first, "one")], [first, second], 2));
        Assert.NotNull(SecurityQuestionRules.Problem([(first, "one"), ("made up", "two")], [first, second], 2));
        Assert.Null(SecurityQuestionRules.Problem([(first, "one"), (second, "two")], [first, second], 2));
    }

    [Fact]
    public void Holes_are_encoded_and_markup_is_not()
    {
        string text = "<&\"'";
        Markup inner = Markup.Html($"<b>{text}</b>");
        Assert.Equal("<p title=\"&lt;&amp;&quot;&#x27;\"><b>&lt;&amp;&quot;&#x27;</b>7</p>", Markup.Html($"<p title=\"{text}\">{inner}{7}</p>").ToString());
    }

    [Fact]
    public void A_code_is_six_digits_and_good_for_five_minutes_graph_3_2()
    {
        DateTimeOffset now = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        SentCode sent = SentCode.Make(now);
        Assert.Matches("^[0-9]{6}$", sent.Code);
        Assert.Equal(CodeVerdict.Right, sent.Judge($" {sent.Code[..3]} {sent.Code[3..]} ", now + SentCode.Lifetime));
        Assert.Equal(CodeVerdict.Expired, sent.Judge(sent.Code, now + SentCode.Lifetime + TimeSpan.FromTicks(1)));
        Assert.Equal(CodeVerdict.Wrong, sent.Judge("", now));
        Assert.Equal(CodeVerdict.Wrong, sent.Judge(sent.Code + "0", now));
    }
}
