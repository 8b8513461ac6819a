using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Policy;

/// <summary>Says before a change that turns reset or writeback on whether the tenant has a licence for it. The portal does not check that (facts/graph.md 3.7).</summary>
internal sealed class LicenseWarning(SsprConnection connection)
{
    /// <param name="asked">What a person is asked to set, where the policy itself is not read.</param>
    public async Task<IReadOnlyList<string>> ForAsync(PolicyFacts before, PolicyFacts after, PolicyWish? asked, CancellationToken cancellationToken)
    {
        var wider = (after.Portal?.Scope is SsprScope.Selected or SsprScope.All && before.Portal?.Scope != after.Portal.Scope)
            || Asks(asked, PolicyCatalogue.Scope, SsprScope.Selected) || Asks(asked, PolicyCatalogue.Scope, SsprScope.All);
        var writeback = (after.OnPremises?.Plain(PolicyField.Writeback) is true && before.OnPremises?.Plain(PolicyField.Writeback) is not true)
            || Asks(asked, PolicyCatalogue.PasswordWriteback, true);
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

    private static bool Asks(PolicyWish? asked, string setting, object value) => asked?.Values.Any(wish => wish.Setting.Setting == setting && wish.Value.Equals(value)) == true;
}
