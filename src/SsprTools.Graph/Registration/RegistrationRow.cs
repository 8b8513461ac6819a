using System.Text.Json.Serialization;

namespace SsprTools.Graph.Registration;

/// <summary>
/// A row of Graph's registration report. Source: facts/graph.md 1.10. It says what was so when the report was last refreshed
/// (<see cref="ReportUpdatedDateTime"/>), not now; disabled users are not in the report at all.
/// </summary>
/// <remarks>Nobody outside can change a row. The setters are not init, because for those the JSON reader boxes each value of a row.</remarks>
public sealed record RegistrationRow
{
    /// <summary>The user's object id.</summary>
    [JsonInclude, JsonPropertyName("id")]
    public string Id { get; internal set; } = "";

    [JsonInclude, JsonPropertyName("userPrincipalName")]
    public string UserPrincipalName { get; internal set; } = "";

    [JsonInclude, JsonPropertyName("userDisplayName")]
    public string? DisplayName { get; internal set; }

    /// <summary><c>member</c> or <c>guest</c>.</summary>
    [JsonInclude, JsonPropertyName("userType"), JsonConverter(typeof(UserTypeConverter))]
    public string? UserType { get; internal set; }

    /// <summary>Whether the user holds a directory role; the administrators' policy then applies.</summary>
    [JsonInclude, JsonPropertyName("isAdmin")]
    public bool? IsAdmin { get; internal set; }

    /// <summary>Whether the user is in the scope of the SSPR policy; <see langword="null"/>: the report did not say.</summary>
    [JsonInclude, JsonPropertyName("isSsprEnabled")]
    public bool? IsSsprEnabled { get; internal set; }

    /// <summary>Whether the user has as many usable methods as the policy asks for, in scope or not.</summary>
    [JsonInclude, JsonPropertyName("isSsprRegistered")]
    public bool? IsSsprRegistered { get; internal set; }

    /// <summary>Enabled and registered. Not: licensed, unblocked, or reachable by password writeback.</summary>
    [JsonInclude, JsonPropertyName("isSsprCapable")]
    public bool? IsSsprCapable { get; internal set; }

    /// <summary>The methods in Graph's words. An open list: new words appear without notice.</summary>
    [JsonInclude, JsonPropertyName("methodsRegistered"), JsonConverter(typeof(MethodWordsConverter))]
    public IReadOnlyList<string> MethodsRegistered { get; internal set; } = [];

    /// <summary>When the report was refreshed, UTC.</summary>
    [JsonInclude, JsonPropertyName("lastUpdatedDateTime")]
    public DateTimeOffset? ReportUpdatedDateTime { get; internal set; }

    /// <summary>How old the row was when it was read.</summary>
    [JsonIgnore]
    public TimeSpan? ReportAge { get; internal set; }

    /// <summary>Always <see langword="null"/>: it is in the report. Here so that a list with <see cref="UnreportedRegistration"/> has one set of columns.</summary>
    [JsonIgnore]
#pragma warning disable CA1822 // A static member would be no column.
    public string? WhyNotInReport => null;
#pragma warning restore CA1822
}
