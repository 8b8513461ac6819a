using System.Text.Json.Nodes;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Policy;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

/// <summary>Every setting, from every value to every other: read, change, unchanged, restore.</summary>
public sealed class SetPolicyTableTests : IDisposable
{
    private readonly FakeTenant _tenant = new() { Configurations = AllConfigurations };
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("sspr-table-").FullName;

    internal const string AllConfigurations = """
        [{"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","id":"Sms","state":"enabled","excludeTargets":[],"includeTargets":[{"targetType":"group","id":"all_users","isRegistrationRequired":false,"isUsableForSignIn":true}],"unknownField":[1.50]},
        {"@odata.type":"#microsoft.graph.emailAuthenticationMethodConfiguration","id":"Email","state":"disabled","excludeTargets":[],"allowExternalIdToUseEmailOtp":"default","includeTargets":[]},
        {"@odata.type":"#microsoft.graph.voiceAuthenticationMethodConfiguration","id":"Voice","state":"enabled","isOfficePhoneAllowed":false,"excludeTargets":[],"includeTargets":[{"id":"aaaaaaaa-0000-0000-0000-000000000001","targetType":"group","isRegistrationRequired":false}]},
        {"@odata.type":"#microsoft.graph.softwareOathAuthenticationMethodConfiguration","id":"SoftwareOath","state":"disabled","excludeTargets":[],"includeTargets":[]},
        {"@odata.type":"#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration","id":"MicrosoftAuthenticator","state":"disabled","isSoftwareOathEnabled":true,"excludeTargets":[],"includeTargets":[],"featureSettings":{"x":{"state":"default"}}},
        {"@odata.type":"#microsoft.graph.fido2AuthenticationMethodConfiguration","id":"Fido2","state":"enabled"}]
        """;

    public static TheoryData<string, string, string> Changes() => new(
        from setting in EverySetting.Values
        from before in setting.Value
        from after in setting.Value
        where before != after
        select (setting.Key, before, after));

    public void Dispose()
    {
        _tenant.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void The_table_has_every_setting_that_can_be_set() => Assert.Equal(
        PolicyCatalogue.Settings.Where(setting => setting.CanBeSet).Select(setting => setting.Setting).Order(),
        EverySetting.Values.Keys.Order());

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_setting_is_changed_alone_verified_unchanged_the_second_time_and_restored(string setting, string before, string after)
    {
        using var connection = await _tenant.ConnectAsync();
        Prepare(setting);
        if (EverySetting.Words(await ReadAsync(connection, setting)) != before)
        {
            await SetAsync(connection, setting, before);
        }

        Assert.Equal(before, EverySetting.Words(await ReadAsync(connection, setting)));
        var start = _tenant.State();
        _tenant.Requests.Clear();

        var change = await SetAsync(connection, setting, after);

        Assert.Equal(ChangeStatus.Updated, change.Status);
        Assert.Null(change.Remarks);
        Assert.Equal(setting, Assert.Single(change.Changes).Setting);
        Assert.Equal((before, after), (EverySetting.Words(change.Changes[0].Before), EverySetting.Words(change.Changes[0].After)));
        Assert.Equal(after, EverySetting.Words(await ReadAsync(connection, setting)));
        Assert.Single(_tenant.Writes);
        AssertOneFieldDiffers(start, _tenant.State());

        var again = await SetAsync(connection, setting, after);
        Assert.Equal((ChangeStatus.Unchanged, null), (again.Status, again.BackupPath));
        Assert.Single(_tenant.Writes);

        var plan = await new PolicyPlanner(connection).PlanRestoreAsync(change.BackupPath!, _ => true, TestContext.Current.CancellationToken);
        var restored = await new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken);
        Assert.Equal(ChangeStatus.Updated, restored.Status);
        AssertSame(start, _tenant.State());
    }

    [Theory]
    [InlineData("NumberOfMethodsRequired", 3)]
    [InlineData("NumberOfMethodsRequired", true)]
    [InlineData("ReconfirmDays", 731)]
    [InlineData("ReconfirmDays", -1)]
    [InlineData("QuestionsToReset", 2)]
    [InlineData("Scope", "Some")]
    [InlineData("Scope", 1)]
    [InlineData("MethodMigration", "Unknown")]
    [InlineData("NotifyUsers", "perhaps")]
    [InlineData("NotifyUsers", null)]
    [InlineData("HelpdeskLink", "javascript:alert(1)")]
    [InlineData("HelpdeskLink", "call us")]
    [InlineData("RegistrationCampaignSnoozeDays", 15)]
    [InlineData("LegacyEmail", true)]
    [InlineData("MobilePhone", true)]
    [InlineData("Nonsense", 1)]
    public void A_value_that_a_setting_does_not_take_is_refused_before_anything_is_asked(string setting, object? value)
    {
        var error = Assert.Throws<SsprException>(() => PolicyWish.Of(new Dictionary<string, object?> { [setting] = value }));

        Assert.Equal(SsprErrorId.InvalidArgument, error.ErrorId);
        Assert.Contains(setting, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Scope", "Selected", "SelectedGroup")]
    [InlineData("QuestionsToRegister", "3", "5 security questions")]
    public async Task What_cannot_be_meant_together_is_refused_and_nothing_is_written(string setting, string value, string words)
    {
        using var connection = await _tenant.ConnectAsync();
        _tenant.Policy = _tenant.With(("numberOfQuestionsToReset", 5));

        var error = await Assert.ThrowsAsync<SsprException>(() => SetAsync(connection, setting, value));

        Assert.Equal(SsprErrorId.InvalidArgument, error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Empty(_tenant.Writes);
    }

    [Fact]
    public async Task A_target_that_was_there_keeps_what_it_has_and_a_new_one_may_not_sign_in_with_a_text()
    {
        using var connection = await _tenant.ConnectAsync();

        await SetAsync(connection, "SmsTarget", $"all_users {FakeTenant.GroupId}");

        var targets = JsonNode.Parse(Assert.Single(_tenant.Bodies))!["includeTargets"]!.AsArray();
        Assert.Equal([true, false], targets.Select(target => target!["isUsableForSignIn"]!.GetValue<bool>()));
    }

    /// <summary>What the setting needs of others, so that it can be changed alone.</summary>
    private void Prepare(string setting) => _tenant.Policy = setting switch
    {
        "Scope" => _tenant.With(("passwordResetEnabledGroupIds", new JsonArray(FakeTenant.GroupId))),
        _ => _tenant.Policy,
    };

    private static async Task<object?> ReadAsync(SsprConnection connection, string setting) => Assert.Single(
        (await new SsprPolicyReader(connection).ReadAsync(definition => definition.Setting == setting, TestContext.Current.CancellationToken)).Settings).Value;

    private async Task<SsprPolicyChange> SetAsync(SsprConnection connection, string setting, string value)
    {
        var plan = await new PolicyPlanner(connection).PlanAsync(EverySetting.Wish(setting, value), assisted: false, TestContext.Current.CancellationToken);
        return await new PolicyWriter(connection).ApplyAsync(plan, _folder, TestContext.Current.CancellationToken);
    }

    private static void AssertSame(JsonObject expected, JsonObject actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected.ToJsonString()}\n{actual.ToJsonString()}");

    private static void AssertOneFieldDiffers(JsonObject before, JsonObject after)
    {
        var (one, other) = (Leaves("", before).ToList(), Leaves("", after).ToList());
        Assert.Single(one.Except(other).Concat(other.Except(one)).Select(Field).Distinct());
    }

    private static string Field(string leaf) => leaf.Split('=')[0].Split("includeTargets")[0].Split("passwordResetEnabledGroupIds")[0];

    private static IEnumerable<string> Leaves(string path, JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves($"{path}/{member.Key}", member.Value)),
        JsonArray items => items.SelectMany((item, index) => Leaves($"{path}/{index}", item)).Prepend($"{path}=#{items.Count}"),
        _ => [$"{path}={node?.ToJsonString()}"],
    };
}
