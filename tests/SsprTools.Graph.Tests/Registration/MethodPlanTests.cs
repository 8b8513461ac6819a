using SsprTools.Graph.Registration;
using Xunit;

namespace SsprTools.Graph.Tests.Registration;

public sealed class MethodPlanTests
{
    private const string User = "kim@contoso.com";

    [Fact]
    public void Mobile_is_written_before_alternate_mobile()
    {
        var changes = MethodPlanner.Plan(User, [], WantedMethods.Parse("+1 2065550100", "+1 2065550101", null, "kim@example.com").Goals, force: false);

        Assert.Equal([MethodKind.MobilePhone, MethodKind.AlternateMobilePhone, MethodKind.Email], changes.Select(change => change.Kind));
        Assert.All(changes, change => Assert.False(change.IsUnchanged));
    }

    [Fact]
    public void An_alternate_mobile_alone_is_refused() => Assert.Equal(
        SsprErrorId.MethodOrder,
        Assert.Throws<SsprException>(() => MethodPlanner.Plan(User, [], WantedMethods.Parse(null, "+1 2065550101", null, null).Goals, force: true)).ErrorId);

    [Fact]
    public void The_same_value_is_no_change()
    {
        var change = Assert.Single(MethodPlanner.Plan(User, [Held(MethodKind.MobilePhone, "+1 2065550100")], WantedMethods.Parse("+12065550100", null, null, null).Goals, force: false));

        Assert.True(change.IsUnchanged);
    }

    [Fact]
    public void Another_value_needs_force()
    {
        UserMethod[] held = [Held(MethodKind.Email, "old@example.com")];
        var wanted = WantedMethods.Parse(null, null, null, "new@example.com").Goals;

        Assert.Equal(SsprErrorId.MethodDiffers, Assert.Throws<SsprException>(() => MethodPlanner.Plan(User, held, wanted, force: false)).ErrorId);
        Assert.Equal("old@example.com", Assert.Single(MethodPlanner.Plan(User, held, wanted, force: true)).Before);
    }

    [Fact]
    public void An_alternate_mobile_waits_for_the_mobile_that_is_added_with_it()
    {
        var changes = MethodPlanner.Plan(User, [], WantedMethods.Parse("+1 2065550100", "+1 2065550101", null, null).Goals, force: false);

        Assert.Equal([false, true], changes.Select(change => change.IsSecond));
    }

    [Fact]
    public void A_mobile_is_removed_after_the_alternate_one()
    {
        UserMethod[] held = [Held(MethodKind.MobilePhone, "+1 2065550100"), Held(MethodKind.AlternateMobilePhone, "+1 2065550101")];

        var changes = MethodPlanner.Plan(User, held, MethodGoal.Removal([MethodKind.MobilePhone, MethodKind.AlternateMobilePhone]), force: false);

        Assert.Equal([MethodKind.AlternateMobilePhone, MethodKind.MobilePhone], changes.Select(change => change.Kind));
        Assert.Equal([false, true], changes.Select(change => change.IsSecond));
        Assert.Equal(["Remove AlternateMobilePhone +1 2065550101", "Remove MobilePhone +1 2065550100"], changes.Select(change => change.Describe()));
    }

    [Fact]
    public void A_mobile_is_not_removed_from_under_an_alternate_one()
    {
        UserMethod[] held = [Held(MethodKind.MobilePhone, "+1 2065550100"), Held(MethodKind.AlternateMobilePhone, "+1 2065550101")];

        var error = Assert.Throws<SsprException>(() => MethodPlanner.Plan(User, held, MethodGoal.Removal([MethodKind.MobilePhone]), force: true));

        Assert.Equal(SsprErrorId.MethodOrder, error.ErrorId);
    }

    [Fact]
    public void What_is_not_there_is_removed_already() =>
        Assert.Equal(ChangeStatus.Unchanged, Assert.Single(MethodPlanner.Plan(User, [], MethodGoal.Removal([MethodKind.Email]), force: false)).Done);

    [Theory]
    [InlineData(MethodKind.Password)]
    [InlineData(MethodKind.Fido2)]
    [InlineData(MethodKind.Other)]
    public void Only_phones_and_email_are_removed(MethodKind kind) =>
        Assert.Equal(SsprErrorId.InvalidArgument, Assert.Throws<SsprException>(() => MethodGoal.Removal([MethodKind.Email, kind])).ErrorId);

    [Theory]
    [InlineData(null, "+1 2065550101", "+1 2065550101", ChangeStatus.Removed)]
    [InlineData("+1 2065550100", "+1 2065550101", "+1 2065550101", ChangeStatus.Updated)]
    [InlineData("+1 2065550100", null, null, ChangeStatus.Created)]
    [InlineData("+1 2065550100", "+1 2065550101", "+1 2065550100", ChangeStatus.Unchanged)]
    [InlineData(null, "+1 2065550101", null, ChangeStatus.Unchanged)]
    public void Undoing_brings_back_what_was_before(string? before, string? after, string? now, ChangeStatus expected)
    {
        UserMethod[] held = now is null ? [] : [Held(MethodKind.MobilePhone, now)];

        var change = Assert.Single(MethodPlanner.PlanUndo(User, held, [Entry(before, after)], force: false));

        Assert.Equal(expected, change.Done);
        Assert.Equal(before, change.After);
    }

    [Fact]
    public void Undoing_leaves_what_was_changed_since()
    {
        UserMethod[] held = [Held(MethodKind.MobilePhone, "+1 2065550177")];

        Assert.Equal(SsprErrorId.MethodDiffers, Assert.Throws<SsprException>(() => MethodPlanner.PlanUndo(User, held, [Entry(null, "+1 2065550101")], force: false)).ErrorId);
        Assert.Equal(ChangeStatus.Removed, Assert.Single(MethodPlanner.PlanUndo(User, held, [Entry(null, "+1 2065550101")], force: true)).Done);
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

    private static MethodJournalEntry Entry(string? before, string? after) => new() { User = User, Method = MethodKind.MobilePhone, Before = before, After = after };

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
