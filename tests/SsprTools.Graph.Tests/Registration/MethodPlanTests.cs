using SsprTools.Graph.Directory;
using SsprTools.Graph.Registration;
using Xunit;

namespace SsprTools.Graph.Tests.Registration;

public sealed class MethodPlanTests
{
    private static readonly DirectoryUser s_user = new() { Id = "id", UserPrincipalName = "kim@contoso.com" };

    [Fact]
    public void Mobile_is_written_before_alternate_mobile()
    {
        var changes = MethodWriter.Plan(s_user, [], WantedMethods.Parse("+1 2065550100", "+1 2065550101", null, "kim@example.com"), force: false);

        Assert.Equal([MethodKind.MobilePhone, MethodKind.AlternateMobilePhone, MethodKind.Email], changes.Select(change => change.Kind));
        Assert.All(changes, change => Assert.False(change.IsUnchanged));
    }

    [Fact]
    public void An_alternate_mobile_alone_is_refused() => Assert.Equal(
        SsprErrorId.MethodOrder,
        Assert.Throws<SsprException>(() => MethodWriter.Plan(s_user, [], WantedMethods.Parse(null, "+1 2065550101", null, null), force: true)).ErrorId);

    [Fact]
    public void The_same_value_is_no_change()
    {
        var change = Assert.Single(MethodWriter.Plan(s_user, [Held(MethodKind.MobilePhone, "+1 2065550100")], WantedMethods.Parse("+12065550100", null, null, null), force: false));

        Assert.True(change.IsUnchanged);
    }

    [Fact]
    public void Another_value_needs_force()
    {
        UserMethod[] held = [Held(MethodKind.Email, "old@example.com")];
        var wanted = WantedMethods.Parse(null, null, null, "new@example.com");

        Assert.Equal(SsprErrorId.MethodDiffers, Assert.Throws<SsprException>(() => MethodWriter.Plan(s_user, held, wanted, force: false)).ErrorId);
        Assert.Equal("old@example.com", Assert.Single(MethodWriter.Plan(s_user, held, wanted, force: true)).Before);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a@b")]
    [InlineData("Kim <kim@example.com>")]
    [InlineData("kim@example.com.")]
    [InlineData("kim@@example.com")]
    public void Refuses_what_is_no_address(string text) =>
        Assert.Equal(SsprErrorId.InvalidEmailAddress, Assert.Throws<SsprException>(() => WantedMethods.Parse(null, null, null, text)).ErrorId);

    [Fact]
    public void A_row_without_methods_is_refused() =>
        Assert.Equal(SsprErrorId.InvalidArgument, Assert.Throws<SsprException>(() => WantedMethods.Parse("", " ", null, null)).ErrorId);

    [Fact]
    public void A_mobile_phone_has_no_extension() =>
        Assert.Equal(SsprErrorId.InvalidPhoneNumber, Assert.Throws<SsprException>(() => WantedMethods.Parse("+1 2065550100x1", null, null, null)).ErrorId);

    private static UserMethod Held(MethodKind kind, string value) => new()
    {
        UserId = "id",
        UserPrincipalName = "kim@contoso.com",
        Method = kind,
        Value = value,
        MethodId = "m",
        GraphType = "x",
    };
}
