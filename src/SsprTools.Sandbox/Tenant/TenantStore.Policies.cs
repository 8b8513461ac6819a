using System.Collections.Immutable;
using System.Text.Json;
using SsprTools.Sandbox.Control;

namespace SsprTools.Sandbox.Tenant;

/// <content>The policies: users' reset, writeback, authorization, authentication methods; and role assignments.</content>
internal sealed partial class TenantStore
{
    /// <summary>Replaces the users' reset policy, as the portal's PUT does.</summary>
    public void ReplaceSsprPolicy(Actor by, SsprPolicy policy) => Change(state =>
    {
        SsprPolicy before = state.SsprPolicy;
        SsprPolicy after = policy;
        foreach (Guid groupId in after.EnabledGroupIds)
        {
            if (state.Groups.Find(groupId) is null)
            {
                throw new TenantRuleException(TenantRule.GroupUnknown, groupId.ToString());
            }
        }

        if (_faults.Take(FaultNames.ScopeNotSaved))
        {
            after = after with { Enablement = before.Enablement, EnabledGroupIds = before.EnabledGroupIds };
        }

        if (_faults.Take(FaultNames.PolicyFieldDropped))
        {
            after = after with { CustomHelpdeskEmailOrUrl = "", Extra = ImmutableDictionary<string, JsonElement>.Empty };
        }

        _audit.Write(AuditEvents.SsprPolicyUpdated(by, before, after));
        return state with { SsprPolicy = after };
    });

    public void UpdateOnPremisesPolicy(Actor by, Func<OnPremisesPolicy, OnPremisesPolicy> update) => Change(state =>
    {
        OnPremisesPolicy after = update(state.OnPremisesPolicy);
        if (after.WritebackEnabled != state.OnPremisesPolicy.WritebackEnabled)
        {
            _audit.Write(AuditEvents.WritebackSwitched(by, after.WritebackEnabled));
        }

        if (after.AccountUnlockEnabled != state.OnPremisesPolicy.AccountUnlockEnabled)
        {
            _audit.Write(AuditEvents.UnlockSwitched(by, after.AccountUnlockEnabled));
        }

        return state with { OnPremisesPolicy = after };
    });

    public void UpdateAuthorizationPolicy(Actor by, Func<AuthorizationPolicy, AuthorizationPolicy> update) => Change(state =>
    {
        AuthorizationPolicy after = update(state.AuthorizationPolicy);
        _audit.Write(AuditEvents.AuthorizationPolicyUpdated(by, state.AuthorizationPolicy, after));
        return state with { AuthorizationPolicy = after };
    });

    public void UpdateMethodsPolicy(Actor by, Func<MethodsPolicy, MethodsPolicy> update) => Change(state =>
    {
        MethodsPolicy after = update(state.MethodsPolicy) with { LastModifiedDateTime = Now() };
        _audit.Write(AuditEvents.MethodsPolicyUpdated(by, state.MethodsPolicy, after));
        return state with { MethodsPolicy = after };
    });

    public void ResetMethodConfiguration(Actor by, string id) => Change(state =>
    {
        MethodConfiguration initial = MethodsPolicy.Defaults.First(item => item.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
        MethodsPolicy after = state.MethodsPolicy.With(initial) with { LastModifiedDateTime = Now() };
        _audit.Write(AuditEvents.MethodsPolicyReset(by, state.MethodsPolicy, after));
        return state with { MethodsPolicy = after };
    });

    public void UpdateDomain(Func<TenantInfo, TenantInfo> update) => Change(state => state with { Info = update(state.Info) });
}
