using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Remove, "SsprTestUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SsprTestUser))]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/memberOf", "GroupMember.ReadBasic.All")]
[GraphPermission("GET /subscribedSkus", "LicenseAssignment.Read.All")]
[GraphPermission("DELETE /users/{id}", "User.ReadWrite.All", Role = "User Administrator")]
public sealed class RemoveSsprTestUserCommand : ConnectedCmdlet
{
    private TestUsers? _users;

    /// <summary>The test user. One that is not marked as a test user is refused.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(TestUserCompleter))]
    [ValidateNotNull]
    public UserReference? Identity { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(Identity!.Value, async () =>
    {
        _users ??= new TestUsers(Tenant);
        var user = await _users.GetAsync(Identity.Value, cancellationToken).ConfigureAwait(false);
        var name = $"user '{user.User.UserPrincipalName}' ({user.User.DisplayName}, {user.User.EmployeeType})";
        if (!ShouldChange(Tenant, name, "delete; it can be restored for 30 days"))
        {
            return;
        }

        var removed = await _users.RemoveAsync(user, cancellationToken).ConfigureAwait(false);
        WriteObject(new SsprTestUser(removed));
        if (removed.Status == ChangeStatus.Unverified)
        {
            WriteWarning($"{removed.User.UserPrincipalName}: {removed.Remarks[0]}");
        }
    });
}
