using System.Globalization;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Testing;

/// <summary>Reads a user's sign-ins, newest first. Permission: AuditLog.Read.All; needs Entra ID P1 or P2. As late as the audit log.</summary>
public sealed class SignInLog(SsprConnection connection)
{
    /// <param name="userId">The user's object id.</param>
    /// <param name="since">Only sign-ins at or after this time.</param>
    public async Task<IReadOnlyList<SignInEvent>> ReadAsync(string userId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var time = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var path = "v1.0/auditLogs/signIns?" + ODataText.Option("$filter", $"userId eq {ODataText.Literal(userId)} and createdDateTime ge {time}");
        var found = new List<SignInEvent>();
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, path, AuditJson.Default.PageSignInEntry, eventual: false, cancellationToken).ConfigureAwait(false))
        {
            found.AddRange(page
                .Where(entry => entry.UserId == userId && entry is { Id: not null, CreatedDateTime: not null })
                .Select(entry => new SignInEvent
                {
                    Id = entry.Id!,
                    CreatedDateTime = entry.CreatedDateTime!.Value,
                    ErrorCode = entry.Status?.ErrorCode,
                    FailureReason = entry.Status?.FailureReason,
                    AppDisplayName = entry.AppDisplayName,
                }));
        }

        return found;
    }
}
