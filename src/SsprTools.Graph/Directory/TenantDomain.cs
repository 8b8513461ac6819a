namespace SsprTools.Graph.Directory;

/// <summary>A verified domain of the tenant.</summary>
/// <param name="Name">Such as <c>contoso.com</c>.</param>
/// <param name="IsDefault">Whether new users get it when nothing else is said.</param>
/// <param name="IsFederated">Whether somebody else signs its users in; <see langword="null"/>: the service did not say.</param>
public sealed record TenantDomain(string Name, bool IsDefault, bool? IsFederated);
