using SsprTools.Graph.Connection;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Reporting;

/// <summary>Gathers a report from the tenant. What may not be read becomes a section that says so; a list that breaks off is an error.</summary>
public sealed class ReportCollector(SsprConnection connection)
{
    /// <param name="tests">Tests that were made.</param>
    /// <param name="progress">Called with what is being read and how many rows came so far.</param>
    public async Task<SsprReport> CollectAsync(IReadOnlyList<TestRun> tests, Action<string, int>? progress, CancellationToken cancellationToken)
    {
        progress?.Invoke("policy", 0);
        var policy = await new SsprPolicyReader(connection).ReadAsync(_ => true, cancellationToken).ConfigureAwait(false);
        var adoption = await TryAsync(async () => await new AdoptionReader(connection).ReadAsync(new AdoptionRequest(), progress, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var users = await TryAsync(() => UsersAsync(adoption.Items, progress, cancellationToken)).ConfigureAwait(false);
        var measured = 0;
        var impact = await TryAsync(() => ImpactAsync(count => measured = count, progress, cancellationToken)).ConfigureAwait(false);
        return new SsprReport
        {
            TenantId = connection.TenantId.Length > 0 ? connection.TenantId : null,
            TenantName = await NameAsync(cancellationToken).ConfigureAwait(false),
            Cloud = connection.Environment,
            Account = connection.Account,
            GeneratedAt = connection.Clock.Now,
            IsSimulated = connection.IsSandbox,
            Policy = new(policy.Settings),
            Adoption = adoption,
            Users = users with
            {
                WhenNone = adoption.Items is [{ InScope: { } scope }]
                    ? scope > 0 ? $"Everybody in scope has registered enough methods: {ReportWords.Number(scope)} {(scope == 1 ? "user" : "users")}." : "Nobody in the registration report is in scope of the policy."
                    : null,
                Remarks =
                [
                    "From the registration report alone: users in scope who have not registered enough methods. Licence, block and writeback were not checked; pipe Test-SsprUser into Export-SsprReport for those.",
                    .. Outside(adoption.Items),
                ],
            },
            // Nobody of whom anything is known is not nobody who loses it.
            Impact = impact.WhyEmpty is null && measured == 0
                ? new([], "The registration report is empty: of nobody is it known.")
                : impact with { Remarks = [.. Missing(adoption.Items)] },
            Tests = tests.Count > 0 ? new(tests) : new([], SsprReport.NotGivenBy("Invoke-SsprTest")),
        };
    }

    private async Task<IReadOnlyList<ReportUser>> UsersAsync(IReadOnlyList<SsprAdoption> adoption, Action<string, int>? progress, CancellationToken cancellationToken)
    {
        var users = new List<ReportUser>();
        if (adoption is [{ InScope: 0 }])
        {
            // Nobody is in scope: the whole report need not be read a second time to find that out.
            return users;
        }

        await foreach (var page in new RegistrationReport(connection)
            .ReadAsync(new RegistrationFilter { Enabled = true, Capable = false }, cancellationToken).ConfigureAwait(false))
        {
            users.AddRange(page.Where(row => !string.Equals(row.UserType, "guest", StringComparison.OrdinalIgnoreCase)).Select(ReportUser.Of));
            progress?.Invoke("users who cannot reset", users.Count);
        }

        return users;
    }

    private async Task<IReadOnlyList<ReportImpact>> ImpactAsync(Action<int> measured, Action<string, int>? progress, CancellationToken cancellationToken)
    {
        var users = new List<ReportImpact>();
        var seen = 0;
        // The users whom the registration report cannot tell are read in batches, as Measure-SsprImpact does: otherwise most of them would be Unknown.
        var question = new ImpactQuestion { SmsVoiceRetirement = true };
        await foreach (var user in new ImpactReader(connection).ReadAsync(question, cancellationToken).ConfigureAwait(false))
        {
            if (ReportImpact.Shows(user))
            {
                users.Add(ReportImpact.Of(user));
            }

            if (++seen % 1000 == 0)
            {
                progress?.Invoke("end of SMS and voice", seen);
            }
        }

        measured(seen);
        return users;
    }

    private static IEnumerable<string> Missing(IReadOnlyList<SsprAdoption> adoption) =>
        adoption is [{ NotInReport: > 0 and var missing }] ? [$"Not in the registration report, and so not known: {ReportWords.Number(missing)} {(missing == 1 ? "user" : "users")}."] : [];

    private static IEnumerable<string> Outside(IReadOnlyList<SsprAdoption> adoption) =>
        adoption is [{ Users: { } users, InScope: { } scope, NotInReport: var missing }] && users - scope - (missing ?? 0) is > 0 and var outside
            ? [$"{ReportWords.Number(outside)} {(outside == 1 ? "user is" : "users are")} outside the scope of the policy and not listed (SSPR_0013, or SSPR_0011 where reset is off)."]
            : [];

    private async Task<string?> NameAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await connection.Directory.Organization
                .GetAsync(request => request.QueryParameters.Select = ["id", "displayName"], cancellationToken).ConfigureAwait(false);
            return answer?.Value is [{ DisplayName: { Length: > 0 } name }] ? name : null;
        }
        catch (SsprException error) when (error.ErrorId == SsprErrorId.PermissionMissing)
        {
            // The id names the tenant as well.
            return null;
        }
    }

    private static async Task<ReportSection<T>> TryAsync<T>(Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return new(await read().ConfigureAwait(false));
        }
        catch (SsprException error) when (error.ErrorId is SsprErrorId.PermissionMissing or SsprErrorId.PremiumLicenseMissing or SsprErrorId.NotInThisCloud)
        {
            return new([], $"It could not be read: {error.Message}");
        }
    }
}
