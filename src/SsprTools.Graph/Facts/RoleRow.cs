using System.Text.Json.Serialization;

namespace SsprTools.Graph.Facts;

/// <summary>A role, a role's holder, or someone eligible for a role or for a group: what these lists have in common.</summary>
internal sealed record RoleRow(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("principalId")] string? PrincipalId,
    [property: JsonPropertyName("roleDefinitionId")] string? RoleDefinitionId,
    [property: JsonPropertyName("roleTemplateId")] string? RoleTemplateId,
    [property: JsonPropertyName("displayName")] string? DisplayName,
    [property: JsonPropertyName("groupId")] string? GroupId,
    [property: JsonPropertyName("accessId")] string? AccessId);
