using System.Runtime.CompilerServices;
using System.Text.Json;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;

namespace SsprTools.Graph.Registration;

/// <summary>Reads Graph's registration report. Permission: AuditLog.Read.All; needs Entra ID P1 or P2 in the tenant.</summary>
public sealed class RegistrationReport(SsprConnection connection)
{
    private const string Path = "v1.0/reports/authenticationMethods/userRegistrationDetails";

    // Only what a row shows; the rest would cost time on the wire for nothing.
    private const string Select = "id,userPrincipalName,userDisplayName,userType,isAdmin,isSsprEnabled,isSsprRegistered,"
        + "isSsprCapable,methodsRegistered,lastUpdatedDateTime";

    /// <summary>The words that were seen in <see cref="RegistrationRow.MethodsRegistered"/>; the list is open (facts/graph.md 1.10).</summary>
    public static IReadOnlyList<string> KnownMethods { get; } =
    [
        "mobilePhone", "alternateMobilePhone", "officePhone", "email", "securityQuestion", "microsoftAuthenticatorPush",
        "microsoftAuthenticatorPasswordless", "softwareOneTimePasscode", "hardwareOneTimePasscode", "fido2SecurityKey",
        "windowsHelloForBusiness", "temporaryAccessPass", "passKeyDeviceBound", "passKeyDeviceBoundAuthenticator",
        "passKeyDeviceBoundWindowsHello", "passKeySynced", "macOsSecureEnclaveKey", "qrCode", "externalAuthMethod",
    ];

    /// <summary>
    /// The tenant's rows, a page at a time. No <c>$top</c>: the service's own page is the largest seen (facts/field.md c).
    /// </summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.IncompletePages"/>: rows are missing.</exception>
    public async IAsyncEnumerable<IReadOnlyList<RegistrationRow>> ReadAsync(
        RegistrationFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var expression = filter.ToODataFilter();
        var path = $"{Path}?$select={Select}" + (expression.Length > 0 ? "&" + ODataText.Option("$filter", expression) : "");
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, path, RegistrationJson.Default.PageRegistrationRow, eventual: false, cancellationToken)
            .ConfigureAwait(false))
        {
            foreach (var row in page)
            {
                WithAge(row);
            }

            yield return page;
        }
    }

    /// <summary>One user's row.</summary>
    /// <param name="identity">UPN or object id.</param>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.UserNotFound"/>; <see cref="SsprErrorId.NotInReport"/>: the user exists, and nothing is known of its registration.
    /// </exception>
    public async Task<RegistrationRow> GetAsync(string identity, CancellationToken cancellationToken)
    {
        var user = await new UserDirectory(connection).GetAsync(identity, cancellationToken).ConfigureAwait(false);
        return await FindAsync(user.Id, cancellationToken).ConfigureAwait(false) ?? throw new SsprException(
            SsprErrorId.NotInReport,
            $"The registration report has no row for {user.UserPrincipalName}" + (user.AccountEnabled == false
                ? ": the account is disabled, and disabled users are left out."
                : ": the user is newer than the report, or the report left it out."),
            "Read the methods themselves with Get-SsprMethod, or ask again in some hours. That the row is missing says nothing about registration.",
            user.UserPrincipalName);
    }

    /// <summary>One user's row, or <see langword="null"/> if the report has none (disabled, just created, or deleted).</summary>
    /// <param name="userId">The user's object id.</param>
    public async Task<RegistrationRow?> FindAsync(string userId, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await connection.GraphHttp
                .GetAsync(new Uri($"{Path}/{ODataText.Segment(userId)}", UriKind.Relative), cancellationToken).ConfigureAwait(false);
            using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var row = await JsonSerializer.DeserializeAsync(stream, RegistrationJson.Default.RegistrationRow, cancellationToken).ConfigureAwait(false);
            return row is null ? null : WithAge(row);
        }
        catch (GraphException error) when (error.Error.Status == 404)
        {
            return null;
        }
    }

    private RegistrationRow WithAge(RegistrationRow row)
    {
        row.ReportAge = row.ReportUpdatedDateTime is { } updated ? connection.Clock.Now - updated : null;
        return row;
    }
}
