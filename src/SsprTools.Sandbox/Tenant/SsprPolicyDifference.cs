namespace SsprTools.Sandbox.Tenant;

/// <summary>What changed in the users' reset policy, under the names of graph.md 2.6.</summary>
internal static class SsprPolicyDifference
{
    public static IReadOnlyList<ModifiedProperty> Of(SsprPolicy before, SsprPolicy after)
    {
        List<ModifiedProperty> changes = [];
        void Compare(string name, object? old, object? now)
        {
            if (!Equals(old, now))
            {
                changes.Add(AuditEvents.Changed(name, old, now));
            }
        }

        Compare("EnablementForUsers", (int)before.Enablement, (int)after.Enablement);
        Compare("Groups", string.Join(",", before.EnabledGroupIds), string.Join(",", after.EnabledGroupIds));
        Compare("NumberOfRequiredContactMethodsForUsers", before.NumberOfMethodsRequired, after.NumberOfMethodsRequired);
        Compare("SelectedContactMethodsForUsers", Methods(before), Methods(after));
        Compare("SecurityQuestions", string.Join("|", before.SecurityQuestions), string.Join("|", after.SecurityQuestions));
        Compare("NumberOfSecurityQuestionsToRegister", before.QuestionsToRegister, after.QuestionsToRegister);
        Compare("NumberOfSecurityQuestionsToVerify", before.QuestionsToReset, after.QuestionsToReset);
        Compare("EnforcedRegistrationEnablementForUsers", before.RegistrationRequiredOnSignIn ? 1 : 0, after.RegistrationRequiredOnSignIn ? 1 : 0);
        Compare("EnforcedRegistrationIntervalInDaysForUsers", before.ReconfirmIntervalInDays, after.ReconfirmIntervalInDays);
        Compare("EnforcedRegistrationAllowSkip", before.SkipRegistrationAllowed, after.SkipRegistrationAllowed);
        Compare("NotifyUsersOfReset", before.NotifyUsersOnReset, after.NotifyUsersOnReset);
        Compare("NotifyTenantAdminOfReset", before.NotifyOnAdminReset, after.NotifyOnAdminReset);
        Compare("CustomizeContactAdminLink", before.CustomizeHelpdeskLink, after.CustomizeHelpdeskLink);
        Compare("CustomContactAdminLink", before.CustomHelpdeskEmailOrUrl, after.CustomHelpdeskEmailOrUrl);
        return changes;
    }

    private static string Methods(SsprPolicy policy)
    {
        (string Name, bool On)[] methods =
        [
            ("Email", policy.EmailEnabled), ("MobilePhone", policy.MobilePhoneEnabled), ("OfficePhone", policy.OfficePhoneEnabled),
            ("SecurityQuestions", policy.SecurityQuestionsEnabled), ("MobileAppNotification", policy.AppNotificationEnabled),
            ("MobileAppCode", policy.AppCodeEnabled),
        ];
        return string.Join(",", methods.Where(method => method.On).Select(method => method.Name));
    }
}
