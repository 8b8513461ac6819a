using System.Management.Automation;
using System.Net;
using SsprTools.Graph;
using SsprTools.Graph.Directory;

namespace SsprTools;

/// <summary>A test user, as the commands show it. Immutable; the password is in <see cref="Credential"/> and nowhere else.</summary>
public sealed class SsprTestUser
{
    // The engine's object is kept rather than its values: a field of an engine's value type would need the engine before its loader is hooked.
    private readonly TestUserResult _result;

    internal SsprTestUser(TestUserResult result)
    {
        _result = result;
        Credential = result.Password is { } password
            ? new PSCredential(result.User.UserPrincipalName, new NetworkCredential("", password.Reveal()).SecurePassword)
            : null;
    }

    /// <summary>What the command did; null: the user was only read.</summary>
    public ChangeStatus? Status => _result.Status;

    /// <summary>The object id.</summary>
    public string Id => _result.User.Id;

    public string UserPrincipalName => _result.User.UserPrincipalName;

    public string? DisplayName => _result.User.DisplayName;

    /// <summary>The last day on which the user is meant to exist, UTC.</summary>
    public DateOnly? TestUntil => _result.TestUntil;

    /// <summary>Whether the next sign-in must set a new password; null: the service did not say.</summary>
    public bool? MustChangePassword => _result.User.ForceChangePasswordNextSignIn;

    /// <summary>The licences that the user has; null: could not be read.</summary>
    public IReadOnlyList<string>? License => _result.Licenses;

    /// <summary>The groups that were asked for and that the user is in, or all of them when one user is read; null: nobody looked.</summary>
    public IReadOnlyList<string>? Groups => _result.Groups;

    /// <summary>Name and initial password of a user that was created just now; else null.</summary>
    public PSCredential? Credential { get; }

    public bool? AccountEnabled => _result.User.AccountEnabled;

    public string? UsageLocation => _result.User.UsageLocation;

    public DateTimeOffset? CreatedDateTime => _result.User.CreatedDateTime;

    /// <summary>What else is worth knowing.</summary>
    public IReadOnlyList<string> Remarks => _result.Remarks;

    public override string ToString() => UserPrincipalName;
}
