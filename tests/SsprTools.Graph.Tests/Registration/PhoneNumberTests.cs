using SsprTools.Graph.Registration;
using Xunit;

namespace SsprTools.Graph.Tests.Registration;

/// <summary>facts/graph.md 1.6: <c>+{country} {number}[x{ext}]</c>, the blank is required.</summary>
public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+1 2065550100", "+1 2065550100")]
    [InlineData("+12065550100", "+1 2065550100")]
    [InlineData(" +1 (206) 555-0100 ", "+1 2065550100")]
    [InlineData("+1.206.555.0100", "+1 2065550100")]
    [InlineData("+49 89 1234567", "+49 891234567")]
    [InlineData("+44 (0)20 7946 0000", "+44 2079460000")]
    [InlineData("+7 495 1234567", "+7 4951234567")]
    [InlineData("+353 1 234 5678", "+353 12345678")]
    [InlineData("+971501234567", "+971 501234567")]
    [InlineData("+1 2065550100x123", "+1 2065550100x123")]
    public void Brings_what_people_write_into_Graphs_form(string text, string expected) =>
        Assert.Equal(expected, PhoneNumber.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("2065550100")]
    [InlineData("0049 89 1234567")]
    [InlineData("+")]
    [InlineData("+0 123456789")]
    [InlineData("+1 206555010")]
    [InlineData("+1 20655501000")]
    [InlineData("+49 12")]
    [InlineData("+49 12345678901234567")]
    [InlineData("+1 206555CALL")]
    [InlineData("+1 2065550100x")]
    [InlineData("+1 2065550100x12a")]
    [InlineData("+1 2065550100x12345678901")]
    [InlineData("+١ ٢٠٦٥٥٥٠١٠٠")]
    public void Refuses_what_is_no_number(string text) =>
        Assert.Equal(SsprErrorId.InvalidPhoneNumber, Assert.Throws<SsprException>(() => PhoneNumber.Parse(text)).ErrorId);

    [Theory]
    [InlineData("+1 2065550100", true)]
    [InlineData("+12065550100", true)]
    [InlineData("+1 2065550101", false)]
    [InlineData("+1 2065550100x1", false)]
    [InlineData(null, false)]
    public void Compares_numbers_and_not_their_spelling(string? other, bool same) =>
        Assert.Equal(same, PhoneNumber.Parse("+1 2065550100").IsSameAs(other));
}
