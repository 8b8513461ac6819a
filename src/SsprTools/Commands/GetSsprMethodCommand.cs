using System.Management.Automation;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Registration;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprMethod")]
[OutputType(typeof(UserMethod))]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
public sealed class GetSsprMethodCommand : ConnectedCmdlet
{
    /// <summary>The users: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ValidateNotNullOrEmpty]
    public UserReference[] Identity { get; set; } = [];

    /// <summary>Only methods of these kinds.</summary>
    [Parameter]
    public MethodKind[]? Method { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var users = new UserDirectory(Tenant);
        var methods = new UserMethods(Tenant);
        foreach (var identity in Identity)
        {
            await ForItemAsync(identity, async () =>
            {
                var user = await users.GetAsync(identity.Value, cancellationToken).ConfigureAwait(false);
                var held = await methods.GetAsync(user, cancellationToken).ConfigureAwait(false);
                WriteObjects(held.Where(method => Method is null || Method.Contains(method.Method)));
            }).ConfigureAwait(false);
        }
    }
}
