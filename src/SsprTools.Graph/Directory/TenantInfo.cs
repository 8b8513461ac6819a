using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Directory;

/// <summary>What the tenant says of itself. Source: facts/graph.md 1.5. Permission: Organization.Read.All.</summary>
public sealed record TenantInfo
{
    public string? DisplayName { get; init; }

    /// <summary>The verified domains.</summary>
    public IReadOnlyList<TenantDomain> Domains { get; init; } = [];

    /// <summary>Where the tenant's users are when nothing else is said: two letters.</summary>
    public string? DefaultUsageLocation { get; init; }

    /// <summary>The tenant's own country: two letters.</summary>
    public string? CountryLetterCode { get; init; }

    public string? DefaultDomain => Domains.FirstOrDefault(domain => domain.IsDefault)?.Name;

    /// <exception cref="SsprException"><see cref="SsprErrorId.UnexpectedAnswer"/></exception>
    public static async Task<TenantInfo> ReadAsync(SsprConnection connection, CancellationToken cancellationToken)
    {
        var answer = await connection.Directory.Organization.GetAsync(
            request => request.QueryParameters.Select = ["id", "displayName", "verifiedDomains", "defaultUsageLocation", "countryLetterCode"],
            cancellationToken).ConfigureAwait(false);
        if (answer?.Value is not [var tenant, ..])
        {
            throw new SsprException(
                SsprErrorId.UnexpectedAnswer,
                "The service did not describe the tenant.",
                "Check which tenant is connected (Get-SsprContext) and run the command again.");
        }

        return new TenantInfo
        {
            DisplayName = tenant.DisplayName,
            Domains =
            [
                .. (tenant.VerifiedDomains ?? []).Where(domain => domain.Name is not null).Select(domain => new TenantDomain(
                    domain.Name!, domain.IsDefault == true, domain.Type is null ? null : domain.Type == "Federated")),
            ],
            DefaultUsageLocation = tenant.DefaultUsageLocation,
            CountryLetterCode = tenant.CountryLetterCode,
        };
    }
}
