using System.Text.Json.Serialization;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>What the directory tells of a user who may be missing in the registration report.</summary>
internal sealed record ReportedUser
{
    public const string Select = "$select=id,userPrincipalName,displayName,accountEnabled,userType,createdDateTime";

    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    [JsonPropertyName("userPrincipalName")]
    public string? UserPrincipalName { get; init; }

    [JsonPropertyName("displayName")]
    public string? DisplayName { get; init; }

    [JsonPropertyName("accountEnabled")]
    public bool? AccountEnabled { get; init; }

    [JsonPropertyName("userType"), JsonConverter(typeof(UserTypeConverter))]
    public string? UserType { get; init; }

    [JsonPropertyName("createdDateTime")]
    public DateTimeOffset? CreatedDateTime { get; init; }

    /// <summary>Whether the directory alone tells that the report has no row. Disabled users are left out: facts/graph.md 1.10.</summary>
    /// <param name="refreshed">When the report was refreshed, as far as a row told.</param>
    public bool IsSurelyMissing(DateTimeOffset? refreshed) => AccountEnabled == false || IsNewer(refreshed);

    public UnreportedRegistration ToUnreported(DateTimeOffset? refreshed, DateTimeOffset now) => new()
    {
        Id = Id,
        UserPrincipalName = UserPrincipalName ?? "",
        DisplayName = DisplayName,
        // As the report spells it.
        UserType = UserType switch
        {
            "Member" => "member",
            "Guest" => "guest",
            _ => UserType,
        },
        AccountEnabled = AccountEnabled,
        CreatedDateTime = CreatedDateTime,
        ReportUpdatedDateTime = refreshed,
        ReportAge = refreshed is { } time ? now - time : null,
        WhyNotInReport = Why(refreshed),
    };

    private bool IsNewer(DateTimeOffset? refreshed) => refreshed is { } time && CreatedDateTime is { } created && created > time;

    private string Why(DateTimeOffset? refreshed) => true switch
    {
        _ when AccountEnabled == false => "The account is disabled, and disabled users are left out of the report.",
        _ when IsNewer(refreshed) => "The user is newer than the report.",
        _ when refreshed is null => "The user is newer than the report, or the report left it out.",
        _ when CreatedDateTime is null => "The report left the user out, or the user is newer than it: the directory does not say when it was created.",
        _ => "The report left the user out, and nothing tells why: the account is enabled and older than the report.",
    };
}

[JsonSerializable(typeof(ReportedUser))]
[JsonSerializable(typeof(Page<ReportedUser>))]
internal sealed partial class ReportedUserJson : JsonSerializerContext;
