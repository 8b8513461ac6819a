using System.Text.Json;
using SsprTools.Graph.Registration;
using Xunit;

namespace SsprTools.Graph.Tests.Registration;

/// <summary>Rows share what they have in common, and nobody may notice.</summary>
public sealed class RegistrationJsonTests
{
    [Fact]
    public void Every_value_of_a_row_arrives()
    {
        var row = Read("""
            {"id":"1","userPrincipalName":"a@b","userDisplayName":"A","userType":"member","isAdmin":true,"isSsprEnabled":false,"isSsprRegistered":true,
             "isSsprCapable":false,"methodsRegistered":["email"],"lastUpdatedDateTime":"2026-01-02T03:04:05Z","isMfaCapable":true}
            """);

        Assert.Equal(("1", "a@b", "A", "member"), (row.Id, row.UserPrincipalName, row.DisplayName, row.UserType));
        Assert.Equal((true, false, true, false), (row.IsAdmin, row.IsSsprEnabled, row.IsSsprRegistered, row.IsSsprCapable));
        Assert.Equal(["email"], row.MethodsRegistered);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), row.ReportUpdatedDateTime);
    }

    [Fact]
    public void What_the_report_does_not_say_is_unknown()
    {
        var row = Read("""{"id":"1","isSsprEnabled":null,"userType":null,"methodsRegistered":null}""");

        Assert.Null(row.IsSsprEnabled);
        Assert.Null(row.IsSsprRegistered);
        Assert.Null(row.UserType);
        Assert.Empty(row.MethodsRegistered);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""["mobilePhone"]""")]
    [InlineData("""["email","mobilePhone"]""")]
    [InlineData("""["mobilePhone","email"]""")]
    [InlineData("""["externalAuthMethod","mobilePhone","mobilePhone"]""")]
    [InlineData("""["mobilePhone","somethingNew","email"]""")]
    [InlineData("""["MobilePhone"]""")]
    [InlineData("""["m\u006fbilePhone"]""")]
    [InlineData("""["mobilePhone","alternateMobilePhone","officePhone","email","securityQuestion","microsoftAuthenticatorPush","softwareOneTimePasscode","fido2SecurityKey","qrCode","passKeySynced","temporaryAccessPass","windowsHelloForBusiness","hardwareOneTimePasscode"]""")]
    public void Words_come_out_as_they_are_in_their_order(string json)
    {
        var wanted = JsonSerializer.Deserialize<string[]>(json)!;

        Assert.Equal(wanted, Methods(json));
        // The second time from what is shared.
        Assert.Equal(wanted, Methods(json));
    }

    [Fact]
    public void The_same_combination_is_one_list_and_nobody_can_change_it()
    {
        var list = Methods("""["email","mobilePhone"]""");

        Assert.Same(list, Methods("""["email","mobilePhone"]"""));
        Assert.NotSame(list, Methods("""["mobilePhone","email"]"""));
        Assert.Throws<NotSupportedException>(() => ((IList<string>)list).Add("x"));
        Assert.Throws<NotSupportedException>(() => ((IList<string>)Methods("""["new"]""")).Add("x"));
    }

    [Theory]
    [InlineData("\"email\"")]
    [InlineData("[1]")]
    [InlineData("[[\"email\"]]")]
    public void What_is_no_list_of_words_is_an_error(string json) => Assert.Throws<JsonException>(() => Methods(json));

    [Theory]
    [InlineData("guest")]
    [InlineData("Member")]
    [InlineData("somethingNew")]
    public void User_types_come_out_as_they_are(string type) => Assert.Equal(type, Read($$"""{"userType":"{{type}}"}""").UserType);

    private static IReadOnlyList<string> Methods(string json) => Read($$"""{"methodsRegistered":{{json}}}""").MethodsRegistered;

    private static RegistrationRow Read(string json) => JsonSerializer.Deserialize(json, RegistrationJson.Default.RegistrationRow)!;
}
