using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Policy;

/// <summary>Says before a change that turns reset or writeback on whether the tenant has a licence for it. The portal does not check that (facts/graph.md 3.7).</summary>
internal sealed class LicenseWarning(SsprConnection connection)
{
    public async Task<IReadOnlyList<string>> ForAsync(PolicyFacts before, PolicyFacts after, CancellationToken cancellationToken)
    {
        var wider = after.Portal?.Scope is SsprScope.Selected or SsprScope.All && before.Portal?.Scope != after.Portal.Scope;
        var writeback = after.OnPremises?.Plain(PolicyField.Writeback) is true && before.OnPremises?.Plain(PolicyField.Writeback) is not true;
        if (!wider && !writeback)
        {
            return [];
        }

        IReadOnlyList<LicenseFact>? licenses = null;
        try
        {
            licenses = await new LicenseFactsReader(connection).ReadTenantAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException error) when (error.ErrorId is not (SsprErrorId.ServiceUnreachable or SsprErrorId.AccessTokenExpired or SsprErrorId.ForeignAddress))
        {
            // Judged as not read: a missing permission for licences does not keep anybody from changing the policy.
        }

        var checks = LicenseRules.JudgeTenant(licenses, LicenseFactsReader.TenantSource, connection.Clock.Now);
        return
        [
            .. checks.Where(check => (check.Check == LicenseRules.CloudResetCheck && wider) || (check.Check == LicenseRules.WritebackCheck && writeback))
                .Where(check => check.Verdict != Verdict.Pass)
                .Select(check => $"Licence {(check.Verdict == Verdict.Fail ? "missing" : "unknown")}: {check.Reason}"),
        ];
    }
}
