using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Testing;

/// <summary>
/// Reads the beta report of registrations and resets, newest day by the service's own order. Permission: AuditLog.Read.All. It is beta, and not in every
/// cloud and tenant: that it is missing is an answer.
/// </summary>
public sealed class UserEventsSummary(SsprConnection connection)
{
    private const string Path = "beta/reports/authenticationMethods/userEventsSummary";

    // Without it a method that is newer than the page's list comes as unknownFutureValue. Source: facts/graph.md 1.11.
    private static readonly KeyValuePair<string, string> s_prefer = new("Prefer", "include-unknown-enum-members");

    /// <param name="userPrincipalName">Only this user's rows; <see langword="null"/>: all.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.NotInThisCloud"/>: the service does not know the report.</exception>
    public async IAsyncEnumerable<SsprUserEvent> ReadAsync(string? userPrincipalName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = userPrincipalName is null ? Path : Path + "?" + ODataText.Option("$filter", $"userPrincipalName eq {ODataText.Literal(userPrincipalName)}");
        var pages = PageReader.ReadAsync(connection.GraphHttp, path, UserEventsJson.Default.PageUserEventRow, [s_prefer], null, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (pages.ConfigureAwait(false))
        {
            while (await MoveAsync(pages).ConfigureAwait(false))
            {
                foreach (var row in pages.Current)
                {
                    if (row.EventDateTime is { } time)
                    {
                        yield return Read(row, time);
                    }
                }
            }
        }
    }

    private static SsprUserEvent Read(UserEventRow row, DateTimeOffset time) => new()
    {
        EventDateTime = time,
        UserId = row.Id,
        UserPrincipalName = row.UserPrincipalName,
        UserDisplayName = row.UserDisplayName,
        Feature = row.Feature,
        AuthMethod = row.AuthMethod,
        IsSuccess = row.IsSuccess,
        FailureReason = string.IsNullOrWhiteSpace(row.FailureReason) ? null : row.FailureReason.Trim(),
    };

    private async Task<bool> MoveAsync(IAsyncEnumerator<IReadOnlyList<UserEventRow>> pages)
    {
        try
        {
            return await pages.MoveNextAsync().ConfigureAwait(false);
        }
        catch (GraphException error) when (IsAbsent(error.Error))
        {
            throw new SsprException(
                SsprErrorId.NotInThisCloud,
                $"Microsoft Graph has no beta report userEventsSummary for this tenant in the cloud {connection.Environment} ({error.Error.Status} {error.Error.Code}).",
                "Use the audit log: Get-SsprEvent without -Summary.",
                connection.Environment,
                error);
        }
    }

    // An address that is not there is 404 in places and 400 with "Resource not found for the segment" in others (facts/graph.md 5.5).
    private static bool IsAbsent(GraphError error) => error.Status is 404 or 405 or 501
        || (error.Status == 400 && error.Message?.Contains("segment", StringComparison.OrdinalIgnoreCase) == true);
}

/// <summary>A row of userEventsSummary. Source: facts/graph.md 1.11.</summary>
internal sealed record UserEventRow(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("userPrincipalName")] string? UserPrincipalName,
    [property: JsonPropertyName("userDisplayName")] string? UserDisplayName,
    [property: JsonPropertyName("feature")] string? Feature,
    [property: JsonPropertyName("authMethod")] string? AuthMethod,
    [property: JsonPropertyName("isSuccess")] bool? IsSuccess,
    [property: JsonPropertyName("failureReason")] string? FailureReason,
    [property: JsonPropertyName("eventDateTime")] DateTimeOffset? EventDateTime);

[JsonSerializable(typeof(Page<UserEventRow>))]
internal sealed partial class UserEventsJson : JsonSerializerContext;
