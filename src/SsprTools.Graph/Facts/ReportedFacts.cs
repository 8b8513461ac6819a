using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Facts;

/// <summary>A user's facts from a row of the registration report alone: no request per user. What the report cannot tell stays unknown.</summary>
internal static class ReportedFacts
{
    public const string Source = "registration report";

    private const string NotTold = "the registration report does not tell.";

    public static UserFacts Of(RegistrationRow row, TenantFacts tenant, Func<string, string, Fact<bool>> isMember, DateTimeOffset now)
    {
        var asOf = row.ReportUpdatedDateTime;
        // The report leaves disabled users out (facts/graph.md 1.10), so who is in it was enabled then.
        var user = new DirectoryUser { Id = row.Id, UserPrincipalName = row.UserPrincipalName, DisplayName = row.DisplayName, AccountEnabled = true, UserType = row.UserType };
        var administrator = tenant.RoleHolders is { IsKnown: true, Value: { } holders }
            ? holders.Judge(row.Id, group => isMember(row.Id, group), tenant.RoleHolders.AsOf ?? now)
            : Fact<bool>.Unknown(tenant.RoleHolders.WhyUnknown ?? NotTold);
        var facts = tenant.Without(row.UserPrincipalName, Fact<DirectoryUser>.Known(user, Source, asOf), NotTold, now) with
        {
            InSelectedGroup = tenant is { Policy: { Scope: { IsKnown: true, Value: SsprScope.Selected }, SelectedGroup: { } group } }
                ? isMember(row.Id, group.Id)
                : Fact<bool>.Unknown("no group is known to be selected."),
            MethodsAllowed = tenant.Policy.MethodsAllowed.Map(allowed => allowed.For(row.Id, group => isMember(row.Id, group))),
            MethodsHeld = Fact<IReadOnlyList<UserMethod>>.Known([.. row.MethodsRegistered.Where(word => !ReportedMethods.IsQuestion(word)).Select(word => Method(word, user))], Source, asOf),
            SecurityQuestionsRegistered = Fact<bool>.Known(row.MethodsRegistered.Any(ReportedMethods.IsQuestion), Source, asOf),
            IsAdministrator = administrator,
            ReportRow = Fact<RegistrationRow>.Known(row, Source, asOf),
        };
        // Where the policy itself cannot be read, the report still shows its effect: whether the user is in scope.
        return !tenant.Policy.Scope.IsKnown && row.IsSsprEnabled is { } enabled && administrator is { IsKnown: true, Value: false }
            ? facts with
            {
                Scope = Fact<SsprScope>.Known(SsprScope.Selected, $"{Source} (isSsprEnabled)", asOf),
                InSelectedGroup = Fact<bool>.Known(enabled, $"{Source} (isSsprEnabled)", asOf),
                SelectedGroup = "the policy's scope",
            }
            : facts;
    }

    /// <summary>The same with what the user object tells: contact data, and whether the user is synced.</summary>
    public static UserFacts With(UserFacts facts, Fact<PersonRow> person, TenantFacts tenant) => person switch
    {
        { IsKnown: false } => facts with { ContactData = Fact<IReadOnlyList<Readiness.ResetMethod>>.Unknown(person.WhyUnknown!) },
        { Value: { } row } => facts with
        {
            Account = Fact<DirectoryUser>.Known(row.ToUser(), person.Source, person.AsOf),
            InFederatedDomain = tenant.InFederatedDomain(row.ToUser()),
            ContactData = Facts.ContactData.Of(row, facts.Home, person.AsOf),
        },
        _ => facts with { Account = Fact<DirectoryUser>.Known(null, person.Source, person.AsOf) },
    };

    private static UserMethod Method(string word, DirectoryUser user)
    {
        // Without a value: of an office phone the report does not say whether it has an extension, with which reset does not take it.
        var kind = ReportedMethods.KindOf(word) ?? MethodKind.Other;
        return new UserMethod
        {
            UserId = user.Id,
            UserPrincipalName = user.UserPrincipalName,
            Method = kind,
            MethodId = "",
            GraphType = word,
            UsableForReset = MethodUse.For(kind, null).Usable,
        };
    }
}
