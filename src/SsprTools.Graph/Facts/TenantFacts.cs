using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Facts;

/// <summary>What is the same for every user of a tenant, and so is read once for a whole pipeline.</summary>
internal sealed record TenantFacts
{
    /// <summary>The policy as it was read, to be changed in thought.</summary>
    public required PolicyFacts Read { get; init; }

    /// <summary>The policy as it is.</summary>
    public required ResetPolicy Policy { get; init; }

    public required Fact<bool> HasCustomDomainOrSync { get; init; }

    /// <summary>Each verified domain with its type, Managed or Federated.</summary>
    public required Fact<IReadOnlyDictionary<string, string?>> Domains { get; init; }

    /// <summary>Who holds a role, or may; only read where it matters of whom a fact is.</summary>
    public Fact<RoleHolders> RoleHolders { get; init; } = Fact<RoleHolders>.Unknown("the roles were not read.");

    /// <summary>The groups of which it has to be known whether a user is in them.</summary>
    public IReadOnlyCollection<string> GroupsThatMatter =>
    [
        .. Policy is { Scope: { IsKnown: true, Value: SsprScope.Selected }, SelectedGroup: { } group } ? [group.Id] : Array.Empty<string>(),
        .. RoleHolders.Value?.Groups ?? [],
        .. Policy.MethodsAllowed.Value?.Groups ?? [],
    ];

    /// <summary><see langword="null"/>: they could not be read.</summary>
    public IReadOnlyList<LicenseFact>? Licenses { get; init; }

    /// <summary>Whether the user's domain signs in at another identity provider. An initial domain never does.</summary>
    public Fact<bool> InFederatedDomain(DirectoryUser user)
    {
        var domain = user.UserPrincipalName[(user.UserPrincipalName.LastIndexOf('@') + 1)..];
        if (!Domains.IsKnown)
        {
            return Fact<bool>.Unknown(Domains.WhyUnknown!);
        }

        return (OrganizationFacts.IsInitial(domain), Domains.Value!.GetValueOrDefault(domain)?.ToUpperInvariant()) switch
        {
            (true, _) or (_, "MANAGED") => Fact<bool>.Known(false, Domains.Source, Domains.AsOf),
            (_, "FEDERATED") => Fact<bool>.Known(true, Domains.Source, Domains.AsOf),
            _ => Fact<bool>.Unknown($"the organization does not say of what type the domain {domain} is."),
        };
    }

    /// <summary>All that is known of the tenant, and of the user nothing but the account.</summary>
    public UserFacts Without(string identity, Fact<DirectoryUser> account, string why, DateTimeOffset now)
    {
        var nothing = new PrerequisiteResult { Check = LicenseRules.UserCloudResetCheck, Verdict = Verdict.Unknown, Reason = why };
        return new UserFacts
        {
            UserPrincipalName = identity,
            Account = account,
            Home = Fact<AccountHome>.Unknown(why),
            InFederatedDomain = Fact<bool>.Unknown(why),
            CloudResetLicense = nothing,
            WritebackLicense = nothing,
            Scope = Policy.Scope,
            SelectedGroup = Policy.SelectedGroup?.ToString(),
            InSelectedGroup = Fact<bool>.Unknown(why),
            NumberOfMethodsRequired = Policy.NumberOfMethodsRequired,
            MethodsAllowed = Policy.MethodsAllowed,
            TextsAndCalls = Policy.TextsAndCalls,
            MethodsHeld = Fact<IReadOnlyList<UserMethod>>.Unknown(why),
            ContactData = Fact<IReadOnlyList<Readiness.ResetMethod>>.Unknown(why),
            SecurityQuestionsRegistered = Fact<bool>.Unknown(why),
            IsAdministrator = Fact<bool>.Unknown(why),
            AdministratorResetAllowed = Policy.AdministratorResetAllowed,
            HasCustomDomainOrSync = HasCustomDomainOrSync,
            Writeback = Policy.Writeback,
            LastWriteback = Fact<SsprEvent>.Unknown(why),
            Block = Fact<SsprEvent>.Unknown(why),
            ReportRow = Fact<RegistrationRow>.Unknown(why),
            Now = now,
        };
    }
}
