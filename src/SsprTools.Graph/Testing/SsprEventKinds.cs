namespace SsprTools.Graph.Testing;

/// <summary>
/// Tells what an activity is from its name. The names differ in spelling between sources ("Self-service", "Self-serve", and two names
/// for a policy change), so they are matched by their telling words. Source: facts/graph.md 1.12, facts/field.md 0.5.
/// </summary>
internal static class SsprEventKinds
{
    /// <summary>The kind, or <see langword="null"/> if the activity has nothing to do with password reset.</summary>
    /// <param name="activity">activityDisplayName.</param>
    /// <param name="service">loggedByService.</param>
    public static SsprEventKind? Of(string activity, string? service)
    {
        var name = string.Join(' ', activity.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        bool Has(string words) => name.Contains(words, StringComparison.OrdinalIgnoreCase);
        var selfService = Has("self-serv") || Has("self serv");
        return true switch
        {
            _ when Has("flow activity progress") => SsprEventKind.FlowStep,
            _ when Has("blocked from self") => SsprEventKind.Blocked,
            _ when Has("reset password") && selfService => SsprEventKind.Reset,
            _ when (Has("reset password") && Has("admin")) || Has("reset user password") => SsprEventKind.AdminReset,
            _ when Has("change password") && selfService => SsprEventKind.Change,
            _ when Has("unlock") && selfService => SsprEventKind.Unlock,
            _ when Has("update sspr settings") || Has("password reset policy change") => SsprEventKind.PolicyChanged,
            _ when Has("user registered") && (selfService || Has("all required")) => SsprEventKind.Registered,
            _ when Has("security info") => SsprEventKind.SecurityInfo,
            _ when IsSsprService(service) || Has("password reset") || Has("password change") => SsprEventKind.Other,
            _ => null,
        };
    }

    private static bool IsSsprService(string? service) =>
        service is not null && (service.Contains("password management", StringComparison.OrdinalIgnoreCase) || service.Trim().Equals("SSPR", StringComparison.OrdinalIgnoreCase));
}
