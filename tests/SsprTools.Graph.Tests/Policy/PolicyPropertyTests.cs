using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Policy;
using Xunit;

namespace SsprTools.Graph.Tests.Policy;

/// <summary>What holds for any sequence of changes and any fields that the service may add.</summary>
public sealed class PolicyPropertyTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("sspr-property-").FullName;
    private readonly SsprConnection _connection = SsprConnection.FromAccessToken("token", CloudEnvironment.Global);

    /// <summary>Raw JSON that a rewriter would be tempted to tidy: escapes, spaces, odd numbers, nesting.</summary>
    private static readonly string[] s_odd =
    [
        "1.50", "1e3", "-0", "\"\\u00e4\\/\\u003c\"", "{ \"a\" : [ 1.0 ,null ] }", "[[]]", "null", "\"\"", "12345678901234567890", "{\"enablementType\":7}", "true",
    ];

    private static Gen<(string Setting, string Value)> AChange =>
        from setting in Gen.Elements(EverySetting.Values.Keys.ToArray())
        from value in Gen.Elements(EverySetting.Values[setting])
        select (setting, value);

    /// <summary>Names that a rewriter would spell anew; each gets a number, so that none comes twice.</summary>
    private static readonly string[] s_oddNames = ["\"unknown#\":", "\"\\u0075nknown#\" : ", "\"\\/ä\\t#\":\n ", "\"EnablementType#\":", "\"#\": "];

    private static Gen<string> AValue(int depth) => depth == 0
        ? Gen.Elements(s_odd)
        : Gen.OneOf(
            Gen.Elements(s_odd),
            Gen.Choose(-9, 9).Select(number => $"{number}.{Math.Abs(number)}0E+1"),
            AValue(depth - 1).Select(value => $"[ {value},\t{value}]"),
            AValue(depth - 1).Select(value => $$"""{"a":{{value}} , "\u0062" :{{value}}}"""));

    /// <summary>The members of the portal's answer: the known ones, and up to six that nobody knows, anywhere among them.</summary>
    private static Gen<string[]> AnAnswer =>
        from values in Gen.Choose(0, 6).SelectMany(count => Gen.ArrayOf(AValue(2), count))
        from names in Gen.ArrayOf(Gen.Elements(s_oddNames), values.Length)
        from order in Gen.Shuffle(Known().Concat(values.Select((value, index) => names[index].Replace("#", $"{index}", StringComparison.Ordinal) + value)))
        select order;

    private static IEnumerable<string> Known()
    {
        using var document = System.Text.Json.JsonDocument.Parse(FakeTenant.PolicyJson);
        return [.. document.RootElement.EnumerateObject().Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}")];
    }

    public void Dispose()
    {
        _connection.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Any_sequence_of_changes_followed_by_restore_gives_the_original_json() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(
        AChange.ListOf().ToArbitrary(),
        changes =>
        {
            var start = Start([]);
            var file = PolicyFile.Read(PolicyFile.Write(PolicyFile.Make(start, _connection), _connection, _folder), null);
            var end = changes.Aggregate(start, (facts, change) => PolicyChanges.Apply(facts, EverySetting.Wish(change.Setting, change.Value)));

            var restored = end.With(RestoreEdits.Of(file, _ => true));

            return start.Sections.Keys.All(section => JsonNode.DeepEquals(
                JsonNode.Parse(start.Sections[section].ToJson()), JsonNode.Parse(restored.Sections[section].ToJson())));
        }));

    [Fact]
    public void A_put_never_loses_or_rewrites_an_unknown_field() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        AChange.ListOf().Zip(AnAnswer).ToArbitrary(),
        given =>
        {
            var (changes, members) = given;
            var start = Start([]);
            start = start with { Sections = new Dictionary<string, JsonFields>(start.Sections) { [PolicySection.Portal] = JsonFields.Parse($"{{{string.Join(',', members)}}}") } };
            var end = changes.Aggregate(start, (facts, change) => PolicyChanges.Apply(facts, EverySetting.Wish(change.Setting, change.Value)));
            var put = PolicySteps.Between(start, end).FirstOrDefault(step => step.Section == PolicySection.Portal);
            return put is null || IsTheAnswerBut(put.Body, members);
        }));

    /// <summary>From the plan to the wire and back: what the service holds, not what the parts of this module make of it.</summary>
    [Fact]
    public void Any_sequence_of_changes_on_the_wire_leaves_unknown_fields_byte_for_byte_and_the_first_backups_restore_the_rest() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(AChange.ListOf().Zip(AnAnswer).ToArbitrary(), given => EndToEndAsync(given.Item1, given.Item2).GetAwaiter().GetResult()));

    private async Task<bool> EndToEndAsync(IReadOnlyList<(string Setting, string Value)> changes, string[] members)
    {
        using var tenant = new FakeTenant { Policy = $"{{{string.Join(',', members)}}}", Configurations = SetPolicyTableTests.AllConfigurations };
        using var connection = await tenant.ConnectAsync();
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        var (start, backups) = (tenant.State(), new List<string>());
        foreach (var (setting, value) in changes)
        {
            SsprPolicyChange change;
            try
            {
                var plan = await new PolicyPlanner(connection).PlanAsync(EverySetting.Wish(setting, value), assisted: false, TestContext.Current.CancellationToken);
                change = await new PolicyWriter(connection).ApplyAsync(plan, folder, TestContext.Current.CancellationToken);
            }
            catch (SsprException error) when (error.ErrorId == SsprErrorId.InvalidArgument)
            {
                // Scope Selected without a group, or more questions asked than registered.
                continue;
            }

            if (change.Status is not (ChangeStatus.Updated or ChangeStatus.Unchanged) || !IsTheAnswerBut(tenant.Policy, members))
            {
                return false;
            }

            if (change.BackupPath is { } backup)
            {
                backups.Add(backup);
            }
        }

        // Undone one by one, from the last to the first.
        foreach (var backup in Enumerable.Reverse(backups))
        {
            var plan = await new PolicyPlanner(connection).PlanRestoreAsync(backup, _ => true, TestContext.Current.CancellationToken);
            if ((await new PolicyWriter(connection).ApplyAsync(plan, folder, TestContext.Current.CancellationToken)).Status != ChangeStatus.Updated)
            {
                return false;
            }
        }

        return JsonNode.DeepEquals(start, tenant.State()) && IsTheAnswerBut(tenant.Policy, members);
    }

    /// <summary>Whether a body has the members of an answer as they were spelt and in their order, and no more; those that may change have at least their place.</summary>
    private static bool IsTheAnswerBut(string body, string[] members)
    {
        var at = 1;
        for (var index = 0; index < members.Length; index++)
        {
            var label = EverySetting.PortalFields.Select(field => $"\"{field}\":").FirstOrDefault(start => members[index].StartsWith(start, StringComparison.Ordinal));
            var end = members[index];
            if (label is not null)
            {
                // Its value ends where the next member, or the object, begins.
                var next = index + 1 < members.Length ? "," + (members[index + 1].Split(':')[0] + ":") : "}";
                var stop = body.IndexOf(next, at, StringComparison.Ordinal);
                if (stop < 0 || !body[at..].StartsWith(label, StringComparison.Ordinal))
                {
                    return false;
                }

                end = body[at..stop];
            }

            if (!body[at..].StartsWith(end, StringComparison.Ordinal) || body[at + end.Length] != (index + 1 < members.Length ? ',' : '}'))
            {
                return false;
            }

            at += end.Length + 1;
        }

        return at == body.Length;
    }

    [Fact]
    public void The_steps_of_a_change_lead_to_what_was_meant_and_the_same_again_has_none() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        AChange.ListOf().ToArbitrary(),
        changes =>
        {
            var start = Start([]);
            var end = changes.Aggregate(start, (facts, change) => PolicyChanges.Apply(facts, EverySetting.Wish(change.Setting, change.Value)));
            var steps = PolicySteps.Between(start, end);
            var again = changes.Count == 0 ? end : PolicyChanges.Apply(end, EverySetting.Wish(changes[^1].Setting, changes[^1].Value));
            return steps.GroupBy(step => step.Section).All(group => FieldDifference.Between(group.Key, end.Sections[group.Key], group.Last().After).Count == 0)
                && PolicySteps.Between(end, again).Count == 0
                && (PolicyChanges.Between(start, end).Count == 0) == (steps.Count == 0);
        }));

    [Fact]
    public void No_change_writes_the_old_policys_method_switches() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(
        AChange.ListOf().ToArbitrary(),
        changes =>
        {
            var start = Start([]);
            var end = changes.Aggregate(start, (facts, change) => PolicyChanges.Apply(facts, EverySetting.Wish(change.Setting, change.Value)));
            return ResetMethod.All.All(method => start.Sections[PolicySection.Portal][method.LegacyField] == end.Sections[PolicySection.Portal][method.LegacyField]);
        }));

    private static PolicyFacts Start((string Name, string Raw)[] unknown)
    {
        var portal = JsonFields.Parse(FakeTenant.PolicyJson);
        var sections = new Dictionary<string, JsonFields>(MethodsPolicyJson.Read("""
            {"policyMigrationState":"preMigration","registrationEnforcement":{"authenticationMethodsRegistrationCampaign":{"snoozeDurationInDays":1,"state":"default","excludeTargets":[],"includeTargets":[]}},
            "authenticationMethodConfigurations":[
            {"@odata.type":"#microsoft.graph.smsAuthenticationMethodConfiguration","id":"Sms","state":"enabled","excludeTargets":[],"includeTargets":[{"id":"all_users","targetType":"group","isUsableForSignIn":true,"x":1.50}]},
            {"@odata.type":"#microsoft.graph.emailAuthenticationMethodConfiguration","id":"Email","state":"disabled","excludeTargets":[],"includeTargets":[]},
            {"@odata.type":"#microsoft.graph.voiceAuthenticationMethodConfiguration","id":"Voice","state":"enabled","isOfficePhoneAllowed":false,"excludeTargets":[],"includeTargets":[]},
            {"@odata.type":"#microsoft.graph.softwareOathAuthenticationMethodConfiguration","id":"SoftwareOath","state":"disabled","excludeTargets":[],"includeTargets":[]},
            {"@odata.type":"#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration","id":"MicrosoftAuthenticator","state":"disabled","isSoftwareOathEnabled":true,"excludeTargets":[],"includeTargets":[]}]}
            """))
        {
            [PolicySection.Portal] = unknown.Aggregate(portal, (fields, field) => fields.With(field.Name, field.Raw)),
            [PolicySection.OnPremises] = JsonFields.Parse("""{"objectId":"default","passwordWritebackSupported":false,"accountUnlockSupported":true,"accountUnlockEnabled":false}"""),
            [PolicySection.Authorization] = JsonFields.Parse("""{"allowedToUseSSPR":true}"""),
        };
        return new PolicyFacts { Sections = sections };
    }
}
