using System.Text.Json.Nodes;
using SsprTools.Graph.Readiness;

namespace SsprTools.Tutorial.Tests.Agreement;

/// <summary>When a gate may say Unknown, by the facts that were seeded, and how often at most.</summary>
internal static class Doubts
{
    private static readonly Dictionary<string, Func<Case, bool>> s_reasons = new()
    {
        ["UserType.AnotherTenant"] = IsGuest,
        ["UserType.OtherProvider"] = IsGuest,
        // A subscription in its grace period: no source says what the reset makes of it.
        ["License.NotKnown"] = found => found.Facts["licenses"]?.AsArray().Any(name => Sku(found, name)?["capabilityStatus"]?.GetValue<string>() == "Warning") == true,
        // No source lists all roles that count; "Reader" is none of the names that surely do.
        ["Tenant.NotKnown"] = HoldsUnclearRole,
        ["Administrator.NotKnown"] = HoldsUnclearRole,
        ["Scope.NotKnown"] = HoldsUnclearRole,
        ["Methods.NotKnown"] = HoldsUnclearRole,
        ["Scope.Off"] = found => found.Policy["portalPolicy"]!["enablementType"]!.GetValue<int>() == 0,
        ["Methods.Doubt"] = found => AfterTexts(found) || HasMethodsForSome(found) || HasNoRow(found) || HasOldNotification(found),
        ["Writeback.OnNotSeen"] = found => found.Facts["onPremisesSyncEnabled"]?.GetValue<bool>() == true && found.Policy["onPremisesPolicy"]!["writebackEnabled"]!.GetValue<bool>(),
        ["Writeback.Federated"] = found => found.User.EndsWith("@federated.example", StringComparison.Ordinal),
    };

    /// <summary>What is said to be unknown without a reason.</summary>
    public static IEnumerable<string> Unfounded(Case found) => found.Prediction.Gates
        .Where(gate => gate is { Decides: true, Verdict: Verdict.Unknown } && !(s_reasons.TryGetValue(gate.Rule, out var reason) && reason(found)))
        .Select(gate => $"tenant {found.Tenant}, {found.User}: {gate.Rule}: {gate.Reason}");

    /// <summary>How often each gate says Unknown.</summary>
    public static IReadOnlyDictionary<Gate, int> Count(IEnumerable<Case> cases) => cases.SelectMany(found => found.Prediction.Gates)
        .Where(gate => gate is { Decides: true, Verdict: Verdict.Unknown }).GroupBy(gate => gate.Gate).ToDictionary(same => same.Key, same => same.Count());

    private static bool IsGuest(Case found) => found.Facts["userType"] is not null;

    // The notification of the old policy while both count, for one step (facts/graph.md 3.1 and 1.7 leave it open).
    private static bool HasOldNotification(Case found) => found.Policy["methodsPolicy"]!["migrationState"]!.GetValue<string>() == "MigrationInProgress"
        && found.Policy["portalPolicy"]!["mobileAppNotificationEnabled"]!.GetValue<bool>();

    private static bool AfterTexts(Case found) => found.Policy["clock"]!.GetValue<string>().StartsWith("2027", StringComparison.Ordinal);

    private static bool HasMethodsForSome(Case found) =>
        found.Policy["methodsPolicy"]!.AsObject().Any(method => method.Value is JsonObject settings && (settings.ContainsKey("groups") || settings.ContainsKey("excludedGroups")));

    // Security questions are told by the report alone, and the disabled are not in it.
    private static bool HasNoRow(Case found) => found.Facts["accountEnabled"]?.GetValue<bool>() == false;

    private static bool HoldsUnclearRole(Case found) =>
        found.Facts["roles"] is not null || found.Facts["eligibleRoles"] is not null || found.Facts["groups"]!.GetValue<string>().Contains("Role group", StringComparison.Ordinal);

    private static JsonNode? Sku(Case found, JsonNode? name) =>
        found.Policy["skus"]!.AsArray().FirstOrDefault(sku => sku!["partNumber"]!.GetValue<string>() == name!.GetValue<string>());
}
