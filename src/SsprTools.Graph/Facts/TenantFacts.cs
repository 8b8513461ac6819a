using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;

namespace SsprTools.Graph.Facts;

/// <summary>What is the same for every user of a tenant, and so is read once for a whole pipeline.</summary>
internal sealed record TenantFacts
{
    public required Fact<SsprScope> Scope { get; init; }

    public SelectedGroup? SelectedGroup { get; init; }

    public required Fact<int> NumberOfMethodsRequired { get; init; }

    public required Fact<AllowedMethods> MethodsAllowed { get; init; }

    public required Fact<bool> AdministratorResetAllowed { get; init; }

    public required Fact<bool> HasCustomDomainOrSync { get; init; }

    /// <summary>Each verified domain with its type, Managed or Federated.</summary>
    public required Fact<IReadOnlyDictionary<string, string?>> Domains { get; init; }

    public required Fact<bool> Writeback { get; init; }

    /// <summary>Who holds a role, or may; only read where it matters of whom a fact is.</summary>
    public Fact<RoleHolders> RoleHolders { get; init; } = Fact<RoleHolders>.Unknown("the roles were not read.");

    /// <summary>The groups of which it has to be known whether a user is in them.</summary>
    public IReadOnlyCollection<string> GroupsThatMatter =>
    [
        .. Scope is { IsKnown: true, Value: SsprScope.Selected } && SelectedGroup is { } group ? [group.Id] : Array.Empty<string>(),
        .. RoleHolders.Value?.Groups ?? [],
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
}
