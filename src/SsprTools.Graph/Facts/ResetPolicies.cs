using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using LegacyMethod = SsprTools.Graph.Policy.ResetMethod;
using ResetMethod = SsprTools.Graph.Readiness.ResetMethod;

namespace SsprTools.Graph.Facts;

/// <summary>The part of a policy on which it hangs who can reset, of a policy that was read or of one that would be after a change. No I/O.</summary>
internal static class ResetPolicies
{
    /// <param name="policy">The policy.</param>
    /// <param name="textsAndCalls">Whether texts and calls are sent.</param>
    public static ResetPolicy Of(PolicyFacts policy, Fact<bool> textsAndCalls)
    {
        PolicySetting Setting(string name) => PolicySettings.Make(PolicyCatalogue.Find(name)!, policy);
        return new ResetPolicy
        {
            Scope = Value<SsprScope>(Setting(PolicyCatalogue.Scope)),
            SelectedGroup = Setting(PolicyCatalogue.SelectedGroup).Value as SelectedGroup,
            NumberOfMethodsRequired = Value<int>(Setting(PolicyCatalogue.NumberOfMethodsRequired)),
            MethodsAllowed = Allowed(policy),
            AdministratorResetAllowed = Value<bool>(Setting(PolicyCatalogue.AdminSsprEnabled)),
            Writeback = Value<bool>(Setting(PolicyCatalogue.PasswordWriteback)),
            TextsAndCalls = textsAndCalls,
        };
    }

    private static Fact<T> Value<T>(PolicySetting setting) => setting.Value is T value
        ? Fact<T>.Known(value, $"{setting.Source}", setting.AsOf)
        : Fact<T>.Unknown(setting.Remarks ?? "the service did not say.");

    /// <summary>Each method through the migration state; one that is on for some users only, or not known, is a perhaps.</summary>
    private static Fact<AllowedMethods> Allowed(PolicyFacts policy)
    {
        var sure = new HashSet<ResetMethod>();
        var perhaps = new HashSet<ResetMethod>();
        var targeted = new List<TargetedMethod>();
        var known = false;
        var oldNotification = false;
        var methods = policy.Methods;
        foreach (var method in LegacyMethod.All)
        {
            var legacy = policy.Portal?.Value(method.LegacyField) as bool?;
            var (value, source, _) = MethodRules.Resolve(method, legacy, methods);
            known |= value is not null;
            oldNotification |= KindOf(method) == ResetMethod.AppNotification && source == PolicySource.Portal && methods?.Migration == MigrationState.InProgress;
            // While the migration goes on the old policy is enough, and it is for everyone (facts/graph.md 1.7).
            var oldIsEnough = methods?.Migration == MigrationState.InProgress && legacy == true;
            var everyone = source != PolicySource.Graph || oldIsEnough || method.InMethodsPolicy(methods!).ForEveryone == true;
            if (value != false)
            {
                (value == true && everyone ? sure : perhaps).Add(KindOf(method));
            }

            if (value == true && !everyone)
            {
                targeted.Add(Targeted(method, methods!, legacy));
            }
        }

        return known
            ? Fact<AllowedMethods>.Known(new AllowedMethods(sure, perhaps, methods?.Migration ?? MigrationState.Unknown) 
            {
                NotificationByOldPolicy = oldNotification,
                Targeted = targeted,
            }, "SSPR policy and authentication methods policy", policy.AsOf)
            : Fact<AllowedMethods>.Unknown(policy.Reason(PolicyPart.Methods) ?? policy.Reason(PolicyPart.Portal) ?? "neither policy could be read.");
    }

    private static TargetedMethod Targeted(LegacyMethod method, MethodsPolicyFacts methods, bool? legacy)
    {
        var on = method.InMethodsPolicy(methods).Alternatives.Where(state => state.Enabled != false).ToList();
        return new TargetedMethod(
            KindOf(method),
            [.. on.Where(state => state.Enabled == true).Select(state => state.Audience).OfType<MethodAudience>()],
            // What is not known may allow it too, and so may the old policy while both count.
            on.TrueForAll(state => state is { Enabled: true, Audience: not null }) && !(methods.Migration == MigrationState.InProgress && legacy is null));
    }

    private static ResetMethod KindOf(LegacyMethod method) => method.Setting switch
    {
        "MobilePhone" => ResetMethod.MobilePhone,
        "OfficePhone" => ResetMethod.OfficePhone,
        "Email" => ResetMethod.Email,
        "SecurityQuestions" => ResetMethod.SecurityQuestions,
        "MobileAppNotification" => ResetMethod.AppNotification,
        _ => ResetMethod.AppCode,
    };
}
