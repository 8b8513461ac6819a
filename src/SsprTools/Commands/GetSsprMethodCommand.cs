using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Registration;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprMethod")]
[OutputType(typeof(UserMethod))]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
public sealed class GetSsprMethodCommand : ConnectedCmdlet
{
    // Full batches, and still the first rows soon.
    private const int ChunkSize = 200;

    private readonly List<MethodWork> _waiting = [];

    /// <summary>The users: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public UserReference[] Identity { get; set; } = [];

    /// <summary>Only methods of these kinds.</summary>
    [Parameter]
    public MethodKind[]? Method { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in Identity)
        {
            var user = new MethodWork(identity.Value);
            user.UserPrincipalName ??= identity.UserPrincipalName;
            _waiting.Add(user);
            if (_waiting.Count == ChunkSize)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override Task EndProcessingAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        MethodWork[] users = [.. _waiting];
        _waiting.Clear();
        await new HeldMethods(Tenant).ReadAsync(users, look: true, cancellationToken).ConfigureAwait(false);
        foreach (var user in users)
        {
            WriteErrors(user.Errors, user.Identity);
            if (user.Errors.Count == 0)
            {
                WriteObjects(user.Held.Where(method => Method is null || Method.Contains(method.Method)));
            }
        }
    }
}
