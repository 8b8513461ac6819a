using System.Globalization;
using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Reporting;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprAdoption")]
[OutputType(typeof(SsprAdoption))]
[GraphPermission("GET /users", "User.Read.All")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /auditLogs/directoryAudits", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/transitiveMembers/microsoft.graph.user", "GroupMember.Read.All")]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod", Role = "Global Reader")]
public sealed class GetSsprAdoptionCommand : ConnectedCmdlet
{
    private const string Newest = "Last";
    private readonly List<GroupReference> _groups = [];

    /// <summary>A count for each of these groups, members of nested groups included. Absent: the tenant.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public GroupReference[]? Group { get; set; }

    /// <summary>A count for each value of this property of users.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AdoptionPropertyCompleter))]
    [ValidateNotNullOrEmpty]
    public string? By { get; set; }

    /// <summary>Leave the members of these groups out, and count them as left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNullOrEmpty]
    public GroupReference[]? ExcludeGroup { get; set; }

    /// <summary>Over how many days resets are counted.</summary>
    [Parameter]
    [ValidateRange(1, AdoptionRequest.MostDays)]
    public int Days { get; set; } = AdoptionRequest.MostDays;

    /// <summary>Keep the figures, to compare with later.</summary>
    [Parameter]
    public SwitchParameter Snapshot { get; set; }

    /// <summary>Where snapshots are kept: a file, or a folder. Given without -CompareTo it means -Snapshot too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SnapshotPath { get; set; }

    /// <summary>Compare with an earlier snapshot: Last, a day or time (the newest snapshot by then), or a file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CompareTo { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        _groups.AddRange(Group ?? []);
        return Task.CompletedTask;
    }

    protected override async Task EndProcessingAsync(CancellationToken cancellationToken)
    {
        var by = By is null ? null : AdoptionProperty.Parse(By);
        var earlier = Earlier();
        var groups = await FindAsync(_groups, cancellationToken).ConfigureAwait(false);
        if (groups.Count == 0 && (_groups.Count > 0 || MyInvocation.ExpectingInput))
        {
            // None of the groups is there, or an empty list came: the tenant's figures would be taken for theirs.
            return;
        }

        var excluded = await FindAsync(ExcludeGroup ?? [], cancellationToken).ConfigureAwait(false);
        if (excluded.Count < (ExcludeGroup?.Length ?? 0))
        {
            return;
        }

        var counts = await new AdoptionReader(Tenant).ReadAsync(
            new AdoptionRequest { Groups = groups, By = by, Excluded = excluded, Days = Days }, Report, cancellationToken).ConfigureAwait(false);
        WriteProgress(new ProgressRecord(1, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        if (counts.Count == 0)
        {
            return;
        }

        if (earlier is { } found)
        {
            counts = AdoptionHistory.Of(Tenant.TenantId, found.Path).Compare(counts, found.Until);
        }

        if (Snapshot || (SnapshotPath is not null && CompareTo is null))
        {
            var history = AdoptionHistory.Of(Tenant.TenantId, FilePath(SnapshotPath));
            history.Append(counts);
            counts = [.. counts.Select(count => count with { SnapshotPath = history.Path })];
        }

        WriteObjects(counts);
    }

    private const string Activity = "Counting adoption";

    private void Report(string what, int rows) => WriteProgress(
        new ProgressRecord(1, Activity, string.Create(CultureInfo.InvariantCulture, $"{what}: {rows:N0} rows read")));

    private (string? Path, DateTimeOffset? Until)? Earlier()
    {
        if (CompareTo is null)
        {
            return null;
        }

        if (string.Equals(CompareTo, Newest, StringComparison.OrdinalIgnoreCase))
        {
            return (FilePath(SnapshotPath), null);
        }

        // A file of that name goes before a time, so that a file can always be named.
        if (FilePath(CompareTo) is { } path && File.Exists(path))
        {
            return (path, null);
        }

        if (!DateTimeOffset.TryParse(CompareTo, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            throw new SsprException(
                SsprErrorId.InvalidSnapshot,
                $"-CompareTo '{CompareTo}' is neither a file that is there nor a time.",
                $"Give {Newest}, a day such as 2026-11-01, or the file into which an earlier Get-SsprAdoption -Snapshot wrote.",
                CompareTo);
        }

        // A day means all of it.
        return (FilePath(SnapshotPath), CompareTo.Contains(':', StringComparison.Ordinal) ? time : time.AddDays(1).AddTicks(-1));
    }

    private async Task<List<DirectoryGroup>> FindAsync(IEnumerable<GroupReference> references, CancellationToken cancellationToken)
    {
        var found = new List<DirectoryGroup>();
        foreach (var reference in references)
        {
            await ForItemAsync(reference.Value, async () =>
            {
                var group = await new GroupDirectory(Tenant).GetAsync(reference.Value, cancellationToken).ConfigureAwait(false);
                if (!found.Exists(known => known.Id == group.Id))
                {
                    found.Add(group);
                }
            }).ConfigureAwait(false);
        }

        return found;
    }

    private string? FilePath(string? path)
    {
        string? full = null;
        if (path is not null)
        {
            OnRunspace(() => full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        }

        return full;
    }
}
