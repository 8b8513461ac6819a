using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Http;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Reporting;

/// <summary>
/// Counts the adoption of reset. Permissions: User.Read.All (or GroupMember.Read.All with groups), AuditLog.Read.All; the policy's, to tell which methods count.
/// What may not be read makes its figures unknown; a list that breaks off is an error, never a smaller count.
/// </summary>
public sealed class AdoptionReader(SsprConnection connection)
{
    /// <param name="request">What is counted.</param>
    /// <param name="progress">Called with what is being read and how many rows came so far; <see langword="null"/>: nobody wants to know.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.IncompletePages"/>; or neither the directory nor the report may be read.</exception>
    public async Task<IReadOnlyList<SsprAdoption>> ReadAsync(AdoptionRequest request, Action<string, int>? progress, CancellationToken cancellationToken)
    {
        var census = new AdoptionCensus();
        var leftOut = await LeftOutAsync(request, cancellationToken).ConfigureAwait(false);
        var directory = await ReadDirectoryAsync(request, census, leftOut, progress, cancellationToken).ConfigureAwait(false);
        if (directory is not null && (request.By is not null || request.Groups.Count > 0))
        {
            // Without the directory nobody knows who belongs where.
            throw directory;
        }

        var methods = (await new TenantFactsReader(connection).ReadAsync(cancellationToken).ConfigureAwait(false)).Policy.MethodsAllowed;
        int? slice = directory is null ? null : census.Slice(-1, null);
        var report = await AllowedAsync(async () =>
        {
            var rows = 0;
            await foreach (var page in new RegistrationReport(connection).ReadAsync(new RegistrationFilter(), cancellationToken).ConfigureAwait(false))
            {
                foreach (var row in page)
                {
                    census.SeeRow(row, slice, leftOut.Contains(row.Id), methods.Value);
                }

                progress?.Invoke("registration report", rows += page.Count);
            }
        }).ConfigureAwait(false);
        if (directory is not null && report is not null)
        {
            throw directory;
        }

        var log = await ReadLogAsync(request, report, census, progress, cancellationToken).ConfigureAwait(false);
        var reading = new AdoptionReading(request, directory?.Message, report?.Message, methods.WhyUnknown, log)
        {
            AsOf = connection.Clock.Now,
            TenantId = connection.TenantId,
            IsSimulated = connection.IsSandbox,
        };
        return reading.Of(census);
    }

    private async Task<HashSet<string>> LeftOutAsync(AdoptionRequest request, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in request.Excluded)
        {
            ids.UnionWith(await new TransitiveMembers(connection).IdsAsync(group, cancellationToken).ConfigureAwait(false));
        }

        return ids;
    }

    /// <summary>Why the directory could not be read, or <see langword="null"/>.</summary>
    private Task<SsprException?> ReadDirectoryAsync(
        AdoptionRequest request, AdoptionCensus census, HashSet<string> leftOut, Action<string, int>? progress, CancellationToken cancellationToken) =>
        AllowedAsync(async () =>
        {
            var select = "$select=id,accountEnabled,userType" + (request.By is { } by ? "," + by.Selected : "") + "&$top=999";
            var places = request.Groups.Count == 0
                ? [(Path: $"v1.0/users?{select}", Group: -1)]
                // A cast makes this an advanced query, which needs $count and the header (facts/graph.md 1.3).
                : request.Groups.Select((group, index) =>
                    (Path: $"v1.0/groups/{group.Id}/transitiveMembers/microsoft.graph.user?{select}&$count=true", Group: index)).ToList();
            var rows = 0;
            foreach (var (path, group) in places)
            {
                if (request.By is null)
                {
                    census.Slice(group, null);
                }

                await foreach (var page in PageReader
                    .ReadAsync(connection.GraphHttp, path, AdoptionUserJson.Default.PageAdoptionUser, eventual: group >= 0, cancellationToken).ConfigureAwait(false))
                {
                    foreach (var user in page)
                    {
                        census.AddUser(user, census.Slice(group, request.By?.ValueOf(user.Properties)), leftOut.Contains(user.Id));
                    }

                    progress?.Invoke("users", rows += page.Count);
                }
            }
        });

    /// <summary>Why resets could not be counted, or <see langword="null"/>.</summary>
    private async Task<string?> ReadLogAsync(
        AdoptionRequest request, SsprException? report, AdoptionCensus census, Action<string, int>? progress, CancellationToken cancellationToken)
    {
        if (report?.ErrorId == SsprErrorId.PremiumLicenseMissing && request.Days > 7)
        {
            return $"without Entra ID P1 or P2 the audit log goes back 7 days, not {request.Days} (facts/graph.md 1.12). Ask for -Days 7.";
        }

        var error = await AllowedAsync(async () =>
        {
            var events = 0;
            await foreach (var found in new AuditTrail(connection)
                .ReadAsync(null, connection.Clock.Now - TimeSpan.FromDays(request.Days), null, cancellationToken).ConfigureAwait(false))
            {
                census.SeeReset(found);
                if (++events % 1000 == 0)
                {
                    progress?.Invoke("audit log", events);
                }
            }
        }).ConfigureAwait(false);
        return error?.Message;
    }

    /// <summary>Does a read; that it is not allowed here is an answer, whatever else goes wrong is an error.</summary>
    private static async Task<SsprException?> AllowedAsync(Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
            return null;
        }
        catch (SsprException error) when (error.ErrorId is SsprErrorId.PermissionMissing or SsprErrorId.PremiumLicenseMissing or SsprErrorId.NotInThisCloud)
        {
            return error;
        }
    }
}
