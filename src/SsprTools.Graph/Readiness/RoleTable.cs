namespace SsprTools.Graph.Readiness;

/// <summary>
/// The directory roles that the module's requests need (facts/graph.md 1.1), by the template id that a person's token carries (wids). The ids are
/// from general knowledge of Microsoft's built-in roles: no source at hand states them.
/// </summary>
internal static class RoleTable
{
    private static readonly Guid s_globalAdministrator = new("62e90394-69f5-4237-9190-012177145e10");
    private static readonly Guid s_globalReader = new("f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    private static readonly Guid s_privilegedAuthentication = new("7be44c8a-adaf-4e2a-84d6-ab2649e08a13");
    private static readonly Guid s_securityAdministrator = new("194ae4cb-b126-40b2-bd5b-6091b380977d");
    private static readonly Guid s_securityReader = new("5d6b6bb7-de71-4623-b4af-96380a352509");

    private static readonly Dictionary<string, Guid[]> s_enough = new(StringComparer.OrdinalIgnoreCase)
    {
        ["User Administrator"] = [new("fe930be7-5e62-47db-91af-98c3a49a38b1")],
        ["Groups Administrator"] = [new("fdd7a751-b60b-444a-984c-02652fe8fa1c"), new("fe930be7-5e62-47db-91af-98c3a49a38b1")],
        ["License Administrator"] = [new("4d6ac14f-3453-41d0-bef9-a3e0c569773a"), new("fe930be7-5e62-47db-91af-98c3a49a38b1")],
        ["Authentication Administrator"] = [new("c4e39bd9-1100-46d3-8c65-fb160da0071f"), s_privilegedAuthentication],
        ["Authentication Policy Administrator"] = [new("0526716b-113d-4c15-b2c8-68e3c22b9f80")],
        ["Reports Reader"] = [new("4a5d8f65-41da-4de4-8968-e035b65339cf"), s_securityReader, s_securityAdministrator],
        ["Global Reader"] = [s_globalReader],
    };

    /// <summary>Whether a person with these roles has the needed one or one above it; <see langword="null"/>: the tables do not tell.</summary>
    public static bool? Covers(string needed, IReadOnlyList<string> templateIds)
    {
        var held = templateIds.Select(id => Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty).ToHashSet();
        if (held.Contains(s_globalAdministrator))
        {
            return true;
        }

        if (!s_enough.TryGetValue(needed, out var enough))
        {
            return null;
        }

        // Any other role may be above a reader's: only certainty is told.
        return held.Overlaps(enough) ? true : needed.EndsWith("Reader", StringComparison.Ordinal) && held.Count > 0 ? null : false;
    }
}
