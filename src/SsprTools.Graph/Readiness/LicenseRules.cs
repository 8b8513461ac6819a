namespace SsprTools.Graph.Readiness;

/// <summary>Which licences let people reset: facts in, verdict out, no I/O. Sources: facts/graph.md 1.4, 3.7; 1.12 for the delay.</summary>
public static class LicenseRules
{
    public const string CloudResetCheck = "CloudResetLicense";
    public const string WritebackCheck = "WritebackLicense";
    public const string FreeUnitCheck = "FreeLicense";
    public const string UserCloudResetCheck = "UserCloudResetLicense";
    public const string UserWritebackCheck = "UserWritebackLicense";

    private const string Delay = "A fresh trial or purchase can take up to 24 hours to show.";
    private const string Unread = "The licences could not be read.";
    private const string GivePermission = "Give the permission LicenseAssignment.Read.All, then connect again.";

    /// <summary>The tenant's checks.</summary>
    /// <param name="licenses">The tenant's licences; <see langword="null"/>: they could not be read.</param>
    /// <param name="source">Where they were read.</param>
    /// <param name="asOf">When they were read.</param>
    public static IReadOnlyList<PrerequisiteResult> JudgeTenant(IReadOnlyList<LicenseFact>? licenses, string source, DateTimeOffset asOf)
    {
        var reset = Judge(CloudResetCheck, licenses, ResetEntitlement.CloudReset, null);
        var writeback = Judge(WritebackCheck, licenses, ResetEntitlement.Writeback, null);
        return [.. new[] { reset, writeback, JudgeFree(licenses) }.Select(result => result with { Source = source, AsOf = asOf })];
    }

    /// <summary>A user's checks.</summary>
    /// <param name="user">How the user is named in the result.</param>
    /// <param name="licenses">The user's licences; <see langword="null"/>: they could not be read.</param>
    /// <param name="tenant">The tenant's licences, whose state a user's do not tell; <see langword="null"/>: they could not be read.</param>
    public static IReadOnlyList<PrerequisiteResult> JudgeUser(
        string user, IReadOnlyList<LicenseFact>? licenses, IReadOnlyList<LicenseFact>? tenant, string source, DateTimeOffset asOf)
    {
        var joined = licenses?.Select(license => license with
        {
            CapabilityStatus = license.CapabilityStatus ?? tenant?.FirstOrDefault(sku => sku.SkuId == license.SkuId)?.CapabilityStatus,
        }).ToList();
        var results = new[]
        {
            Judge(UserCloudResetCheck, joined, ResetEntitlement.CloudReset, user),
            Judge(UserWritebackCheck, joined, ResetEntitlement.Writeback, user),
        };
        // What the user's own licences leave open, the tenant's list may tell.
        return [.. results.Select(result => result with
        {
            Source = source,
            AsOf = asOf,
            NextStep = tenant is null && result.Verdict == Verdict.Unknown ? GivePermission : result.NextStep,
        })];
    }

    /// <summary>What one licence proves.</summary>
    internal static LicenseFinding Judge(LicenseFact license, ResetEntitlement wanted)
    {
        var name = LicenseFinding.Name(license);
        var product = LicenseTable.Find(license.SkuId);
        var premium = license.Plans.Where(plan => plan.Id == LicenseTable.PremiumP1 || plan.Id == LicenseTable.PremiumP2).ToList();
        if (premium.Count == 0 && !(product is { ByPlan: false } && product.Entitlement >= wanted))
        {
            return JudgeOther(license, product, name);
        }

        LicenseFinding Say(Verdict verdict, string reason) => new(license, verdict, $"{name} {reason}", IsCovering: true);
        if (Standing(license) is { } standing)
        {
            return Say(standing.Verdict, standing.Reason);
        }

        const string NoState = "would cover it, but the state of the subscription was not told.";
        if (premium.Count == 0)
        {
            return license.CapabilityStatus is null
                ? Say(Verdict.Unknown, NoState)
                : Say(Verdict.Pass, "covers reset of cloud accounts without an Entra ID plan.");
        }

        var plans = string.Join(" and ", premium.Select(plan => plan.Name ?? plan.Id.ToString()));
        return premium switch
        {
            _ when premium.All(plan => Is(plan, "Disabled")) => Say(Verdict.Fail, $"would cover it, but its plan {plans} is switched off (Disabled)."),
            // A plan can be a success in a subscription that is suspended.
            _ when license.CapabilityStatus is null => Say(Verdict.Unknown, NoState),
            _ when premium.Any(plan => Is(plan, "Success")) => Say(Verdict.Pass, "covers it."),
            _ => Say(
                Verdict.Unknown,
                $"would cover it, but its plan {plans} is {string.Join(", ", premium.Select(plan => plan.ProvisioningStatus ?? "in a state that was not told"))}."),
        };
    }

    /// <summary>A licence that is not known to cover it.</summary>
    private static LicenseFinding JudgeOther(LicenseFact license, LicenseProduct? product, string name)
    {
        LicenseFinding Say(Verdict verdict, string reason) => new(license, verdict, reason, IsCovering: false);
        var unclear = license.Plans.FirstOrDefault(plan => plan.Id is { } id && LicenseTable.Unclear.ContainsKey(id));
        return product switch
        {
            { ByPlan: false } => Say(Verdict.Fail, $"{name} covers reset of cloud accounts, not writeback."),
            { Entitlement: ResetEntitlement.None } => Say(Verdict.Fail, $"{name} does not cover it."),
            not null when license.Plans.Count == 0 => Say(Verdict.Unknown, $"Which plans {name} holds was not told."),
            not null => Say(Verdict.Unknown, $"{name} should hold Entra ID P1, but the answer does not show the plan."),
            null when license.SkuId is null => Say(Verdict.Unknown, $"Which product {name} is was not told."),
            null when unclear is not null => Say(Verdict.Unknown, $"{name} holds {unclear.Name}, and no source says that this plan covers it."),
            null when license.SkuPartNumber?.Contains("BUSINESS_STANDARD", StringComparison.OrdinalIgnoreCase) == true =>
                Say(Verdict.Unknown, $"{name} looks like a form of Business Standard that this version does not know."),
            null => Say(Verdict.Fail, $"{name} holds no plan that covers it."),
        };
    }

    /// <summary>What speaks against a licence that would cover it; <see langword="null"/>: nothing that was told.</summary>
    private static (Verdict Verdict, string Reason)? Standing(LicenseFact license) => license switch
    {
        { CapabilityStatus: "Suspended" or "LockedOut" or "Deleted" } => (Verdict.Fail, $"would cover it, but the subscription is {license.CapabilityStatus}."),
        { CapabilityStatus: "Warning" } => (Verdict.Unknown, "would cover it, but the subscription has run out and is in its grace period (Warning)."),
        { CapabilityStatus: not (null or "Enabled") } =>
            (Verdict.Unknown, $"would cover it, but the subscription is in a state that this version does not know ({license.CapabilityStatus})."),
        { EnabledUnits: <= 0 } => (Verdict.Fail, "would cover it, but has no unit that is enabled."),
        _ => null,
    };

    private static PrerequisiteResult Judge(string check, IReadOnlyList<LicenseFact>? licenses, ResetEntitlement wanted, string? user)
    {
        var result = new PrerequisiteResult { Check = check, User = user, Verdict = Verdict.Unknown };
        if (licenses is null)
        {
            return result with { Reason = Unread, NextStep = GivePermission };
        }

        var owner = user is null ? "The tenant" : "The user";
        var findings = licenses.Select(license => Judge(license, wanted)).ToList();
        var best = findings.FirstOrDefault(finding => finding.Verdict == Verdict.Pass)
            ?? findings.FirstOrDefault(finding => finding is { Verdict: Verdict.Unknown, IsCovering: true })
            ?? findings.FirstOrDefault(finding => finding.Verdict == Verdict.Unknown)
            ?? findings.FirstOrDefault(finding => finding.IsCovering);
        if (best is not null)
        {
            result = result with { Verdict = best.Verdict, Evidence = best.Evidence(), Reason = best.Reason };
        }
        else
        {
            var all = string.Join("; ", findings.Select(finding => finding.Evidence()));
            result = result with
            {
                Verdict = Verdict.Fail,
                Evidence = findings.Count == 0 ? "No licence." : all,
                Reason = findings.Count == 0 ? $"{owner} has no licence at all." : $"{owner} has no licence that covers it.",
            };
        }

        return result.Verdict == Verdict.Pass ? result : result with { NextStep = NextStep(wanted, user, best is { IsCovering: true }) };
    }

    private static string NextStep(ResetEntitlement wanted, string? user, bool almost)
    {
        var first = (user, almost) switch
        {
            (null, true) => "Set the licence right in the Microsoft 365 admin center (Billing).",
            (null, false) => "Buy or try a licence that covers it.",
            (_, true) => "Switch the plan on for the user, or renew the subscription.",
            (_, false) => "Assign a licence that covers it to the user.",
        };
        return wanted == ResetEntitlement.Writeback
            ? $"Needed only for users synced from Active Directory. {first} {LicenseTable.CoveringWriteback} {Delay}"
            : $"{first} {LicenseTable.Covering} {Delay}";
    }

    private static PrerequisiteResult JudgeFree(IReadOnlyList<LicenseFact>? licenses)
    {
        var covering = (licenses ?? [])
            .Select(license => Judge(license, ResetEntitlement.CloudReset))
            .Where(finding => finding is { Verdict: Verdict.Pass, License.AppliesTo: not "Company" })
            .ToList();
        if (covering.Count == 0)
        {
            var reset = Judge(FreeUnitCheck, licenses, ResetEntitlement.CloudReset, null);
            return reset.Verdict == Verdict.Pass
                ? reset with { Verdict = Verdict.Unknown, Reason = "The licence is the company's as a whole; units of it are not assigned to users.", NextStep = null }
                : reset;
        }

        var result = new PrerequisiteResult
        {
            Check = FreeUnitCheck,
            Verdict = Verdict.Unknown,
            Evidence = string.Join("; ", covering.Select(finding => finding.Evidence())),
        };
        var free = covering.Select(finding => finding.License.EnabledUnits - finding.License.ConsumedUnits).ToList();
        if (free.Any(count => count > 0))
        {
            return result with { Verdict = Verdict.Pass, Reason = $"Units free: {free.Where(count => count > 0).Sum()}." };
        }

        return free.Any(count => count is null)
            ? result with { Reason = "How many units are in use was not told.", NextStep = "Look in the Microsoft 365 admin center (Billing, Licenses)." }
            : result with { Verdict = Verdict.Fail, Reason = "Every unit is in use.", NextStep = $"Buy units, or take some back from users who need none. {Delay}" };
    }

    private static bool Is(ServicePlanFact plan, string status) => string.Equals(plan.ProvisioningStatus, status, StringComparison.OrdinalIgnoreCase);
}
