using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Policy;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

public sealed class GroupScopeTests : IDisposable
{
    private readonly FakeTenant _tenant = new();
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("sspr-policy-").FullName;

    public void Dispose()
    {
        _tenant.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Enabling_changes_scope_and_group_and_leaves_every_other_field_as_it_came()
    {
        var before = JsonNode.Parse(_tenant.Policy)!.AsObject();

        var change = await EnableAsync();

        Assert.Equal(ChangeStatus.Updated, change.Status);
        Assert.Equal(["Scope", "SelectedGroup"], change.Changes.Select(item => item.Setting));
        Assert.Equal("Scope from None to Selected", change.Changes[0].ToString());
        Assert.Equal($"SelectedGroup from nothing to 'SSPRTesters' ({FakeTenant.GroupId})", change.Changes[1].ToString());
        var sent = JsonNode.Parse(_tenant.LastPut!)!.AsObject();
        before["enablementType"] = 1;
        before["passwordResetEnabledGroupIds"] = new JsonArray(FakeTenant.GroupId);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(before.ToJsonString()), sent), _tenant.LastPut);
        Assert.Equal(before.Select(field => field.Key), sent.Select(field => field.Key));
        Assert.Contains("""{"deep":[null,1.0,"x"]}""", _tenant.LastPut, StringComparison.Ordinal);
        Assert.Contains("2.50", _tenant.LastPut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_backup_is_the_policy_before_and_readable_by_the_user_alone()
    {
        var before = _tenant.Policy;

        var change = await EnableAsync();

        var backup = JsonNode.Parse(await File.ReadAllTextAsync(change.BackupPath!, TestContext.Current.CancellationToken))!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(before), backup["sections"]!["portal"]));
        Assert.Equal(FakeTenant.TenantId, backup["tenantId"]!.GetValue<string>());
        Assert.Equal(1, backup["version"]!.GetValue<int>());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(change.BackupPath!));
        }
    }

    [Fact]
    public async Task What_is_so_already_is_unchanged_and_nothing_is_written_anywhere()
    {
        await EnableAsync();
        _tenant.Requests.Clear();

        var again = await EnableAsync();

        Assert.Equal((ChangeStatus.Unchanged, null, 0), (again.Status, again.BackupPath, again.Changes.Count));
        Assert.Empty(_tenant.Writes);
        Assert.Single(System.IO.Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(2, "everyone")]
    [InlineData(1, FakeTenant.OtherGroupId)]
    public async Task A_change_that_takes_reset_from_others_needs_force(int scope, string others)
    {
        _tenant.Policy = _tenant.With(("enablementType", scope), ("passwordResetEnabledGroupIds", new JsonArray(FakeTenant.OtherGroupId)));

        var error = await Assert.ThrowsAsync<SsprException>(() => EnableAsync());
        Assert.Equal(SsprErrorId.AnotherGroupSelected, error.ErrorId);
        Assert.Contains(others, error.Message, StringComparison.Ordinal);
        Assert.Empty(_tenant.Writes);

        Assert.Equal(ChangeStatus.Updated, (await EnableAsync(force: true)).Status);
    }

    [Fact]
    public async Task A_group_left_over_from_scope_none_needs_no_force()
    {
        _tenant.Policy = _tenant.With(("passwordResetEnabledGroupIds", new JsonArray(FakeTenant.OtherGroupId)));

        var change = await EnableAsync();

        Assert.Equal(ChangeStatus.Updated, change.Status);
        Assert.Equal($"SelectedGroup from 'Others' ({FakeTenant.OtherGroupId}) to 'SSPRTesters' ({FakeTenant.GroupId})", change.Changes[1].ToString());
    }

    [Fact]
    public async Task A_policy_that_moved_after_the_plan_is_not_overwritten()
    {
        using var connection = await _tenant.ConnectAsync();
        var scope = new GroupScope(connection);
        var plan = await scope.PlanEnableAsync(FakeTenant.GroupId, false, assisted: false, TestContext.Current.CancellationToken);
        _tenant.Policy = _tenant.With(("someNewField", "moved"));

        var error = await Assert.ThrowsAsync<SsprException>(() => new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken));

        Assert.Equal(SsprErrorId.PolicyChangedMeanwhile, error.ErrorId);
        Assert.Contains("someNewField", error.Message, StringComparison.Ordinal);
        Assert.Empty(_tenant.Writes);
        Assert.Empty(System.IO.Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_scope_that_is_not_saved_is_unverified_and_named()
    {
        var before = _tenant.Policy;
        _tenant.Save = _ => before;

        var change = await EnableAsync();

        Assert.Equal(ChangeStatus.Unverified, change.Status);
        Assert.Contains("Scope (enablementType) should be 1 and is 0", change.Remarks, StringComparison.Ordinal);
        Assert.True(File.Exists(change.BackupPath));
    }

    [Theory]
    [InlineData("customHelpdeskEmailOrUrl", "HelpdeskLink (customHelpdeskEmailOrUrl) was \"helpdesk@contoso.com\" and is gone")]
    [InlineData("someNewField", "someNewField was")]
    public async Task A_field_that_gets_lost_makes_it_failed_and_is_named(string field, string words)
    {
        _tenant.Save = body =>
        {
            var root = JsonNode.Parse(body)!.AsObject();
            root.Remove(field);
            return root.ToJsonString();
        };

        var change = await EnableAsync();

        Assert.Equal(ChangeStatus.Failed, change.Status);
        Assert.Contains(words, change.Remarks, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notifyUsersOnPasswordReset", ChangeStatus.Failed, "NotifyUsers (notifyUsersOnPasswordReset) should be true and is false")]
    [InlineData("brandNew", ChangeStatus.Updated, "brandNew is new: false")]
    public async Task A_field_that_changes_is_a_failure_and_a_new_one_is_only_named(string field, ChangeStatus status, string words)
    {
        _tenant.Save = body =>
        {
            var root = JsonNode.Parse(body)!.AsObject();
            root[field] = false;
            return root.ToJsonString();
        };

        var change = await EnableAsync();

        Assert.Equal(status, change.Status);
        Assert.Contains(words, change.Remarks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_the_write_that_did_the_change_all_the_same_is_found_out()
    {
        _tenant.Instead = (method, _) =>
        {
            if (method != "PUT")
            {
                return null;
            }

            _tenant.Policy = _tenant.With(("enablementType", 1), ("passwordResetEnabledGroupIds", new JsonArray(FakeTenant.GroupId)));
            return (500, "<html>oops</html>");
        };

        var change = await EnableAsync();

        Assert.Equal(ChangeStatus.Updated, change.Status);
        Assert.Contains("error", change.Remarks, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, SsprErrorId.ServiceUnavailable)]
    [InlineData(403, SsprErrorId.PermissionMissing)]
    [InlineData(400, SsprErrorId.GraphRequestFailed)]
    [InlineData(401, SsprErrorId.AccessTokenExpired)]
    public async Task An_error_of_the_write_that_did_nothing_is_an_error_and_leaves_no_backup(int status, SsprErrorId id)
    {
        _tenant.Instead = (method, _) => method == "PUT" ? (status, "<html>oops</html>") : null;

        var error = await Assert.ThrowsAnyAsync<SsprException>(() => EnableAsync());

        Assert.Equal(id, error.ErrorId);
        Assert.Empty(System.IO.Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_stops_before_the_write()
    {
        using var connection = await _tenant.ConnectAsync();
        var scope = new GroupScope(connection);
        var plan = await scope.PlanEnableAsync(FakeTenant.GroupId, false, assisted: false, TestContext.Current.CancellationToken);
        var taken = Path.Combine(_folder, "taken.json");
        await File.WriteAllTextAsync(taken, "mine", TestContext.Current.CancellationToken);

        foreach (var path in new[] { taken, Path.Combine(_folder, "missing", "x.json") })
        {
            var error = await Assert.ThrowsAsync<SsprException>(() => new PolicyWriter(connection).ApplyAsync(plan, path, TestContext.Current.CancellationToken));
            Assert.Equal(SsprErrorId.BackupFailed, error.ErrorId);
        }

        Assert.Empty(_tenant.Writes);
        Assert.Equal("mine", await File.ReadAllTextAsync(taken, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Disabling_sets_none_and_twice_is_unchanged()
    {
        await EnableAsync();

        Assert.Equal(ChangeStatus.Updated, (await DisableAsync(FakeTenant.GroupId)).Status);
        Assert.Equal(0, JsonNode.Parse(_tenant.Policy)!["enablementType"]!.GetValue<int>());
        Assert.Equal(ChangeStatus.Unchanged, (await DisableAsync(FakeTenant.GroupId)).Status);
        Assert.Equal(ChangeStatus.Unchanged, (await DisableAsync(null)).Status);
    }

    [Fact]
    public async Task A_service_that_forgets_the_group_at_scope_none_has_done_what_was_asked()
    {
        await EnableAsync();
        _tenant.Save = body =>
        {
            var root = JsonNode.Parse(body)!.AsObject();
            root["passwordResetEnabledGroupIds"] = new JsonArray();
            return root.ToJsonString();
        };

        var change = await DisableAsync(null);

        Assert.Equal(ChangeStatus.Updated, change.Status);
        Assert.Contains("forgot", change.Remarks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disabling_a_group_that_is_not_the_selected_one_is_refused()
    {
        await EnableAsync();
        _tenant.Requests.Clear();

        var error = await Assert.ThrowsAsync<SsprException>(() => DisableAsync(FakeTenant.OtherGroupId));

        Assert.Equal(SsprErrorId.AnotherGroupSelected, error.ErrorId);
        Assert.Empty(_tenant.Writes);
    }

    [Fact]
    public async Task Restoring_puts_scope_and_group_back_and_keeps_what_changed_since()
    {
        _tenant.Policy = _tenant.With(("enablementType", 1), ("passwordResetEnabledGroupIds", new JsonArray(FakeTenant.OtherGroupId)));
        var change = await EnableAsync(force: true);
        _tenant.Policy = _tenant.With(("numberOfAuthenticationMethodsRequired", 2));

        using var connection = await _tenant.ConnectAsync();
        var scope = new GroupScope(connection);
        var plan = await scope.PlanRestoreAsync(change.BackupPath!, TestContext.Current.CancellationToken);
        var restored = await new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken);

        Assert.Equal(ChangeStatus.Updated, restored.Status);
        var now = JsonNode.Parse(_tenant.Policy)!;
        Assert.Equal(FakeTenant.OtherGroupId, now["passwordResetEnabledGroupIds"]![0]!.GetValue<string>());
        Assert.Equal(2, now["numberOfAuthenticationMethodsRequired"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"kind":"Other","version":1}""")]
    [InlineData("""{"kind":"SsprTools.Policy","version":2,"tenantId":"11111111-2222-3333-4444-555555555555","sections":{}}""")]
    [InlineData("""{"kind":"SsprTools.Policy","version":1,"tenantId":"99999999-2222-3333-4444-555555555555","sections":{"portal":{"enablementType":0,"passwordResetEnabledGroupIds":[]}}}""")]
    [InlineData("""{"kind":"SsprTools.Policy","version":1,"tenantId":"11111111-2222-3333-4444-555555555555","sections":{"portal":{"enablementType":7,"passwordResetEnabledGroupIds":[]}}}""")]
    [InlineData("""{"kind":"SsprTools.Policy","version":1,"tenantId":"11111111-2222-3333-4444-555555555555"}""")]
    [InlineData(null)]
    public async Task A_file_that_is_no_backup_of_this_tenant_is_refused_before_anything_is_asked(string? content)
    {
        var path = Path.Combine(_folder, "backup.json");
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        }

        using var connection = await _tenant.ConnectAsync();
        var error = await Assert.ThrowsAsync<SsprException>(() => new GroupScope(connection).PlanRestoreAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(SsprErrorId.InvalidBackup, error.ErrorId);
        Assert.Empty(_tenant.Requests);
    }

    [Fact]
    public async Task Without_the_portal_api_the_advice_has_the_link_and_the_clicks()
    {
        using var connection = SsprConnection.FromAccessToken("token", CloudEnvironment.Global);

        var error = await Assert.ThrowsAsync<SsprException>(() => new GroupScope(connection).PlanEnableAsync("SSPRTesters", false, assisted: false, TestContext.Current.CancellationToken));

        Assert.Equal(SsprErrorId.PortalApiNotEnabled, error.ErrorId);
        Assert.Contains("https://entra.microsoft.com/#view/Microsoft_AAD_IAM/PasswordResetMenuBlade/~/Properties", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("Selected; Select group: 'SSPRTesters'; Save", error.RecommendedAction, StringComparison.Ordinal);
    }

    private async Task<SsprPolicyChange> EnableAsync(bool force = false)
    {
        using var connection = await _tenant.ConnectAsync();
        var scope = new GroupScope(connection);
        var plan = await scope.PlanEnableAsync(FakeTenant.GroupId, force, assisted: false, TestContext.Current.CancellationToken);
        return await new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken);
    }

    private async Task<SsprPolicyChange> DisableAsync(string? group)
    {
        using var connection = await _tenant.ConnectAsync();
        var scope = new GroupScope(connection);
        var plan = await scope.PlanDisableAsync(group, assisted: false, TestContext.Current.CancellationToken);
        return await new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken);
    }
}
