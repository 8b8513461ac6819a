using SsprTools.Graph.Directory;
using Xunit;

namespace SsprTools.Graph.Tests.Directory;

/// <summary>facts/graph.md 1.2.</summary>
public sealed class UserPrincipalNamesTests
{
    private static readonly TenantInfo s_tenant = new()
    {
        Domains = [new("contoso.onmicrosoft.com", true, false), new("contoso.com", false, false), new("fabrikam.com", false, true)],
    };

    [Theory]
    [InlineData("MonicaT", "MonicaT@contoso.onmicrosoft.com")]
    [InlineData(" MonicaT ", "MonicaT@contoso.onmicrosoft.com")]
    [InlineData("MonicaT@Contoso.COM", "MonicaT@contoso.com")]
    [InlineData("o'neil.a-b_c!d#e^f~1", "o'neil.a-b_c!d#e^f~1@contoso.onmicrosoft.com")]
    public void Completes(string given, string expected) => Assert.Equal(expected, UserPrincipalNames.Complete(given, s_tenant));

    [Theory]
    [InlineData("")]
    [InlineData("@contoso.com")]
    [InlineData("monica t")]
    [InlineData("mönica")]
    [InlineData("a+b")]
    [InlineData("a/b")]
    [InlineData("a@b@contoso.com")]
    [InlineData("a@")]
    public void Refuses_what_is_no_name(string given) =>
        Assert.Equal(SsprErrorId.InvalidUserPrincipalName, Assert.Throws<SsprException>(() => UserPrincipalNames.Complete(given, s_tenant)).ErrorId);

    [Fact]
    public void Counts_the_letters()
    {
        Assert.StartsWith("aaa", UserPrincipalNames.Complete(new string('a', 64), s_tenant), StringComparison.Ordinal);
        Assert.Equal(SsprErrorId.InvalidUserPrincipalName, Assert.Throws<SsprException>(() => UserPrincipalNames.Complete(new string('a', 65), s_tenant)).ErrorId);
        Assert.Equal(
            SsprErrorId.InvalidUserPrincipalName,
            Assert.Throws<SsprException>(() => UserPrincipalNames.Complete("a@" + new string('b', 45) + ".com", s_tenant)).ErrorId);
    }

    [Fact]
    public void An_unknown_domain_is_answered_with_those_known()
    {
        var error = Assert.Throws<SsprException>(() => UserPrincipalNames.Complete("a@contosso.com", s_tenant));

        Assert.Equal(SsprErrorId.UnknownDomain, error.ErrorId);
        Assert.Contains("contoso.com", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_federated_domain_is_refused_without_naming_it_as_a_way_out()
    {
        var error = Assert.Throws<SsprException>(() => UserPrincipalNames.Complete("a@fabrikam.com", s_tenant));

        Assert.Equal(SsprErrorId.UnknownDomain, error.ErrorId);
        Assert.DoesNotContain("fabrikam", error.RecommendedAction, StringComparison.Ordinal);
    }
}
