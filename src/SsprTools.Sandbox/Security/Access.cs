using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Security;

/// <summary>What a call needs: one of the delegated scopes, or one of the app roles; for people also one of the directory roles.</summary>
internal sealed record Access(string Delegated, string? Application)
{
    private readonly string[] _delegated = Delegated.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    private readonly string[] _application = Application?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Scopes that do only for the caller's own account.</summary>
    public string Self { get; init; } = "";

    /// <summary>Directory roles of which a delegated caller needs one; none needed when empty.</summary>
    public IReadOnlyList<DirectoryRole> Roles { get; init; } = [];

    public Denial Denial { get; init; } = Denial.Directory;

    public IEnumerable<string> AllDelegated => _delegated.Concat(Self.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public IEnumerable<string> AllApplication => _application;

    public bool IsPermitted(AccessToken token, bool isSelf) => token.IsApp
        ? _application.Any(token.Permissions.Contains)
        : _delegated.Any(token.Permissions.Contains) || (isSelf && Self.Split(' ').Any(token.Permissions.Contains));

    public bool HasRole(AccessToken token) =>
        token.IsApp || Roles.Count == 0 || token.Roles.Contains(DirectoryRoles.GlobalAdministrator.TemplateId)
        || Roles.Any(role => token.Roles.Contains(role.TemplateId));
}
