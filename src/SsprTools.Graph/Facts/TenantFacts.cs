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

    public required Fact<bool> Writeback { get; init; }

    /// <summary><see langword="null"/>: they could not be read.</summary>
    public IReadOnlyList<LicenseFact>? Licenses { get; init; }
}
