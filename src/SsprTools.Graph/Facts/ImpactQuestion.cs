using SsprTools.Graph.Connection;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>A change of the policy whose impact is asked for.</summary>
public sealed record ImpactQuestion
{
    /// <summary>Settings as Set-SsprPolicy takes them; <see langword="null"/>: none.</summary>
    public PolicyWish? Change { get; init; }

    /// <summary>A change that was planned already, instead of settings.</summary>
    public PolicyPlan? Plan { get; init; }

    /// <summary>Microsoft's own texts and calls have ended.</summary>
    public bool SmsVoiceRetirement { get; init; }

    /// <summary>The tenant has a telecom provider of its own, by which texts and calls go on.</summary>
    public bool OwnTelecomProvider { get; init; }

    /// <summary>Whom the report cannot tell stays Unknown, and no request is made for a user.</summary>
    public bool ReportOnly { get; init; }

    /// <summary>The policy as it would be.</summary>
    /// <exception cref="SsprException">A group that is named is not there, or the change cannot be meant.</exception>
    internal async Task<ResetPolicy> ApplyAsync(TenantFacts tenant, SsprConnection connection, CancellationToken cancellationToken)
    {
        var now = connection.Clock.Now;
        var telecom = SmsVoiceRetirement ? TelecomEnd.After(OwnTelecomProvider, now) : tenant.Policy.TextsAndCalls;
        if (Plan is { } plan)
        {
            // A plan has read no more than it needs; the rest is the policy as it is.
            var sections = new Dictionary<string, JsonFields>(tenant.Read.Sections);
            foreach (var (name, fields) in plan.After.Sections)
            {
                sections[name] = fields;
            }

            return ResetPolicies.Of(tenant.Read with { Sections = sections }, telecom);
        }

        if (Change is null)
        {
            return tenant.Policy with { TextsAndCalls = telecom };
        }

        var wish = await new GroupNames(connection).ResolveAsync(Change, cancellationToken).ConfigureAwait(false);
        var changed = PolicyChanges.Apply(tenant.Read, wish);
        var (wrong, _) = PolicyChanges.Check(tenant.Read, changed);
        return wrong.Count > 0 ? throw PolicyWish.Invalid(wrong) : Told(ResetPolicies.Of(changed, telecom), wish, now);
    }

    /// <summary>What the change itself says is known, also where the policy could not be read.</summary>
    private static ResetPolicy Told(ResetPolicy policy, PolicyWish wish, DateTimeOffset now)
    {
        Fact<T> Told<T>(string setting, Fact<T> read) =>
            wish.Values.Where(value => value.Setting.Setting == setting).Select(value => value.Value).FirstOrDefault() is T value ? Fact<T>.Known(value, "the change", now) : read;
        return policy with
        {
            Scope = Told(PolicyCatalogue.Scope, policy.Scope),
            SelectedGroup = Told(PolicyCatalogue.SelectedGroup, Fact<SelectedGroup>.Known(policy.SelectedGroup, "", now)).Value,
            NumberOfMethodsRequired = Told(PolicyCatalogue.NumberOfMethodsRequired, policy.NumberOfMethodsRequired),
            AdministratorResetAllowed = Told(PolicyCatalogue.AdminSsprEnabled, policy.AdministratorResetAllowed),
            Writeback = Told(PolicyCatalogue.PasswordWriteback, policy.Writeback),
        };
    }
}
