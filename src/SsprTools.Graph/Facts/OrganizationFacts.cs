namespace SsprTools.Graph.Facts;

/// <summary>What of the organization matters for password reset.</summary>
/// <param name="HasCustomDomainOrSync">Whether administrators need two methods (facts/graph.md 3.9).</param>
/// <param name="Domains">Each verified domain with its type, Managed or Federated; <see langword="null"/>: not told.</param>
internal sealed record OrganizationFacts(bool HasCustomDomainOrSync, IReadOnlyDictionary<string, string?> Domains)
{
    public static bool IsInitial(string domain) => domain.EndsWith(".onmicrosoft.com", StringComparison.OrdinalIgnoreCase);
}
