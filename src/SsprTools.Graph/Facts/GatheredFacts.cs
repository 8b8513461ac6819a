using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Facts;

/// <summary>What was read of the tenant and of a chunk of users, to be put together user by user.</summary>
internal sealed record GatheredFacts
{
    private const string Nobody = "there is no user to ask about.";

    public required TenantFacts Tenant { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required IReadOnlyDictionary<(string User, FactKind Kind), StepResult> Answers { get; init; }

    public required IReadOnlyDictionary<string, Fact<AccountHome>> Homes { get; init; }

    public required IReadOnlyDictionary<string, Fact<RegistrationRow>> Report { get; init; }

    public required IReadOnlyDictionary<string, Fact<SsprEvent>> Blocks { get; init; }

    public required Fact<SsprEvent> LastWriteback { get; init; }

    public required Func<string, string, Fact<bool>> IsMember { get; init; }

    public required FactReading Reading { get; init; }

    public UserFacts Of(string identity, Fact<PersonRow> person)
    {
        var account = person.IsKnown
            ? Fact<DirectoryUser>.Known(person.Value?.ToUser(), person.Source, person.AsOf)
            : Fact<DirectoryUser>.Unknown(person.WhyUnknown!);
        if (person.Value is not { } row || account.Value is not { } user)
        {
            return Tenant.Without(identity, account, account.WhyUnknown ?? Nobody, Now);
        }

        var home = Home(row);
        var licenses = Licenses(row);
        var judged = LicenseRules.JudgeUser(user.UserPrincipalName, licenses.Value, Tenant.Licenses, licenses.Source, licenses.AsOf ?? Now);
        return Tenant.Without(user.UserPrincipalName, account, "", Now) with
        {
            Home = home,
            InFederatedDomain = Tenant.InFederatedDomain(user),
            CloudResetLicense = judged.Single(result => result.Check == LicenseRules.UserCloudResetCheck),
            WritebackLicense = judged.Single(result => result.Check == LicenseRules.UserWritebackCheck),
            InSelectedGroup = Tenant.Policy is { Scope: { IsKnown: true, Value: SsprScope.Selected }, SelectedGroup: { } group }
                ? IsMember(user.Id, group.Id)
                : Fact<bool>.Unknown("no group is known to be selected."),
            MethodsAllowed = Tenant.Policy.MethodsAllowed.Map(allowed => allowed.For(user.Id, group => IsMember(user.Id, group))),
            MethodsHeld = Reading.From(
                "methods read live", Answers[(user.Id, FactKind.Methods)], result => MethodRow.Whole(result.Read(RegistrationJson.Default.PageMethodRow), user)),
            ContactData = ContactData.Of(row, home, person.AsOf),
            SecurityQuestionsRegistered = Questions(Report[user.Id]),
            IsAdministrator = Tenant.RoleHolders is { IsKnown: true, Value: { } holders }
                ? holders.Judge(user.Id, group => IsMember(user.Id, group), Tenant.RoleHolders.AsOf ?? Now)
                : Fact<bool>.Unknown(Tenant.RoleHolders.WhyUnknown ?? ""),
            LastWriteback = LastWriteback,
            Block = Blocks[user.Id],
            ReportRow = Report[user.Id],
        };
    }

    private Fact<AccountHome> Home(PersonRow row) => row.UserType switch
    {
        null => Fact<AccountHome>.Unknown("the directory did not say whether the user is a member or a guest."),
        _ when Homes.TryGetValue(row.Id, out var home) => home,
        _ => Fact<AccountHome>.Known(AccountHome.ThisTenant, "directory", Now),
    };

    private Fact<IReadOnlyList<LicenseFact>> Licenses(PersonRow row) => AssignedLicenses.Of(row, Tenant.Licenses) is { } told
        ? Fact<IReadOnlyList<LicenseFact>>.Known(told, AssignedLicenses.Source, Now)
        : Reading.From(LicenseFactsReader.UserSource, Answers[(row.Id, FactKind.Licenses)], result =>
            result.Read(FactsJson.Default.PageLicenseDetailRow) is { Value: { } rows, NextLink: null }
                ? (IReadOnlyList<LicenseFact>)[.. rows.Select(license => license.ToFact())]
                : throw StepResult.Unreadable(null));

    private static Fact<bool> Questions(Fact<RegistrationRow> row) => row switch
    {
        { IsKnown: false } => Fact<bool>.Unknown(row.WhyUnknown!),
        { Value: null } => Fact<bool>.Unknown("the registration report has no row for the user."),
        { Value: { } found } => Fact<bool>.Known(found.MethodsRegistered.Any(ReportedMethods.IsQuestion), row.Source, found.ReportUpdatedDateTime),
    };
}
