using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph.Registration;

namespace SsprTools;

/// <summary>Changes of methods by rows, gathered as they come through the pipeline and reported in their order.</summary>
public abstract class MethodRowCmdlet : MethodChangeCmdlet
{
    // Many more than fit into one batch, so that batches go out full also when a fifth of their requests has to be repeated.
    private const int ChunkSize = 1000;

    private readonly List<MethodWork> _waiting = [];
    private readonly Dictionary<string, MethodWork> _byIdentity = new(StringComparer.OrdinalIgnoreCase);
    private string? _newJournal;
    private string? _oldJournal;

    /// <summary>The user: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNull]
    public UserReference? Identity { get; set; }

    /// <summary>A new file, or a folder, for what was there before.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? UndoPath { get; set; }

    /// <summary>The undo file of a run that was cut off: what it did is not done again, nor asked for.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Resume { get; set; }

    private protected override string? NewJournal => _newJournal;

    private protected override string? OldJournal => _oldJournal;

    /// <summary>Whether another value may be replaced.</summary>
    private protected virtual bool MayReplace => false;

    /// <summary>Whether a second row of the same user is one with the first; else it waits until that is done.</summary>
    private protected abstract bool Merges { get; }

    /// <summary>What this row's user shall have.</summary>
    private protected abstract IReadOnlyList<MethodGoal> ReadGoals();

    private protected override IReadOnlyList<MethodChange> PlanUser(MethodWork user) => MethodPlanner.Plan(user.Name, user.Held, user.Goals, MayReplace);

    protected override Task BeginProcessingAsync(CancellationToken cancellationToken)
    {
        OnRunspace(() =>
        {
            _newJournal = UndoPath is null ? null : GetUnresolvedProviderPathFromPSPath(UndoPath);
            _oldJournal = Resume is null ? null : GetUnresolvedProviderPathFromPSPath(Resume);
        });
        return base.BeginProcessingAsync(cancellationToken);
    }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var identity = Identity!;
        var row = new MethodWork(identity.Value);
        row.UserPrincipalName ??= identity.UserPrincipalName;
        try
        {
            row.Add(ReadGoals());
        }
        catch (Graph.SsprException error)
        {
            // Told in its place, after those before it.
            row.Errors.Add(error);
        }

        if (_byIdentity.TryGetValue(row.Identity, out var earlier))
        {
            if (Merges && row.Errors.Count == 0 && earlier.Errors.Count == 0)
            {
                earlier.Add(row.Goals);
                return;
            }

            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (_waiting.Count == ChunkSize)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        _waiting.Add(row);
        _byIdentity.Add(row.Identity, row);
    }

    protected override Task EndProcessingAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    private Task FlushAsync(CancellationToken cancellationToken)
    {
        MethodWork[] users = [.. _waiting];
        _waiting.Clear();
        _byIdentity.Clear();
        foreach (var user in users.Where(user => user.Errors.Count == 0))
        {
            user.Results = DoneBefore(user) ?? [];
        }

        return ChangeAsync(users, cancellationToken);
    }
}
