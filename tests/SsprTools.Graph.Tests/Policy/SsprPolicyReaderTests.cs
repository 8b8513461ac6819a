using SsprTools.Graph.Connection;
using SsprTools.Graph.Policy;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

public sealed class SsprPolicyReaderTests : IDisposable
{
    private readonly FakeTenant _tenant = new();

    public void Dispose() => _tenant.Dispose();

    [Fact]
    public async Task Every_setting_of_the_catalogue_is_there_once_in_the_order_of_the_pages()
    {
        var reading = await ReadAsync();

        Assert.Equal(PolicyCatalogue.Settings.Select(setting => setting.Setting), reading.Settings.Select(setting => setting.Setting));
        Assert.Equal(reading.Settings.Count, reading.Settings.Select(setting => setting.Setting).Distinct().Count());
        Assert.Equal(reading.Settings.Select(setting => setting.Page), reading.Settings.Select(setting => setting.Page).Order());
        Assert.Empty(reading.Problems);
    }

    [Theory]
    [InlineData("NumberOfMethodsRequired", 1, null, null)]
    [InlineData("ReconfirmDays", 180, 180, true)]
    [InlineData("NotifyUsers", true, true, true)]
    [InlineData("NotifyAdmins", false, false, true)]
    [InlineData("CustomizeHelpdeskLink", false, null, null)]
    [InlineData("HelpdeskLink", "helpdesk@contoso.com", null, null)]
    [InlineData("RequireRegistration", true, null, null)]
    [InlineData("Scope", SsprScope.None, SsprScope.None, true)]
    [InlineData("SelectedGroup", "", null, null)]
    [InlineData("PasswordWriteback", false, null, null)]
    public async Task A_setting_carries_value_and_default_and_whether_they_agree(string name, object value, object? standard, bool? isDefault)
    {
        var setting = await SettingAsync(name);

        Assert.Equal(value, setting.Value);
        Assert.Equal(standard, setting.Default);
        Assert.Equal(isDefault, setting.IsDefault);
        Assert.Equal(PolicySource.Portal, setting.Source);
        Assert.True(standard is null || setting.DefaultSource is not null);
        Assert.NotNull(setting.AsOf);
    }

    [Fact]
    public async Task Allowed_to_use_sspr_is_shown_for_administrators_and_never_answers_for_users()
    {
        _tenant.Instead = (_, path) => path.StartsWith("/portal", StringComparison.Ordinal) ? (403, """{"Message":"no"}""") : null;

        var reading = await ReadAsync();

        var admin = reading.Settings.Single(setting => setting.Setting == "AdminSsprEnabled");
        Assert.Equal((PolicyPage.Administrator, (object)false, PolicySource.Graph), (admin.Page, admin.Value!, admin.Source));
        var scope = reading.Settings.Single(setting => setting.Setting == "Scope");
        Assert.Null(scope.Value);
        Assert.Null(scope.IsDefault);
        Assert.Equal(PolicySource.Unknown, scope.Source);
        Assert.Contains("could not be read", scope.Remarks, StringComparison.Ordinal);
        Assert.Equal(2, reading.Problems.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"enablementType":0}""")]
    [InlineData("""{"enablementType":3,"passwordResetEnabledGroupIds":[]}""")]
    [InlineData("""{"enablementType":"0","passwordResetEnabledGroupIds":[]}""")]
    [InlineData("""{"enablementType":null,"passwordResetEnabledGroupIds":[]}""")]
    [InlineData("""{"enablementType":1,"passwordResetEnabledGroupIds":"x"}""")]
    [InlineData("""{"enablementType":1,"passwordResetEnabledGroupIds":[1]}""")]
    [InlineData("""{"enablementType":1,"passwordResetEnabledGroupIds":[null]}""")]
    [InlineData("""{"enablementType":1,"enablementType":0,"passwordResetEnabledGroupIds":[]}""")]
    [InlineData("""{"enablementType":1,"passwordResetEnabledGroupIds":[],"notifyUsersOnPasswordReset":"yes"}""")]
    [InlineData("""{"enablementType":1,"passwordResetEnabledGroupIds":[],"registrationReconfirmIntevalInDays":1.5}""")]
    [InlineData("""{"enablementType":1,"passwordResetEnabledGroupIds":[],"customHelpdeskEmailOrUrl":{}}""")]
    [InlineData("""{"enablementType":1,"passwordResetEnabledGroupIds":[],"x":[{"a":1,"a":2}]}""")]
    [InlineData("""{"enablementType":1,"passwordResetEnabledGroupIds":[]""")]
    public async Task An_answer_that_is_no_policy_is_said_so_and_never_guessed(string answer)
    {
        _tenant.Policy = answer;

        var reading = await ReadAsync("Scope", "NotifyUsers");

        // A web page is nobody's policy at all: something between here and the service answered.
        var expected = answer.StartsWith('<') ? SsprErrorId.UnexpectedAnswer : SsprErrorId.UnexpectedPolicy;
        Assert.Equal(expected, Assert.Single(reading.Problems).ErrorId);
        Assert.All(reading.Settings, setting => Assert.Equal((null, PolicySource.Unknown), (setting.Value, setting.Source)));
    }

    [Fact]
    public async Task A_known_field_that_is_absent_or_null_is_unknown_and_the_rest_is_read()
    {
        _tenant.Policy = _tenant.With(("notifyOnAdminPasswordReset", null));
        _tenant.Policy = _tenant.Without("notifyUsersOnPasswordReset");

        var reading = await ReadAsync("NotifyUsers", "NotifyAdmins", "ReconfirmDays");

        Assert.Empty(reading.Problems);
        Assert.Equal([180, null, null], reading.Settings.Select(setting => setting.Value));
        Assert.All(reading.Settings.Skip(1), setting => Assert.Contains("does not hold it", setting.Remarks, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_the_wanted_settings_need_is_read()
    {
        await ReadAsync("AdminSsprEnabled");

        Assert.Equal(["GET /v1.0/policies/authorizationPolicy"], _tenant.Requests);
    }

    [Fact]
    public async Task Without_the_portal_api_its_settings_are_unknown_with_the_reason_and_nothing_is_sent()
    {
        using var connection = SsprConnection.FromAccessToken("token", CloudEnvironment.Global);

        var reading = await new SsprPolicyReader(connection).ReadAsync(setting => setting.Setting is "Scope" or "PasswordWriteback", TestContext.Current.CancellationToken);

        Assert.Empty(reading.Problems);
        Assert.All(reading.Settings, setting => Assert.Contains("no public API", setting.Remarks, StringComparison.Ordinal));
        Assert.All(reading.Settings, setting => Assert.Equal((null, PolicySource.Unknown, null), (setting.Value, setting.Source, setting.AsOf)));
    }

    [Fact]
    public async Task The_selected_group_has_its_name_and_is_marked_when_it_has_no_effect()
    {
        _tenant.Policy = _tenant.With(("passwordResetEnabledGroupIds", new System.Text.Json.Nodes.JsonArray(FakeTenant.GroupId)), ("passwordResetEnabledGroupName", "SSPRTesters"));

        var setting = await SettingAsync("SelectedGroup");

        Assert.Equal(new SelectedGroup(FakeTenant.GroupId, "SSPRTesters"), setting.Value);
        Assert.Contains("Without effect", setting.Remarks, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"preMigration\"", "MobilePhone", true, PolicySource.Portal)]
    [InlineData("\"preMigration\"", "Email", true, PolicySource.Portal)]
    [InlineData("\"migrationInProgress\"", "Email", true, PolicySource.Portal)]
    [InlineData("\"migrationInProgress\"", "OfficePhone", false, PolicySource.Portal)]
    [InlineData("\"migrationComplete\"", "Email", false, PolicySource.Graph)]
    [InlineData("\"migrationComplete\"", "MobilePhone", true, PolicySource.Graph)]
    [InlineData("\"migrationComplete\"", "OfficePhone", false, PolicySource.Graph)]
    [InlineData("\"migrationComplete\"", "SecurityQuestions", false, PolicySource.Portal)]
    [InlineData("\"migrationComplete\"", "MobileAppNotification", null, PolicySource.Unknown)]
    [InlineData("\"somethingNew\"", "Email", null, PolicySource.Unknown)]
    [InlineData("null", "MobilePhone", null, PolicySource.Unknown)]
    public async Task A_method_is_what_the_migration_state_makes_of_both_policies(string migration, string method, bool? value, PolicySource source)
    {
        _tenant.Migration = migration;

        var setting = await SettingAsync(method);

        Assert.Equal(value, setting.Value);
        Assert.Equal(source, setting.Source);
        Assert.NotNull(setting.Remarks);
    }

    [Fact]
    public async Task A_gateway_page_of_the_portal_is_a_problem_and_graph_is_still_read()
    {
        _tenant.Instead = (_, path) => path.StartsWith("/portal", StringComparison.Ordinal) ? (500, "<html>oops</html>") : null;

        var reading = await ReadAsync("Scope", "AdminSsprEnabled");

        Assert.Equal(SsprErrorId.ServiceUnavailable, Assert.Single(reading.Problems).ErrorId);
        Assert.Equal([null, false], reading.Settings.Select(setting => setting.Value));
    }

    private async Task<PolicyReading> ReadAsync(params string[] settings)
    {
        using var connection = await _tenant.ConnectAsync();
        return await new SsprPolicyReader(connection).ReadAsync(
            setting => settings.Length == 0 || settings.Contains(setting.Setting), TestContext.Current.CancellationToken);
    }

    private async Task<PolicySetting> SettingAsync(string name) => Assert.Single((await ReadAsync(name)).Settings);
}
