using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Policy;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

/// <summary>Changes that take several requests: refused, unclear or overtaken half-way, gone on with, undone.</summary>
public sealed class PolicyWriterTests : IDisposable
{
    private const string OnPremisesPath = "/portal/api/PasswordReset/OnPremisesPasswordResetPolicies";

    private static readonly Dictionary<string, object?> s_both = new() { ["PasswordWriteback"] = true, ["UnlockWithoutReset"] = true };

    private readonly FakeTenant _tenant = new();
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("sspr-writer-").FullName;

    public void Dispose()
    {
        _tenant.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task On_premises_integration_takes_two_requests_with_the_names_that_the_portal_uses()
    {
        var change = await SetAsync(s_both);

        Assert.Equal(ChangeStatus.Updated, change.Status);
        Assert.Equal(["""{"passwordWriteBackSupported":true}""", """{"accountUnlockEnabled":true}"""], _tenant.Bodies);
        var journal = await JournalAsync(change.JournalPath!);
        Assert.Equal(_tenant.Bodies, journal.Where(line => line["state"]?.GetValue<string>() == "Sending").Select(line => line["body"]!.GetValue<string>()));
        Assert.Equal("Ended", journal[^1]["state"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(403, PolicyRequestState.Refused, SsprErrorId.PermissionMissing)]
    [InlineData(401, PolicyRequestState.Refused, SsprErrorId.AccessTokenExpired)]
    [InlineData(400, PolicyRequestState.Refused, SsprErrorId.GraphRequestFailed)]
    [InlineData(500, PolicyRequestState.Unclear, SsprErrorId.ServiceUnavailable)]
    public async Task A_second_request_that_fails_is_named_and_the_same_command_goes_on_with_the_first_backup(int status, PolicyRequestState state, SsprErrorId id)
    {
        var start = _tenant.State();
        _tenant.Instead = (method, path) => method == "PUT" && path == OnPremisesPath && _tenant.Bodies.Count >= 2 ? (status, "<html>oops</html>") : null;

        var change = await SetAsync(s_both);

        Assert.Equal(ChangeStatus.Failed, change.Status);
        Assert.Equal([PolicyRequestState.Accepted, state], change.Requests.Select(request => request.State));
        Assert.Equal(id, change.Error!.ErrorId);
        Assert.Contains("1 of 2 requests", change.Remarks, StringComparison.Ordinal);
        Assert.Contains("Restore-SsprPolicy", change.Remarks, StringComparison.Ordinal);

        _tenant.Instead = (_, _) => null;
        var again = await SetAsync(s_both);

        Assert.Equal(ChangeStatus.Updated, again.Status);
        Assert.Equal((change.BackupPath, change.JournalPath), (again.BackupPath, again.JournalPath));
        Assert.Single(System.IO.Directory.GetFiles(_folder, "*.journal.jsonl"));

        using var connection = await _tenant.ConnectAsync();
        var plan = await new PolicyPlanner(connection).PlanRestoreAsync(again.BackupPath!, _ => true, TestContext.Current.CancellationToken);
        await new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken);
        Assert.True(JsonNode.DeepEquals(start, _tenant.State()));
    }

    [Fact]
    public async Task Another_change_ends_one_that_was_cut_off_once_its_own_first_request_went_through()
    {
        _tenant.Instead = (method, path) => method == "PUT" && path == OnPremisesPath && _tenant.Bodies.Count >= 2 ? (500, "{}") : null;
        var cut = await SetAsync(s_both);

        // Refused, it leaves the other one to be gone on with.
        _tenant.Instead = (method, path) => method == "PUT" ? (403, "{}") : null;
        await Assert.ThrowsAnyAsync<SsprException>(() => SetAsync(new() { ["NotifyAdmins"] = true }));
        Assert.DoesNotContain(await JournalAsync(cut.JournalPath!), line => line["state"]?.GetValue<string>() == "Ended");

        _tenant.Instead = (_, _) => null;
        var other = await SetAsync(new() { ["NotifyAdmins"] = true });

        Assert.Equal(ChangeStatus.Updated, other.Status);
        Assert.Contains($"journal '{cut.JournalPath}'", other.Remarks, StringComparison.Ordinal);
        Assert.Contains($"'{cut.BackupPath}'", other.Remarks, StringComparison.Ordinal);
        Assert.Equal("Superseded", (await JournalAsync(cut.JournalPath!))[^1]["status"]!.GetValue<string>());

        // Gone on with the old backup, a restore would take the other change back too.
        var again = await SetAsync(s_both);
        Assert.Equal(ChangeStatus.Updated, again.Status);
        Assert.NotEqual(cut.BackupPath, again.BackupPath);
        Assert.DoesNotContain("cut off", again.Remarks ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_request_that_is_refused_leaves_nothing_behind()
    {
        _tenant.Instead = (method, _) => method == "PUT" ? (403, "{}") : null;

        var error = await Assert.ThrowsAnyAsync<SsprException>(() => SetAsync(s_both));

        Assert.Equal(SsprErrorId.PermissionMissing, error.ErrorId);
        Assert.Empty(System.IO.Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Before_every_write_the_last_request_is_another_look_at_what_it_writes()
    {
        await SetAsync(new() { ["NotifyAdmins"] = true, ["PasswordWriteback"] = true, ["MethodMigration"] = "InProgress", ["AdminSsprEnabled"] = true });

        Assert.Equal(4, _tenant.Writes.Count());
        foreach (var index in Enumerable.Range(0, _tenant.Requests.Count).Where(index => _tenant.Writes.Contains(_tenant.Requests[index])))
        {
            Assert.Equal("GET " + _tenant.Requests[index].Split(' ')[1], _tenant.Requests[index - 1]);
        }
    }

    [Fact]
    public async Task Somebody_who_comes_between_two_requests_is_not_overwritten()
    {
        _tenant.Instead = (method, path) =>
        {
            if (method == "GET" && path == OnPremisesPath && _tenant.Bodies.Count == 1)
            {
                _tenant.OnPremises = _tenant.OnPremises.Replace("\"enablementForTenant\":false", "\"enablementForTenant\":true", StringComparison.Ordinal);
            }

            return null;
        };

        var change = await SetAsync(s_both);

        Assert.Equal((ChangeStatus.Failed, SsprErrorId.PolicyChangedMeanwhile), (change.Status, change.Error!.ErrorId));
        Assert.Contains("ConnectWriteback (enablementForTenant)", change.Error.Message, StringComparison.Ordinal);
        Assert.Single(_tenant.Bodies);
    }

    [Fact]
    public async Task One_who_slips_in_after_the_last_look_is_reported()
    {
        _tenant.Save = body => body.Replace("\"notifyUsersOnPasswordReset\":true", "\"notifyUsersOnPasswordReset\":false", StringComparison.Ordinal);

        var change = await SetAsync(new() { ["NotifyAdmins"] = true });

        Assert.Equal(ChangeStatus.Failed, change.Status);
        Assert.Contains("NotifyUsers (notifyUsersOnPasswordReset) should be true and is false", change.Remarks, StringComparison.Ordinal);
        Assert.True(File.Exists(change.BackupPath));
    }

    [Theory]
    [InlineData("<html>sign in</html>", SsprErrorId.UnexpectedAnswer)]
    [InlineData("[]", SsprErrorId.UnexpectedPolicy)]
    [InlineData("""{"enablementType":"Some"}""", SsprErrorId.UnexpectedPolicy)]
    [InlineData("""{"enablementType":1,"passwordResetEnabledGroupIds":[]}""", SsprErrorId.UnexpectedPolicy)]
    public async Task A_policy_in_an_unknown_shape_is_never_written_back(string answer, SsprErrorId id)
    {
        _tenant.Policy = answer;

        var error = await Assert.ThrowsAnyAsync<SsprException>(() => SetAsync(new() { ["NotifyAdmins"] = true }));

        Assert.Equal(id, error.ErrorId);
        Assert.Empty(_tenant.Writes);
    }

    [Fact]
    public async Task A_new_field_goes_back_as_it_came()
    {
        const string newer = "\"n\\u0065wer\" :\t\"\\u003c\\/\"";
        _tenant.Policy = _tenant.Policy.Replace("\"someNewField\":", $"{newer}, \"someNewField\":", StringComparison.Ordinal);

        await SetAsync(new() { ["NotifyAdmins"] = true });

        Assert.Contains(newer, _tenant.LastPut, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("customHelpdeskEmailOrUrl", "call us", "HelpdeskLink", "")]
    [InlineData("customHelpdeskEmailOrUrl", null, "NotifyAdmins", "True")]
    [InlineData("numberOfQuestionsToReset", 0, "QuestionsToReset", "3")]
    [InlineData("registrationReconfirmIntevalInDays", 900, "ReconfirmDays", "90")]
    public async Task What_the_policy_held_before_is_restored_also_where_nobody_could_set_it(string field, object? held, string setting, string value)
    {
        _tenant.Policy = _tenant.With((field, JsonValue.Create(held)));
        var start = _tenant.State();
        var change = await SetAsync(new() { [setting] = EverySetting.Value(setting, value) });
        Assert.Equal(ChangeStatus.Updated, change.Status);

        using var connection = await _tenant.ConnectAsync();
        var plan = await new PolicyPlanner(connection).PlanRestoreAsync(change.BackupPath!, _ => true, TestContext.Current.CancellationToken);
        var restored = await new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken);

        Assert.Equal((ChangeStatus.Updated, setting), (restored.Status, Assert.Single(restored.Changes).Setting));
        Assert.True(JsonNode.DeepEquals(start, _tenant.State()), _tenant.Policy);
    }

    [Theory]
    [InlineData(503, "{}")]
    [InlineData(200, "<html>sign in</html>")]
    public async Task A_write_of_which_nobody_knows_whether_it_was_done_keeps_its_backup(int status, string answer)
    {
        var start = _tenant.State();
        _tenant.Instead = (method, path) =>
        {
            if (method == "PUT")
            {
                // Done, and nobody hears of it.
                _tenant.Policy = _tenant.With(("notifyOnAdminPasswordReset", true));
                return (500, "{}");
            }

            return _tenant.Bodies.Count > 0 && path.EndsWith("/PasswordResetPolicies", StringComparison.Ordinal) ? (status, answer) : null;
        };

        var change = await SetAsync(new() { ["NotifyAdmins"] = true });

        Assert.Equal((ChangeStatus.Failed, PolicyRequestState.Unclear), (change.Status, Assert.Single(change.Requests).State));
        Assert.Contains($"Restore-SsprPolicy -Path '{change.BackupPath}'", change.Remarks, StringComparison.Ordinal);

        _tenant.Instead = (_, _) => null;
        using var connection = await _tenant.ConnectAsync();
        var plan = await new PolicyPlanner(connection).PlanRestoreAsync(change.BackupPath!, _ => true, TestContext.Current.CancellationToken);
        await new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken);
        Assert.True(JsonNode.DeepEquals(start, _tenant.State()), _tenant.Policy);
    }

    [Fact]
    public async Task After_a_first_request_no_advice_says_that_nothing_was_changed()
    {
        _tenant.Instead = (method, path) => method == "GET" && path == OnPremisesPath && _tenant.Bodies.Count == 1 ? (200, "[]") : null;

        var change = await SetAsync(s_both);

        Assert.Equal((ChangeStatus.Failed, SsprErrorId.UnexpectedPolicy), (change.Status, change.Error!.ErrorId));
        Assert.Contains("1 of 2 requests", change.Remarks, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed", change.Error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"newer\":\"\\ud800\"")]
    [InlineData("\"newer\\udc00\":1")]
    [InlineData("\"newer\":\"\u00ff\"")]
    public async Task Text_that_is_no_unicode_could_not_be_sent_back_as_it_came_and_is_refused(string member)
    {
        // The last of them as a single byte, which is no UTF-8.
        _tenant.Encoding = System.Text.Encoding.Latin1;
        _tenant.Policy = FakeTenant.PolicyJson.Replace("Ä", "A", StringComparison.Ordinal).Replace("\"someNewField\":", $"{member},\"someNewField\":", StringComparison.Ordinal);

        var error = await Assert.ThrowsAnyAsync<SsprException>(() => SetAsync(new() { ["NotifyAdmins"] = true }));

        Assert.Equal(SsprErrorId.UnexpectedPolicy, error.ErrorId);
        Assert.Empty(_tenant.Writes);
    }

    [Theory]
    [InlineData(200, """{"value":[]}""", "Licence missing", false)]
    [InlineData(200, """{"value":[]}""", "Licence missing", true)]
    [InlineData(403, "{}", "Licence unknown", false)]
    [InlineData(403, "{}", "Licence unknown", true)]
    public async Task A_licence_that_is_not_there_is_named_before_reset_or_writeback_is_turned_on(int status, string answer, string words, bool assisted)
    {
        _tenant.Instead = (_, path) => path == "/v1.0/subscribedSkus" ? (status, answer) : null;
        using var connection = await _tenant.ConnectAsync();
        var planner = new PolicyPlanner(connection);

        foreach (var wish in new[] { EverySetting.Wish("Scope", "All"), EverySetting.Wish("PasswordWriteback", "True") })
        {
            var plan = await planner.PlanAsync(wish, assisted, TestContext.Current.CancellationToken);
            Assert.Contains(plan.Warnings, warning => warning.StartsWith(words, StringComparison.Ordinal));
        }

        foreach (var wish in new[] { EverySetting.Wish("Scope", "None"), EverySetting.Wish("NotifyAdmins", "True") })
        {
            var plan = await planner.PlanAsync(wish, assisted, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(plan.Warnings, warning => warning.StartsWith("Licence", StringComparison.Ordinal));
        }

        Assert.Empty(_tenant.Writes);
    }

    [Fact]
    public async Task Without_the_portal_api_what_graph_documents_is_done_and_the_rest_is_refused_with_the_clicks()
    {
        using var connection = SsprConnection.FromAccessToken("token", CloudEnvironment.USGov);

        var error = await Assert.ThrowsAsync<SsprException>(() => new PolicyPlanner(connection).PlanAsync(
            PolicyWish.Of(new Dictionary<string, object?> { ["NotifyAdmins"] = true, ["ReconfirmDays"] = 90 }), assisted: false, TestContext.Current.CancellationToken));

        Assert.Equal(SsprErrorId.PortalApiNotEnabled, error.ErrorId);
        Assert.Contains("https://portal.azure.us/#view/Microsoft_AAD_IAM/PasswordResetMenuBlade", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("Notify all admins when other admins reset their password?: Yes; Save", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("re-confirm their authentication information: 90; Save", error.RecommendedAction, StringComparison.Ordinal);
    }

    private async Task<SsprPolicyChange> SetAsync(Dictionary<string, object?> settings)
    {
        using var connection = await _tenant.ConnectAsync();
        var plan = await new PolicyPlanner(connection).PlanAsync(PolicyWish.Of(settings), assisted: false, TestContext.Current.CancellationToken);
        return await new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken);
    }

    private static async Task<List<JsonNode>> JournalAsync(string path) =>
        [.. (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)).Select(line => JsonNode.Parse(line)!)];
}
