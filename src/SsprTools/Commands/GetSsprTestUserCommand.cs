using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Directory;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprTestUser")]
[OutputType(typeof(SsprTestUser))]
[GraphPermission("GET /users", "User.Read.All")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/memberOf", "GroupMember.ReadBasic.All")]
[GraphPermission("GET /subscribedSkus", "LicenseAssignment.Read.All")]
public sealed class GetSsprTestUserCommand : ConnectedCmdlet
{
    private TestUsers? _users;

    /// <summary>One test user; all when absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(TestUserCompleter))]
    [ValidateNotNull]
    public UserReference? Identity { get; set; }

    /// <summary>Only those whose last day has passed.</summary>
    [Parameter]
    public SwitchParameter Expired { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        _users ??= new TestUsers(Tenant);
        if (Identity is not null)
        {
            await ForItemAsync(Identity.Value, async () =>
            {
                var user = await _users.GetAsync(Identity.Value, cancellationToken).ConfigureAwait(false);
                if (!Expired || _users.IsExpired(user.TestUntil!.Value))
                {
                    WriteObject(new SsprTestUser(user));
                }
            }).ConfigureAwait(false);
            return;
        }

        await foreach (var page in _users.ListAsync(Expired, cancellationToken).ConfigureAwait(false))
        {
            WriteObjects(page.Select(user => new SsprTestUser(user)));
        }
    }
}
