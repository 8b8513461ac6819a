namespace SsprTools.Graph.Readiness;

/// <summary>
/// The directory roles that a person's token carries (wids), by template id. Source: MicrosoftDocs/entra-docs,
/// docs/identity/role-based-access-control/permissions-reference.md (2026-01-20, 00fe95d).
/// </summary>
internal static class RoleTable
{
    private const string GlobalAdministrator = "Global Administrator";

    // In every member's token; not a role that anybody assigned. It is in no list of built-in roles, so nothing is concluded from it.
    private static readonly Guid s_everybody = new("b79fbf4d-3ef9-4689-8143-76b194e85509");

    private static readonly Dictionary<Guid, string> s_names = new()
    {
        [new("62e90394-69f5-4237-9190-012177145e10")] = GlobalAdministrator,
        [new("f2ef992c-3afb-46b9-b7cf-a126ee74c451")] = "Global Reader",
        [new("c4e39bd9-1100-46d3-8c65-fb160da0071f")] = "Authentication Administrator",
        [new("0526716b-113d-4c15-b2c8-68e3c22b9f80")] = "Authentication Policy Administrator",
        [new("88d8e3e3-8f55-4a1e-953a-9b9898b8876b")] = "Directory Readers",
        [new("9360feb5-f418-4baa-8175-e2a00bac4301")] = "Directory Writers",
        [new("fdd7a751-b60b-444a-984c-02652fe8fa1c")] = "Groups Administrator",
        [new("729827e3-9c14-49f7-bb1b-9608f156bbb8")] = "Helpdesk Administrator",
        [new("45d8d3c5-c802-45c6-b32a-1d70b5e1e86e")] = "Identity Governance Administrator",
        [new("4d6ac14f-3453-41d0-bef9-a3e0c569773a")] = "License Administrator",
        [new("966707d0-3269-4727-9be2-8c3a10f19b9d")] = "Password Administrator",
        [new("7be44c8a-adaf-4e2a-84d6-ab2649e08a13")] = "Privileged Authentication Administrator",
        [new("e8611ab8-c189-46e8-94e1-60213ab1f814")] = "Privileged Role Administrator",
        [new("4a5d8f65-41da-4de4-8968-e035b65339cf")] = "Reports Reader",
        [new("194ae4cb-b126-40b2-bd5b-6091b380977d")] = "Security Administrator",
        [new("5f2222b1-57c3-48ba-8ad5-d4759f1fde6f")] = "Security Operator",
        [new("5d6b6bb7-de71-4623-b4af-96380a352509")] = "Security Reader",
        [new("fe930be7-5e62-47db-91af-98c3a49a38b1")] = "User Administrator",
    };

    /// <summary>The name of a built-in role, or <see langword="null"/>.</summary>
    public static string? NameOf(string? templateId) => Guid.TryParse(templateId, out var id) ? s_names.GetValueOrDefault(id) : null;

    /// <summary>Whether a person with these roles may do the request; <see langword="null"/>: no source says.</summary>
    /// <param name="request">Verb and path.</param>
    /// <param name="needed">The role that the module names for it.</param>
    /// <param name="templateIds">The token's.</param>
    public static bool? Covers(string request, string needed, IReadOnlyList<string> templateIds)
    {
        var ids = templateIds.Select(id => Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty).Where(id => id != s_everybody).ToHashSet();
        var held = ids.Select(id => s_names.GetValueOrDefault(id)).ToHashSet();
        if (held.Contains(GlobalAdministrator))
        {
            return true;
        }

        // Where the documentation names no role, not even the one that the module names is confirmed.
        var documented = RequestTable.Find(request)?.Roles ?? [];
        if (held.Overlaps(documented))
        {
            return true;
        }

        // The lists are of the least roles, so one that is not known here may be above them; and a Global Reader is said to read everything.
        var readsAll = held.Contains("Global Reader") && request.StartsWith("GET ", StringComparison.OrdinalIgnoreCase);
        return held.Contains(null) || held.Contains(needed) || readsAll || documented.Length == 0 ? null : false;
    }
}
