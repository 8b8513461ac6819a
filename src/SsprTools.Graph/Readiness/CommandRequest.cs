namespace SsprTools.Graph.Readiness;

/// <summary>What one of a command's requests needs.</summary>
/// <param name="Request">Verb and path.</param>
/// <param name="Permission">The least permission; empty: a sign-in for the portal API, which knows no permissions.</param>
/// <param name="Role">The least role that a person needs besides; empty: none.</param>
/// <param name="AppOnly">Whether an app without a user can do it.</param>
public sealed record CommandRequest(string Request, string Permission, string Role, bool AppOnly)
{
    /// <summary>The parameter or part of the command that alone sends it; empty: the command does not work without.</summary>
    public string For { get; init; } = "";
}
