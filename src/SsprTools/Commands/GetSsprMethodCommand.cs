using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
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
    private MethodCheckpoint? _checkpoint;

    /// <summary>The users: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public UserReference[] Identity { get; set; } = [];

    /// <summary>Only methods of these kinds.</summary>
    [Parameter]
    public MethodKind[]? Method { get; set; }

    /// <summary>A file to note how far the read has come; removed when the list is whole.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>Goes on from the file of CheckpointPath, if there is one: the users that were given before are passed over without a request.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    protected override Task BeginProcessingAsync(CancellationToken cancellationToken)
    {
        if (CheckpointPath is null)
        {
            return Resume
                ? throw new SsprException(SsprErrorId.InvalidArgument, "-Resume has no file to go on from.", "Name it with -CheckpointPath.")
                : Task.CompletedTask;
        }

        var path = CheckpointPath;
        OnRunspace(() => path = GetUnresolvedProviderPathFromPSPath(path));
        _checkpoint = MethodCheckpoint.Open(Tenant, path, Method, Resume);
        WriteVerbose(_checkpoint.Users > 0
            ? $"Going on after {_checkpoint.Users} users, from '{_checkpoint.FilePath}'."
            : $"After each {ChunkSize} users the place is noted in '{_checkpoint.FilePath}'.");
        return Task.CompletedTask;
    }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in Identity)
        {
            if (_checkpoint?.Passes(identity.Value) == true)
            {
                continue;
            }

            var user = new MethodWork(identity.Value);
            user.UserPrincipalName ??= identity.UserPrincipalName;
            _waiting.Add(user);
            if (_waiting.Count == ChunkSize)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override async Task EndProcessingAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        _checkpoint?.End();
    }

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

        if (users.Length > 0)
        {
            _checkpoint?.Gave(users.Select(user => user.Identity));
        }
    }
}
