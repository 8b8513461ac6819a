using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Registration;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprRegistration", DefaultParameterSetName = TenantSet)]
[OutputType(typeof(RegistrationRow))]
[OutputType(typeof(UnreportedRegistration), ParameterSetName = [GroupSet])]
[OutputType(typeof(LiveRegistration))]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails/{id}", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/$count", "User.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator", For = "-Live")]
[GraphPermission("GET /groups", "Group.Read.All", For = "-Group")]
[GraphPermission("GET /groups/{id}", "Group.Read.All", For = "-Group")]
[GraphPermission("GET /groups/{id}/transitiveMembers/microsoft.graph.user", "GroupMember.Read.All", For = "-Group")]
public sealed class GetSsprRegistrationCommand : ConnectedCmdlet
{
    private const string TenantSet = "Tenant";
    private const string IdentitySet = "Identity";
    private const string GroupSet = "Group";

    private readonly List<string> _wanted = [];
    private LiveReader? _live;
    private DateTimeOffset? _before;
    private DateTimeOffset? _oldest;
    private long _rows;

    /// <summary>The users: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public UserReference[] Identity { get; set; } = [];

    /// <summary>Only members of this group, those of nested groups too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GroupSet)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Group { get; set; }

    /// <summary>Only users in the scope of the SSPR policy; with :$false only those outside.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [Parameter(ParameterSetName = GroupSet)]
    public SwitchParameter Enabled { get; set; }

    /// <summary>Only users who have enough methods; with :$false only those who have not.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [Parameter(ParameterSetName = GroupSet)]
    public SwitchParameter Registered { get; set; }

    /// <summary>Only users who are enabled and registered; with :$false only the others.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [Parameter(ParameterSetName = GroupSet)]
    public SwitchParameter Capable { get; set; }

    /// <summary>Only users who registered each of these methods, in Graph's words.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [Parameter(ParameterSetName = GroupSet)]
    [ArgumentCompleter(typeof(RegisteredMethodCompleter))]
    public string[] Method { get; set; } = [];

    /// <summary>Also reads what each user holds now, and shows where the report differs.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <summary>A file to note after each page how far the read has come; removed when the list is whole.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    [ValidateNotNullOrEmpty]
    public string? CheckpointPath { get; set; }

    /// <summary>Goes on from the file of CheckpointPath, if there is one.</summary>
    [Parameter(ParameterSetName = TenantSet)]
    public SwitchParameter Resume { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        switch (ParameterSetName)
        {
            case IdentitySet:
                // Asked for together, because the report allows five requests in ten seconds.
                _wanted.AddRange(Identity.Select(identity => identity.Value));
                break;
            case GroupSet:
                await WriteGroupAsync(cancellationToken).ConfigureAwait(false);
                break;
            default:
                await WriteTenantAsync(cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    protected override async Task EndProcessingAsync(CancellationToken cancellationToken)
    {
        if (_wanted.Count == 0)
        {
            return;
        }

        await foreach (var answers in new RegistrationLookup(Tenant).OfUsersAsync(_wanted, cancellationToken).ConfigureAwait(false))
        {
            // What is missing in the report is an error, unless there is something else to show of the user.
            foreach (var answer in answers.Where(answer => answer.Error is not null && (answer.Unreported is null || !Live)))
            {
                WriteErrors([answer.Error], answer.Identity);
            }

            await WriteAsync(answers.Where(answer => answer.Row is not null || (answer.Unreported is not null && Live)), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteTenantAsync(CancellationToken cancellationToken)
    {
        var report = new RegistrationReport(Tenant);
        if (Resume && CheckpointPath is null)
        {
            throw new SsprException(SsprErrorId.InvalidArgument, "-Resume has no file to go on from.", "Name it with -CheckpointPath.");
        }

        if (CheckpointPath is null)
        {
            await WritePagesAsync(report.ReadAsync(Filter(), cancellationToken), cancellationToken).ConfigureAwait(false);
            await CompareAsync(_rows, _oldest, cancellationToken).ConfigureAwait(false);
            return;
        }

        var checkpoint = RegistrationCheckpoint.Open(Tenant, FilePath(CheckpointPath), Filter(), Resume);
        WriteVerbose(checkpoint.IsResumed
            ? $"Going on after {checkpoint.Rows} rows, from '{checkpoint.FilePath}'."
            : $"After each page the place is noted in '{checkpoint.FilePath}'.");
        var (given, earlier) = (checkpoint.Rows, checkpoint.ReportUpdatedDateTime);
        _before = checkpoint.IsResumed ? earlier : null;
        await WritePagesAsync(report.ReadAsync(checkpoint, cancellationToken), cancellationToken).ConfigureAwait(false);
        await CompareAsync(given + _rows, earlier < _oldest ? earlier : _oldest, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>At the end of a whole read only: with a filter, nobody knows how many rows there should be.</summary>
    private async Task CompareAsync(long rows, DateTimeOffset? refreshed, CancellationToken cancellationToken)
    {
        if (!Filter().IsEmpty)
        {
            return;
        }

        var coverage = await ReportCoverage.OfAsync(Tenant, rows, refreshed, cancellationToken).ConfigureAwait(false);
        if (coverage.Warning is { } warning)
        {
            WriteWarning(warning);
        }
        else if (coverage.Expected is null)
        {
            WriteVerbose("Nothing tells whether the list is whole: the directory's users may not be counted here.");
        }
    }

    private async Task WritePagesAsync(IAsyncEnumerable<IReadOnlyList<RegistrationRow>> pages, CancellationToken cancellationToken)
    {
        await foreach (var page in pages.ConfigureAwait(false))
        {
            if (_before is { } earlier && page.FirstOrDefault(row => row.ReportUpdatedDateTime > earlier) is { } newer)
            {
                _before = null;
                WriteWarning($"The report was refreshed at {newer.ReportUpdatedDateTime:u}, after the rows that were given before (of {earlier:u}): the list is of two reports.");
            }

            _rows += page.Count;
            _oldest = page.Select(row => row.ReportUpdatedDateTime).Append(_oldest).Min();
            if (Live)
            {
                await WriteAsync(page.Select(row => new RegistrationAnswer(row.Id) { Row = row }), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                WriteObjects(page);
            }
        }
    }

    private async Task WriteGroupAsync(CancellationToken cancellationToken)
    {
        var filter = Filter();
        var group = await new GroupDirectory(Tenant).GetAsync(Group!.Value, cancellationToken).ConfigureAwait(false);
        var hidden = 0;
        await foreach (var answers in new RegistrationLookup(Tenant).OfGroupAsync(group, filter, cancellationToken).ConfigureAwait(false))
        {
            foreach (var answer in answers.Where(answer => answer.Error is not null))
            {
                WriteErrors([answer.Error], answer.Identity);
            }

            // Whether somebody matches of whom nothing is known, nobody knows: shown among the others, they would be counted as matching.
            hidden += filter.IsEmpty ? 0 : answers.Count(answer => answer.Unreported is not null);
            await WriteAsync(answers.Where(answer => answer.Row is not null || (answer.Unreported is not null && filter.IsEmpty)), cancellationToken).ConfigureAwait(false);
        }

        if (hidden > 0)
        {
            WriteWarning($"{hidden} {(hidden == 1 ? "member" : "members")} of {group.DisplayName} {(hidden == 1 ? "is" : "are")} not in the report, so nobody knows whether they match. Without a filter each is shown with the reason.");
        }
    }

    private async Task WriteAsync(IEnumerable<RegistrationAnswer> users, CancellationToken cancellationToken)
    {
        if (!Live)
        {
            WriteObjects(users.Select(user => (object?)user.Row ?? user.Unreported).ToList());
            return;
        }

        _live ??= new LiveReader(Tenant);
        await foreach (var (row, error) in _live.ReadAsync(users, cancellationToken).ConfigureAwait(false))
        {
            WriteObject(row);
            WriteErrors([error], row.UserPrincipalName);
        }
    }

    private RegistrationFilter Filter() => new()
    {
        Enabled = Given(nameof(Enabled), Enabled),
        Registered = Given(nameof(Registered), Registered),
        Capable = Given(nameof(Capable), Capable),
        Methods = Method,
    };

    private bool? Given(string name, SwitchParameter value) => MyInvocation.BoundParameters.ContainsKey(name) ? value.ToBool() : null;

    private string FilePath(string path)
    {
        var full = path;
        OnRunspace(() => full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path));
        return full;
    }
}
