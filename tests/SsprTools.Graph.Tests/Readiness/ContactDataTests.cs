using SsprTools.Graph.Facts;
using SsprTools.Graph.Readiness;
using Xunit;

namespace SsprTools.Graph.Tests.Readiness;

/// <summary>What of an account reset accepts without registration: facts/graph.md 1.6, 3.8.</summary>
public sealed class ContactDataTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly PersonRow s_guest = new() { Id = "1", UserPrincipalName = "pat_example.org#EXT#@contoso.com", Mail = "pat@example.org" };

    [Fact]
    public void A_guest_without_a_home_directory_has_the_address_used_to_register() =>
        Assert.Equal([ResetMethod.Email], Of(s_guest, Known(AccountHome.NoHomeDirectory)).Value);

    [Theory]
    [InlineData(AccountHome.ThisTenant)]
    [InlineData(AccountHome.AnotherTenant)]
    public void The_mailbox_of_anybody_else_is_no_reset_method(AccountHome home) => Assert.Empty(Of(s_guest, Known(home)).Value!);

    [Fact]
    public void Where_it_hangs_on_a_home_that_is_not_known_it_is_not_known() =>
        Assert.Equal("no answer.", Of(s_guest, Fact<AccountHome>.Unknown("no answer.")).WhyUnknown);

    [Fact]
    public void An_alternate_address_does_not_hang_on_it() =>
        Assert.Equal([ResetMethod.Email], Of(s_guest with { OtherMails = ["private@example.net"] }, Fact<AccountHome>.Unknown("no answer.")).Value);

    private static Fact<AccountHome> Known(AccountHome home) => Fact<AccountHome>.Known(home, "identities", s_now);

    private static Fact<IReadOnlyList<ResetMethod>> Of(PersonRow row, Fact<AccountHome> home) => ContactData.Of(row, home, s_now);
}
