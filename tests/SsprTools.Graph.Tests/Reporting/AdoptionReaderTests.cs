using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Reporting;
using Xunit;

namespace SsprTools.Graph.Tests.Reporting;

/// <summary>What cannot be read is unknown with its reason, never a zero; what breaks off is an error.</summary>
public sealed class AdoptionReaderTests : IDisposable
{
    private const string Users = "GET /v1.0/users?$select";
    private const string Report = "GET /v1.0/reports/authenticationMethods/userRegistrationDetails";
    private const string Audits = "GET /v1.0/auditLogs/directoryAudits";
    private const string MethodsPolicy = "GET /v1.0/policies/authenticationMethodsPolicy";
    private const string Forbidden = """{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}}""";
    private const string NoPremium = """{"error":{"code":"Authentication_RequestFromNonPremiumTenantOrB2CTenant","message":"No premium"}}""";

    private readonly Wire _wire = new();
    private readonly SsprConnection _connection;

    public AdoptionReaderTests()
    {
        // A budget of its own for each test: 5 requests in 10 seconds would make them wait for one another.
        var token = $"x.{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($$"""{"tid":"{{Guid.NewGuid()}}"}""")).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.x";
        _connection = SsprConnection.FromAccessToken(token, CloudEnvironment.Global, new InstantClock(), _wire);
        _wire.On("GET ", 403, Forbidden)
            .On(Users, 200, $$"""{"value":[{{User(1)}},{{User(2)}},{{User(3)}},{{User(4, "false")}},{{User(5, "true", "Guest")}}]}""")
            .On(Report, 200, $$"""{"value":[{{Row(1, "true", "true")}},{{Row(2, "true", "false")}},{{Row(9, "true", "true")}}]}""")
            .On(Audits, 200, $$"""{"value":[{{Event(1, "Reset password (self-service)")}},{{Event(1, "Reset password (self-service)")}},{{Event(2, "Reset password (by admin)")}},{{Event(2, "Reset password (self-service)", "failure")}},{{Event(4, "Reset password (by admin)")}}]}""")
            .On(MethodsPolicy, 200, """{"policyMigrationState":"migrationComplete","authenticationMethodConfigurations":[{"@odata.type":"#microsoft.graph.emailAuthenticationMethodConfiguration","id":"Email","state":"enabled","excludeTargets":[],"includeTargets":[{"id":"all_users","targetType":"group"}]}]}""");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _wire.Dispose();
    }

    [Fact]
    public async Task Counts_the_stages_and_who_was_left_out()
    {
        var all = Assert.Single(await ReadAsync());

        Assert.Equal((3, 2, 1, 1), (all.Users, all.InScope, all.Registered, all.Capable));
        Assert.Equal(1, all.NotInReport);
        Assert.Equal(1, all.ToRegister);
        Assert.Equal(50, all.CapablePercent);
        Assert.Equal(1, Excluded(all, "Disabled"));
        Assert.Equal(1, Excluded(all, "Guest"));
        Assert.Equal(1, Excluded(all, "Deleted"));
        Assert.Null(Excluded(all, "Shared mailbox"));
    }

    [Fact]
    public async Task Counts_users_who_reset_and_how_often_and_no_failures()
    {
        var all = Assert.Single(await ReadAsync());

        Assert.Equal((1, 2), (all.ResetBySelfService, all.SelfServiceResets));
        Assert.Equal((1, 1), (all.ResetByHelpdesk, all.HelpdeskResets));
    }

    [Fact]
    public async Task A_report_that_may_not_be_read_is_unknown_and_never_zero()
    {
        _wire.On(Report, 403, Forbidden);

        var all = Assert.Single(await ReadAsync());

        Assert.Equal(3, all.Users);
        Assert.Null(all.InScope);
        Assert.Null(all.Capable);
        Assert.Null(all.NotInReport);
        Assert.Null(all.ReportUpdatedDateTime);
        Assert.Null(all.CapablePercent);
        foreach (var figure in new[] { "InScope", "HasUsableMethods", "Registered", "Capable", "NotInReport" })
        {
            Assert.Contains("Insufficient privileges", Why(all, figure), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_a_licence_thirty_days_of_resets_are_unknown_and_seven_are_not()
    {
        _wire.On(Report, 403, NoPremium);

        var month = Assert.Single(await ReadAsync());
        var week = Assert.Single(await ReadAsync(new() { Days = 7 }));

        Assert.Null(month.ResetBySelfService);
        Assert.Contains("7 days", Why(month, "ResetBySelfService"), StringComparison.Ordinal);
        Assert.Equal(1, week.ResetBySelfService);
    }

    [Fact]
    public async Task A_log_that_may_not_be_read_leaves_the_rest_as_it_is()
    {
        _wire.On(Audits, 403, Forbidden);

        var all = Assert.Single(await ReadAsync());

        Assert.Equal(1, all.Capable);
        Assert.Null(all.ResetBySelfService);
        Assert.Null(all.HelpdeskResets);
        Assert.Contains("Insufficient", Why(all, "ResetByHelpdesk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_directory_the_report_is_counted_and_disabled_users_are_unknown()
    {
        _wire.On(Users, 403, Forbidden);

        var all = Assert.Single(await ReadAsync());

        Assert.Equal((3, 2), (all.Users, all.Capable));
        Assert.Null(Excluded(all, "Disabled"));
        Assert.Null(all.NotInReport);
        Assert.Contains("leaves out disabled", Why(all, "Users"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_directory_and_report_there_is_nothing_to_count()
    {
        _wire.On(Users, 403, Forbidden).On(Report, 403, Forbidden);

        var error = await Assert.ThrowsAnyAsync<SsprException>(() => ReadAsync());

        Assert.Equal(SsprErrorId.PermissionMissing, error.ErrorId);
    }

    [Fact]
    public async Task Without_the_directory_nobody_is_sorted_into_departments()
    {
        _wire.On(Users, 403, Forbidden);

        await Assert.ThrowsAnyAsync<SsprException>(() => ReadAsync(new() { By = AdoptionProperty.Parse("department") }));
    }

    [Fact]
    public async Task A_report_that_breaks_off_is_an_error_and_not_a_smaller_count()
    {
        _wire.On(Report, request => request.Line.Contains("skiptoken", StringComparison.Ordinal)
            ? (403, Forbidden)
            : (200, $$"""{"@odata.nextLink":"https://graph.microsoft.com/v1.0/reports/authenticationMethods/userRegistrationDetails?$skiptoken=2","value":[{{Row(1, "true", "true")}}]}"""));

        var error = await Assert.ThrowsAnyAsync<SsprException>(() => ReadAsync());

        Assert.Equal(SsprErrorId.IncompletePages, error.ErrorId);
    }

    [Fact]
    public async Task A_flag_that_the_report_leaves_out_makes_the_figure_uncertain()
    {
        _wire.On(Report, 200, $$"""{"value":[{{Row(1, "true", "true")}},{{Row(2, "true", "null")}}]}""");

        var all = Assert.Single(await ReadAsync());

        Assert.Null(all.Registered);
        Assert.Contains("between 1 and 2", Why(all, "Registered"), StringComparison.Ordinal);
        Assert.Equal(2, all.InScope);
    }

    [Theory]
    [InlineData("email", 2, true)]
    [InlineData("fido2SecurityKey", 1, true)]
    [InlineData("alternateMobilePhone", 1, true)]
    [InlineData("somethingNew", null, false)]
    [InlineData("securityQuestion", null, false)]
    public async Task A_method_counts_as_usable_if_the_policy_lets_it(string word, int? count, bool known)
    {
        // Security questions stay in the old policy, which this connection cannot read.
        _wire.On(Report, 200, $$"""{"value":[{{Row(1, "true", "true")}},{{Row(2, "true", "false", word)}}]}""");

        var all = Assert.Single(await ReadAsync());

        Assert.Equal(count, all.HasUsableMethods);
        Assert.Equal(known, all.NotKnown.All(gap => gap.Figure != "HasUsableMethods"));
    }

    [Fact]
    public async Task Is_cut_up_by_a_property_and_those_without_a_value_are_a_slice_too()
    {
        _wire.On(Users, 200, """{"value":[{"id":"00000000-0000-0000-0000-000000000001","accountEnabled":true,"department":"Sales "},{"id":"00000000-0000-0000-0000-000000000002","accountEnabled":true,"department":null},{"id":"00000000-0000-0000-0000-000000000003","accountEnabled":true,"department":"Sales"}]}""");

        var slices = await ReadAsync(new() { By = AdoptionProperty.Parse("Department") });

        Assert.Equal(["Sales", "(none)"], slices.Select(slice => slice.Slice));
        Assert.Equal([2, 1], slices.Select(slice => slice.Users!.Value));
        Assert.Equal([1, 0], slices.Select(slice => slice.Capable!.Value));
        Assert.Contains(_wire.Requests, request => request.Line.Contains("$select=id,accountEnabled,userType,department", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Somebody_in_two_groups_counts_in_both()
    {
        DirectoryGroup one = new() { Id = "g1", DisplayName = "One" };
        DirectoryGroup two = new() { Id = "g2", DisplayName = "Two" };
        _wire.On("GET /v1.0/groups/g1/transitiveMembers", 200, $$"""{"@odata.count":2,"value":[{{User(1)}},{{User(2)}}]}""")
            .On("GET /v1.0/groups/g2/transitiveMembers", 200, $$"""{"@odata.count":1,"value":[{{User(1)}}]}""");

        var slices = await ReadAsync(new() { Groups = [one, two] });

        Assert.Equal(["One", "Two"], slices.Select(slice => slice.Slice));
        Assert.Equal([2, 1], slices.Select(slice => slice.Users!.Value));
        Assert.Equal([1, 1], slices.Select(slice => slice.Capable!.Value));
        Assert.Equal([1, 1], slices.Select(slice => slice.ResetBySelfService!.Value));
        Assert.All(_wire.Requests.Where(request => request.Line.Contains("transitiveMembers", StringComparison.Ordinal)), request => Assert.Equal("eventual", request.ConsistencyLevel));
    }

    [Fact]
    public async Task Members_of_an_excluded_group_are_left_out_and_counted()
    {
        _wire.On("GET /v1.0/groups/shared/transitiveMembers", 200, """{"@odata.count":1,"value":[{"id":"00000000-0000-0000-0000-000000000001"}]}""");

        var all = Assert.Single(await ReadAsync(new() { Excluded = [new DirectoryGroup { Id = "shared", DisplayName = "Shared mailboxes" }] }));

        Assert.Equal((2, 0), (all.Users, all.Capable));
        Assert.Equal(1, Excluded(all, "Shared mailboxes"));
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("DisplayName")]
    [InlineData("user principal")]
    [InlineData("a&$filter=x")]
    [InlineData("")]
    public void Nobody_counts_by_what_names_a_person_or_is_no_property(string text) =>
        Assert.Equal(SsprErrorId.InvalidArgument, Assert.Throws<SsprException>(() => AdoptionProperty.Parse(text)).ErrorId);

    [Theory]
    [InlineData("Department", "department")]
    [InlineData("extensionattribute3", "onPremisesExtensionAttributes/extensionAttribute3")]
    [InlineData("onPremisesExtensionAttributes.extensionAttribute3", "onPremisesExtensionAttributes/extensionAttribute3")]
    [InlineData("extension_0a1b_costCenter", "extension_0a1b_costCenter")]
    public void A_property_is_known_whatever_its_case(string text, string path) => Assert.Equal(path, AdoptionProperty.Parse(text).Path);

    private static string User(int number, string enabled = "true", string type = "Member") =>
        $$"""{"id":"00000000-0000-0000-0000-{{number:000000000000}}","accountEnabled":{{enabled}},"userType":"{{type}}"}""";

    private static string Row(int number, string enabled, string registered, params string[] methods) =>
        $$"""{"id":"00000000-0000-0000-0000-{{number:000000000000}}","userPrincipalName":"u{{number}}@contoso.com","userType":"member","isAdmin":false,"isSsprEnabled":{{enabled}},"isSsprRegistered":{{registered}},"isSsprCapable":{{registered}},"methodsRegistered":[{{string.Join(',', methods.Select(word => $"\"{word}\""))}}],"lastUpdatedDateTime":"2026-11-20T00:00:00Z"}""";

    private static string Event(int number, string activity, string result = "success") =>
        $$"""{"id":"{{Guid.NewGuid()}}","activityDisplayName":"{{activity}}","activityDateTime":"2026-11-20T00:00:00Z","loggedByService":"Self-service Password Management","result":"{{result}}","targetResources":[{"id":"00000000-0000-0000-0000-{{number:000000000000}}","type":"User","userPrincipalName":"u{{number}}@contoso.com"}]}""";

    private static int? Excluded(SsprAdoption count, string reason) => count.Excluded.Single(excluded => excluded.Reason == reason).Count;

    private static string Why(SsprAdoption count, string figure) => string.Join(' ', count.NotKnown.Where(gap => gap.Figure == figure).Select(gap => gap.Reason));

    private Task<IReadOnlyList<SsprAdoption>> ReadAsync(AdoptionRequest? request = null) =>
        new AdoptionReader(_connection).ReadAsync(request ?? new AdoptionRequest(), null, TestContext.Current.CancellationToken);
}
