namespace SsprTools.Sandbox.Tenant;

/// <summary>What changed in the authentication methods policy, one entry for each part; no source gives the service's own names.</summary>
internal static class MethodsPolicyDifference
{
    public static IReadOnlyList<ModifiedProperty> Of(MethodsPolicy before, MethodsPolicy after)
    {
        List<ModifiedProperty> changes = [];
        Compare("PolicyMigrationState", before.MigrationState.ToString(), after.MigrationState.ToString());
        Compare("ReconfirmationInDays", before.ReconfirmationInDays, after.ReconfirmationInDays);
        Compare("RegistrationCampaign", Text(before.Campaign), Text(after.Campaign));
        Compare("EnabledMethods", EnabledIn(before), EnabledIn(after));
        foreach (MethodConfiguration now in after.Configurations)
        {
            Compare(now.Id, before.Find(now.Id) is { } old ? Text(old) : null, Text(now));
        }

        return changes;

        void Compare(string name, object? old, object? now)
        {
            if (!Equals(old, now))
            {
                changes.Add(AuditEvents.Changed(name, old, now));
            }
        }
    }

    private static string EnabledIn(MethodsPolicy policy) =>
        string.Join(",", policy.Configurations.Where(method => method.Enabled).Select(method => method.Id));

    private static string Text(MethodConfiguration configuration) => string.Join("; ",
    [
        configuration.Enabled ? "enabled" : "disabled", $"include {Ids(configuration.IncludeTargets)}", $"exclude {Ids(configuration.ExcludeTargets)}",
        .. configuration.IsOfficePhoneAllowed is { } office ? [$"isOfficePhoneAllowed {office}"] : Array.Empty<string>(),
        .. configuration.IsSoftwareOathEnabled is { } oath ? [$"isSoftwareOathEnabled {oath}"] : Array.Empty<string>(),
        .. configuration.Id == "Email" ? [$"allowExternalIdToUseEmailOtp {configuration.AllowExternalIdToUseEmailOtp}"] : Array.Empty<string>(),
        .. configuration.FeatureSettings is { } settings ? [settings.GetRawText()] : Array.Empty<string>(),
    ]);

    private static string Text(RegistrationCampaign campaign) =>
        $"{campaign.State}; {campaign.SnoozeDurationInDays} days; include {Ids(campaign.IncludeTargets)}; exclude {Ids(campaign.ExcludeTargets)}";

    private static string Ids(IEnumerable<MethodTarget> targets) => string.Join(",", targets.Select(target =>
        target.Id + (target.IsRegistrationRequired ? " registration required" : "") + (target.IsUsableForSignIn ? " usable for sign-in" : "")));
}
