using System.Runtime.CompilerServices;
using SsprTools.Graph.Connection;
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
    public IAsyncEnumerable<IReadOnlyList<RegistrationRow>> ReadAsync(RegistrationFilter filter, CancellationToken cancellationToken) =>
        ReadAsync(PathOf(filter), null, cancellationToken);

    /// <summary>
    /// The rows that come after a checkpoint, which is moved on after each page that the caller has taken whole. So every row is given at least once,
    /// whatever ends the read; those of one page are given again if it ends within that page, by a kill or because the caller wants no more, or by that page's
    /// link to the next.
    /// </summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.IncompletePages"/>; <see cref="SsprErrorId.InvalidCheckpoint"/>: the service does not
    /// know the place any more; <see cref="SsprErrorId.FileNotWritten"/></exception>
    public async IAsyncEnumerable<IReadOnlyList<RegistrationRow>> ReadAsync(RegistrationCheckpoint checkpoint, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = ReadAsync(checkpoint.Query, checkpoint.Trail(), cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var read = pages.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await pages.MoveNextAsync().ConfigureAwait(false))
                {
                    break;
                }
            }
            catch (SsprException error) when (checkpoint.IsRefused(error))
            {
                throw checkpoint.Forgotten(error);
            }

            checkpoint.Saw(pages.Current);
            yield return pages.Current;
        }

        checkpoint.End();
    }

    internal static string PathOf(RegistrationFilter filter)
    {
        var expression = filter.ToODataFilter();
        return $"{Path}?$select={Select}" + (expression.Length > 0 ? "&" + ODataText.Option("$filter", expression) : "");
    }

    /// <summary>The address of a user's row within a <c>$batch</c>.</summary>
    internal static string StepOf(string userId) => $"{Path["v1.0/".Length..]}/{ODataText.Segment(userId)}";

    internal static SsprException NotInReport(UnreportedRegistration user) => new(
        SsprErrorId.NotInReport,
        $"The registration report has no row for {user.UserPrincipalName}. {user.WhyNotInReport}",
        "Read the methods themselves with Get-SsprMethod or -Live, or ask again in some hours. That the row is missing says nothing about registration.",
        user.UserPrincipalName);

    private async IAsyncEnumerable<IReadOnlyList<RegistrationRow>> ReadAsync(string path, PageTrail? trail, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PageReader
            .ReadAsync(connection.GraphHttp, path, RegistrationJson.Default.PageRegistrationRow, eventual: false, trail, cancellationToken)
            .ConfigureAwait(false))
        {
            var now = connection.Clock.Now;
            foreach (var row in page)
            {
                WithAge(row, now);
            }

            yield return page;
        }
    }

    internal RegistrationRow WithAge(RegistrationRow row) => WithAge(row, connection.Clock.Now);

    private static RegistrationRow WithAge(RegistrationRow row, DateTimeOffset now)
    {
        row.ReportAge = now - row.ReportUpdatedDateTime;
        return row;
    }
}
