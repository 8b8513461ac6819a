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
    [InlineData("+49 (0)89/123 45 67", "+49 891234567")]
    [InlineData("+61 0412 345 678", "+61 412345678")]
    [InlineData("+39 06 1234 5678", "+39 0612345678")]
    [InlineData("+39 (0)6 1234 5678", "+39 0612345678")]
    [InlineData("+34 (0)911 23 45 67", "+34 911234567")]
    [InlineData("+65 (0)9123 4567", "+65 91234567")]
    [InlineData("+ (49) 89 1234567", "+49 891234567")]
    [InlineData("+41\u00a044 668 18 00", "+41 446681800")]
    [InlineData("+800 1234 5678", "+800 12345678")]
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
    [InlineData("+1 5550100")]
    [InlineData("+999 123456789")]
    [InlineData("+33 6 12 34 56")]
    [InlineData("+44 77009001234567")]
    [InlineData("+ ")]
    [InlineData("++1 2065550100")]
    [InlineData("+1 206 555 0100; DROP TABLE")]
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
    [InlineData("+49 891234567", true)]
    [InlineData("+1 1111111111", false)]
    [InlineData("+44 7700900123", false)]
    public void Knows_which_numbers_no_plan_has(string text, bool known) => Assert.Equal(known, PhoneNumber.Parse(text).IsInNumberingPlan);

    [Theory]
    [InlineData("+1 2065550100", true)]
    [InlineData("+49 891234567", true)]
    [InlineData("+44 7700900123", true)]
    [InlineData("+1 206555010", false)]
    [InlineData("+12065550100", false)]
    [InlineData("+1 206-555-0100", false)]
    [InlineData("+1 2065550100x12", false)]
    [InlineData("2065550100", false)]
    [InlineData("+999 123456789", false)]
    [InlineData("+49 12345678901234567", false)]
    [InlineData("", false)]
    public void Tells_the_form_that_reset_takes(string text, bool taken) => Assert.Equal(taken, PhoneNumber.IsInForm(text));

    [Theory]
    [InlineData("+1 2065550100", true)]
    [InlineData("+12065550100", true)]
    [InlineData("+1 2065550101", false)]
    [InlineData("+1 2065550100x1", false)]
    [InlineData(null, false)]
    public void Compares_numbers_and_not_their_spelling(string? other, bool same) =>
        Assert.Equal(same, PhoneNumber.Parse("+1 2065550100").IsSameAs(other));
}
