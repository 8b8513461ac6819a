using SsprTools.Graph.Registration;
using Xunit;

namespace SsprTools.Graph.Tests.Registration;

/// <summary>That the report agrees must never rest on a word that one of the two lists cannot say.</summary>
public sealed class LiveComparisonTests
{
    [Theory]
    [InlineData("mobilePhone,email", "MobilePhone,Email,Password", false, "", "", "")]
    [InlineData("", "Password", false, "", "", "")]
    [InlineData("mobilePhone", "MobilePhone,Email", true, "Email", "", "")]
    [InlineData("mobilePhone,email", "MobilePhone", true, "", "email", "")]
    [InlineData("email", "MobilePhone", true, "MobilePhone", "email", "")]
    [InlineData("microsoftAuthenticatorPush,softwareOneTimePasscode", "MicrosoftAuthenticator", false, "", "", "")]
    [InlineData("microsoftAuthenticatorPush", "MicrosoftAuthenticator,SoftwareOath", false, "", "", "")]
    [InlineData("softwareOneTimePasscode", "Password", true, "", "softwareOneTimePasscode", "")]
    [InlineData("mobilePhone,securityQuestion", "MobilePhone", false, "", "", "securityQuestion")]
    [InlineData("mobilePhone,newWord", "MobilePhone", null, "", "", "newWord")]
    [InlineData("mobilePhone", "MobilePhone,Other", null, "", "", "qrCodePinAuthenticationMethod")]
    [InlineData("mobilePhone,newWord", "Email", true, "Email", "mobilePhone", "newWord")]
    public void Differences_are_named_on_both_sides(string report, string held, bool? lags, string onlyLive, string onlyReported, string notCompared)
    {
        var row = Compare(Words(report), held);

        Assert.Equal(lags, row.ReportLags);
        Assert.Equal(Words(onlyLive), row.OnlyLive);
        Assert.Equal(Words(onlyReported), row.OnlyReported);
        Assert.Equal(Words(notCompared), row.NotCompared);
    }

    [Fact]
    public void Of_whom_the_report_does_not_have_nothing_lags_and_nothing_agrees()
    {
        var row = Compare(null, "MobilePhone");

        Assert.Null(row.ReportLags);
        Assert.Equal(["MobilePhone"], row.LiveMethods);
    }

    private static string[] Words(string text) => text.Length == 0 ? [] : text.Split(',');

    private static LiveRegistration Compare(string[]? report, string held) => LiveComparison.Of(
        new LiveRegistration { Id = "1", UserPrincipalName = "a@b", MethodsRegistered = report },
        [.. Words(held).Select(kind => new UserMethod
        {
            UserId = "1",
            UserPrincipalName = "a@b",
            Method = Enum.Parse<MethodKind>(kind),
            MethodId = kind,
            GraphType = kind == "Other" ? "qrCodePinAuthenticationMethod" : kind,
        })],
        DateTimeOffset.UnixEpoch);
}
