using System.Collections.Immutable;
using System.Text.Json;
using SsprTools.Sandbox.Graph.Http;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Applies the body of PATCH authenticationMethodsPolicy.</summary>
internal static class MethodsPolicyPatch
{
    public static MethodsPolicy Apply(MethodsPolicy policy, JsonElement body)
    {
        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (property.Name is not ("policyMigrationState" or "reconfirmationInDays" or "registrationEnforcement" or "@odata.type" or "@odata.context"))
            {
                throw Errors.BadRequest($"Property '{property.Name}' is read-only and cannot be set.");
            }
        }

        RegistrationCampaign campaign = policy.Campaign;
        if (body.TryGetProperty("registrationEnforcement", out JsonElement enforcement) && enforcement.ValueKind == JsonValueKind.Object
            && enforcement.TryGetProperty("authenticationMethodsRegistrationCampaign", out JsonElement change) && change.ValueKind == JsonValueKind.Object)
        {
            int snooze = change.Number("snoozeDurationInDays") ?? campaign.SnoozeDurationInDays;
            campaign = new RegistrationCampaign
            {
                SnoozeDurationInDays = snooze is >= 0 and <= 14 ? snooze : throw Errors.InvalidValue("snoozeDurationInDays"),
                State = change.Text("state") ?? campaign.State,
                IncludeTargets = Targets(change, "includeTargets", campaign.IncludeTargets),
                ExcludeTargets = Targets(change, "excludeTargets", campaign.ExcludeTargets),
            };
        }

        return policy with
        {
            Campaign = campaign,
            ReconfirmationInDays = body.Number("reconfirmationInDays") ?? policy.ReconfirmationInDays,
            MigrationState = body.Text("policyMigrationState") switch
            {
                null => policy.MigrationState,
                "preMigration" => MigrationState.PreMigration,
                "migrationInProgress" => MigrationState.MigrationInProgress,
                "migrationComplete" => MigrationState.MigrationComplete,
                _ => throw Errors.InvalidValue("policyMigrationState"),
            },
        };
    }

    private static ImmutableArray<MethodTarget> Targets(JsonElement body, string name, ImmutableArray<MethodTarget> before) =>
        body.TryGetProperty(name, out JsonElement targets) && targets.ValueKind == JsonValueKind.Array
            ? [.. targets.EnumerateArray().Select(target => new MethodTarget(target.Text("id") ?? "", target.Text("targetType") ?? "group"))]
            : before;
}
