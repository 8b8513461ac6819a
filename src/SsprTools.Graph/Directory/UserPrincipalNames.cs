namespace SsprTools.Graph.Directory;

/// <summary>Checks and completes user principal names. Source: facts/graph.md 1.2 (letters, lengths, verified domain).</summary>
public static class UserPrincipalNames
{
    public const int LongestLocalPart = 64;
    public const int LongestDomain = 48;

    private const string Symbols = "'.-_!#^~";

    /// <summary>The full name, with the tenant's default domain where none was given.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidUserPrincipalName"/>, <see cref="SsprErrorId.UnknownDomain"/></exception>
    public static string Complete(string name, TenantInfo tenant)
    {
        var parts = name.Trim().Split('@');
        if (parts.Length > 2)
        {
            throw Invalid(name, "it has more than one @");
        }

        if (Problem(parts[0]) is { } problem)
        {
            throw Invalid(name, problem);
        }

        var domain = parts.Length == 2 ? Verified(name, parts[1], tenant) : Default(name, tenant);
        return domain.IsFederated != true ? $"{parts[0]}@{domain.Name}" : throw new SsprException(
            SsprErrorId.UnknownDomain,
            $"'{domain.Name}' is a federated domain: its users come from the directory that it is federated with.",
            $"Take a domain that Entra itself signs in: {Names(tenant.Domains.Where(other => other.IsFederated != true))}.",
            name);
    }

    /// <summary>The part before the @.</summary>
    public static string LocalPart(string userPrincipalName) => userPrincipalName.Split('@')[0];

    private static string? Problem(string localPart) => localPart switch
    {
        "" => "there is nothing before the @",
        { Length: > LongestLocalPart } => $"the part before the @ has {localPart.Length} characters; {LongestLocalPart} are allowed",
        _ when localPart.Where(letter => !IsAllowed(letter)).Take(1).ToArray() is [var letter] =>
            $"'{letter}' is not allowed before the @; letters A to Z, digits and {string.Join(' ', Symbols.ToCharArray())} are",
        _ => null,
    };

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || Symbols.Contains(letter, StringComparison.Ordinal);

    private static TenantDomain Verified(string name, string domain, TenantInfo tenant)
    {
        if (domain.Length is 0 or > LongestDomain)
        {
            throw Invalid(name, domain.Length == 0 ? "there is nothing after the @" : $"the domain has {domain.Length} characters; {LongestDomain} are allowed");
        }

        return tenant.Domains.FirstOrDefault(known => string.Equals(known.Name, domain, StringComparison.OrdinalIgnoreCase)) ?? throw new SsprException(
            SsprErrorId.UnknownDomain,
            $"'{domain}' is not a verified domain of this tenant.",
            $"Take one of its domains: {Names(tenant.Domains)}.",
            name);
    }

    private static TenantDomain Default(string name, TenantInfo tenant) => tenant.Domains.FirstOrDefault(domain => domain.IsDefault)
        ?? throw new SsprException(
            SsprErrorId.UnknownDomain,
            "The tenant did not say which of its domains is the default one.",
            $"Give the name with its domain, such as {name}@{(tenant.Domains is [var first, ..] ? first.Name : "contoso.onmicrosoft.com")}.",
            name);

    private static string Names(IEnumerable<TenantDomain> domains) => string.Join(", ", domains.Select(domain => domain.Name));

    private static SsprException Invalid(string name, string why) => new(
        SsprErrorId.InvalidUserPrincipalName,
        $"'{name}' is no user principal name: {why}.",
        "Give a name such as MonicaT, to which the tenant's default domain is added, or a whole one such as MonicaT@contoso.com.",
        name);
}
