using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Registration;

namespace SsprTools;

/// <summary>What all cmdlets that change methods share: users are read together, planned and asked for one by one, and written together.</summary>
public abstract class MethodChangeCmdlet : ConnectedCmdlet
{
    // As many as fit into one batch: then a second look costs one request, and nobody needs a file to go on from.
    private const int FewUsers = 20;

    private MethodJournal? _journal;
    private bool _isLong;

    /// <summary>The file for undoing and going on that this run writes; a file or folder.</summary>
    private protected abstract string? NewJournal { get; }

    /// <summary>The file to go on from.</summary>
    private protected virtual string? OldJournal => null;

    /// <summary>What has to be done for a user.</summary>
    private protected abstract IReadOnlyList<MethodChange> PlanUser(MethodWork user);

    protected override Task BeginProcessingAsync(CancellationToken cancellationToken)
    {
        if (OldJournal is { } path)
        {
            _journal = MethodJournal.Resume(Tenant, path);
        }

        return Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _journal?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>What the run that this one goes on from did for a user; <see langword="null"/>: it has to be done.</summary>
    private protected IReadOnlyList<MethodResult>? DoneBefore(MethodWork user) => OldJournal is null ? null : _journal!.Find(user);

    private protected async Task ChangeAsync(IReadOnlyList<MethodWork> users, CancellationToken cancellationToken)
    {
        if (users.Count == 0)
        {
            return;
        }

        _isLong |= users.Count > FewUsers;
        await new HeldMethods(Tenant).ReadAsync([.. users.Where(user => user.Results.Count == 0)], look: !_isLong, cancellationToken).ConfigureAwait(false);
        foreach (var user in users)
        {
            Plan(user);
        }

        SsprException? fatal = null;
        try
        {
            await new MethodWriter(Tenant)
                .WriteAsync([.. users.Where(user => user.Changes.Count > 0)], readBack: !_isLong, Journal(users), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also after an error half-way: what was written before it is reported.
            foreach (var user in users)
            {
                WriteObjects(user.Results);
                fatal ??= user.Errors.FirstOrDefault(ErrorFactory.EndsCommand);
                WriteErrors(user.Errors.Where(error => !ErrorFactory.EndsCommand(error)), user.Name);
            }
        }

        if (fatal is not null)
        {
            throw fatal;
        }
    }

    private MethodJournal? Journal(IReadOnlyList<MethodWork> users)
    {
        var writes = users.Any(user => user.Changes.Any(change => !change.IsUnchanged));
        if (_journal is null && writes && (_isLong || NewJournal is not null))
        {
            _journal = MethodJournal.Start(Tenant, MyInvocation.MyCommand.Name, NewJournal);
            WriteInformation(
                new HostInformationMessage { Message = $"What was there before is kept in {_journal.Path} (Undo-SsprMethod takes it back; -Resume goes on from it)." },
                ["PSHOST"]);
        }

        return _journal;
    }

    private void Plan(MethodWork user)
    {
        if (user.Errors.Count > 0 || user.Results.Count > 0)
        {
            return;
        }

        try
        {
            user.Changes = Agreed(user, PlanUser(user));
        }
        catch (SsprException error) when (!ErrorFactory.EndsCommand(error))
        {
            user.Errors.Add(error);
        }
    }

    private List<MethodChange> Agreed(MethodWork user, IReadOnlyList<MethodChange> plan)
    {
        var agreed = new List<MethodChange>(plan.Count);
        var mayFollow = true;
        foreach (var change in plan)
        {
            if (change.IsUnchanged || ((mayFollow || !change.IsSecond) && ShouldChange(Tenant, $"user {user.Name}", change.Describe())))
            {
                agreed.Add(change);
            }
            else
            {
                // What was declined may be what the next one needs; -WhatIf shows that one nevertheless.
                mayFollow = IsWhatIf;
            }
        }

        return agreed;
    }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked) && asked is SwitchParameter { IsPresent: true };
}
