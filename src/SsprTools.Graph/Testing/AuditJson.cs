using System.Text.Json.Serialization;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Testing;

/// <summary>The parts of a directoryAudit that are used. Source: facts/graph.md 1.12.</summary>
internal sealed record AuditEntry(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("correlationId")] string? CorrelationId,
    [property: JsonPropertyName("activityDisplayName")] string? Activity,
    [property: JsonPropertyName("activityDateTime")] DateTimeOffset? ActivityDateTime,
    [property: JsonPropertyName("loggedByService")] string? Service,
    [property: JsonPropertyName("result")] string? Result,
    [property: JsonPropertyName("resultReason")] string? ResultReason,
    [property: JsonPropertyName("initiatedBy")] AuditInitiator? InitiatedBy,
    [property: JsonPropertyName("targetResources")] IReadOnlyList<AuditTarget>? Targets,
    [property: JsonPropertyName("additionalDetails")] IReadOnlyList<AuditDetail>? Details);

internal sealed record AuditInitiator(
    [property: JsonPropertyName("user")] AuditUser? User,
    [property: JsonPropertyName("app")] AuditApp? App);

internal sealed record AuditUser(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("userPrincipalName")] string? UserPrincipalName);

internal sealed record AuditApp([property: JsonPropertyName("displayName")] string? DisplayName);

internal sealed record AuditTarget(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("userPrincipalName")] string? UserPrincipalName,
    [property: JsonPropertyName("modifiedProperties")] IReadOnlyList<AuditProperty>? ModifiedProperties);

internal sealed record AuditProperty(
    [property: JsonPropertyName("displayName")] string? DisplayName,
    [property: JsonPropertyName("oldValue")] string? OldValue,
    [property: JsonPropertyName("newValue")] string? NewValue);

internal sealed record AuditDetail(
    [property: JsonPropertyName("key")] string? Key,
    [property: JsonPropertyName("value")] string? Value);

/// <summary>The parts of a signIn that are used.</summary>
internal sealed record SignInEntry(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("createdDateTime")] DateTimeOffset? CreatedDateTime,
    [property: JsonPropertyName("userId")] string? UserId,
    [property: JsonPropertyName("appDisplayName")] string? AppDisplayName,
    [property: JsonPropertyName("status")] SignInStatus? Status);

internal sealed record SignInStatus(
    [property: JsonPropertyName("errorCode")] int? ErrorCode,
    [property: JsonPropertyName("failureReason")] string? FailureReason);

[JsonSerializable(typeof(Page<AuditEntry>))]
[JsonSerializable(typeof(Page<SignInEntry>))]
internal sealed partial class AuditJson : JsonSerializerContext;
