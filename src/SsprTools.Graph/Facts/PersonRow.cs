using System.Text.Json.Serialization;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Facts;

/// <summary>A user with all that the gates need of the account, so that one request answers for fifteen users.</summary>
internal sealed record PersonRow : DirectoryRow
{
    [JsonPropertyName("mobilePhone")]
    public string? MobilePhone { get; init; }

    [JsonPropertyName("businessPhones")]
    public IReadOnlyList<string>? BusinessPhones { get; init; }

    [JsonPropertyName("otherMails")]
    public IReadOnlyList<string>? OtherMails { get; init; }

    [JsonPropertyName("mail")]
    public string? Mail { get; init; }

    [JsonPropertyName("assignedPlans")]
    public IReadOnlyList<AssignedPlanRow>? AssignedPlans { get; init; }

    [JsonPropertyName("creationType")]
    public string? CreationType { get; init; }

    [JsonPropertyName("identities")]
    public IReadOnlyList<IdentityRow>? Identities { get; init; }
}

/// <summary>A plan that was given to a user, and whether it works.</summary>
internal sealed record AssignedPlanRow(
    [property: JsonPropertyName("servicePlanId")] Guid? PlanId,
    [property: JsonPropertyName("capabilityStatus")] string? CapabilityStatus);

/// <summary>A name under which a user signs in, and who keeps its password.</summary>
internal sealed record IdentityRow(
    [property: JsonPropertyName("signInType")] string? SignInType,
    [property: JsonPropertyName("issuer")] string? Issuer);

[JsonSerializable(typeof(PersonRow))]
[JsonSerializable(typeof(Page<PersonRow>))]
[JsonSerializable(typeof(Page<RoleRow>))]
[JsonSerializable(typeof(Page<LicenseDetailRow>))]
[JsonSerializable(typeof(GroupIdList))]
[JsonSerializable(typeof(GroupIdAnswer))]
internal sealed partial class FactsJson : JsonSerializerContext;
