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

    private static Gen<(string Name, string Raw)[]> SomeUnknown =>
        Gen.Choose(0, 5).SelectMany(count => Gen.ArrayOf(Gen.Elements(s_odd), count)).Select(raws => raws.Select((raw, index) => ($"unknown{index}", raw)).ToArray());

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
        AChange.ListOf().Zip(SomeUnknown).ToArbitrary(),
        given =>
        {
            var (changes, unknown) = given;
            var start = Start(unknown);
            var end = changes.Aggregate(start, (facts, change) => PolicyChanges.Apply(facts, EverySetting.Wish(change.Setting, change.Value)));
            var put = PolicySteps.Between(start, end).FirstOrDefault(step => step.Section == PolicySection.Portal);
            return put is null || (unknown.All(field => put.Body.Contains($"\"{field.Name}\":{field.Raw}", StringComparison.Ordinal))
                && JsonFields.Parse(put.Body).Names.SequenceEqual(start.Sections[PolicySection.Portal].Names));
        }));

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
