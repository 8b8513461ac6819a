using SsprTools.Sandbox.Graph.Query;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Graph.Resources;

/// <summary>Audit and sign-in entries as Graph entities (graph.md 1.12).</summary>
internal static class AuditShapes
{
    public static readonly Shape<AuditEvent> Audit = new("directoryAudit",
    [
        new("id", entry => entry.Id),
        new("category", entry => entry.Category),
        new("correlationId", entry => entry.CorrelationId.ToString()),
        new("result", entry => entry.Result),
        new("resultReason", entry => entry.ResultReason),
        new("activityDisplayName", entry => entry.Activity),
        new("activityDateTime", entry => entry.Time),
        new("loggedByService", entry => entry.Service),
        new("operationType", entry => entry.OperationType),
        new("initiatedBy", entry => Initiator(entry.By)),
        new("targetResources", entry => entry.Targets.Select(Target)),
        new("additionalDetails", entry => entry.AdditionalDetails.Select(detail => new Complex(("key", detail.Key), ("value", detail.Value)))),
    ]);

    public static readonly QueryRules AuditRules = new()
    {
        DefaultPage = 1000,
        MaxPage = 1000,
        OrderBy = ["activityDateTime"],
        Filter = new Dictionary<string, string>
        {
            ["activityDateTime"] = "eq ge le",
            ["activityDisplayName"] = "eq startswith",
            ["loggedByService"] = "eq",
            ["correlationId"] = "eq",
            ["id"] = "eq",
            ["initiatedBy/user/id"] = "eq",
            ["initiatedBy/user/displayName"] = "eq",
            ["initiatedBy/user/userPrincipalName"] = "eq startswith",
            ["initiatedBy/app/appId"] = "eq",
            ["initiatedBy/app/displayName"] = "eq",
            ["targetResources/id"] = "eq",
            ["targetResources/displayName"] = "eq startswith",
        },
    };

    public static readonly Shape<SignInEvent> SignIn = new("signIn",
    [
        new("id", entry => entry.Id.ToString()),
        new("createdDateTime", entry => entry.Time),
        new("userDisplayName", entry => entry.UserDisplayName),
        new("userPrincipalName", entry => entry.UserPrincipalName),
        new("userId", entry => entry.UserId.ToString()),
        new("appId", entry => entry.AppId),
        new("appDisplayName", entry => entry.AppDisplayName),
        new("ipAddress", entry => entry.IpAddress),
        new("clientAppUsed", entry => entry.ClientApp),
        new("correlationId", entry => entry.CorrelationId.ToString()),
        new("conditionalAccessStatus", _ => "notApplied"),
        new("isInteractive", _ => true),
        new("riskDetail", _ => "none"),
        new("riskLevelAggregated", _ => "none"),
        new("riskLevelDuringSignIn", _ => "none"),
        new("riskState", _ => "none"),
        new("resourceDisplayName", entry => entry.ResourceName),
        new("resourceId", entry => entry.ResourceId),
        new("status", entry => new Complex(("errorCode", entry.ErrorCode), ("failureReason", entry.FailureReason ?? "Other."), ("additionalDetails", null))),
        new("deviceDetail", _ => new Complex(
            ("deviceId", ""), ("displayName", ""), ("operatingSystem", "Linux"), ("browser", "Chrome"), ("isCompliant", false), ("isManaged", false), ("trustType", ""))),
        new("location", _ => new Complex(("city", null), ("state", null), ("countryOrRegion", null), ("geoCoordinates", null))),
    ]);

    public static readonly QueryRules SignInRules = new()
    {
        DefaultPage = 1000,
        MaxPage = 1000,
        OrderBy = ["createdDateTime"],
        Filter = new Dictionary<string, string>
        {
            ["id"] = "eq",
            ["createdDateTime"] = "eq ge le gt lt",
            ["userId"] = "eq",
            ["userPrincipalName"] = "eq startswith",
            ["userDisplayName"] = "eq startswith",
            ["appId"] = "eq",
            ["appDisplayName"] = "eq startswith",
            ["ipAddress"] = "eq startswith",
            ["status/errorCode"] = "eq",
            ["correlationId"] = "eq",
        },
    };

    private static Complex Initiator(Actor by) => by.UserId is { } id
        ? new Complex(("app", null), ("user", new Complex(
            ("id", id), ("displayName", by.DisplayName), ("userPrincipalName", by.UserPrincipalName), ("ipAddress", by.IpAddress ?? ""))))
        : new Complex(("user", null), ("app", new Complex(
            ("appId", by.AppId), ("displayName", by.DisplayName), ("servicePrincipalId", null), ("servicePrincipalName", null))));

    private static Complex Target(AuditTarget target) => new(
        ("id", target.Id),
        ("displayName", target.DisplayName),
        ("type", target.Type),
        ("userPrincipalName", target.UserPrincipalName),
        ("groupType", target.Type == "Group" ? "azureAD" : null),
        ("modifiedProperties", target.Modified.Select(change => new Complex(
            ("displayName", change.DisplayName), ("oldValue", change.OldValue), ("newValue", change.NewValue)))));
}
