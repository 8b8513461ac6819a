using System.Globalization;
using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Reporting;
using SsprTools.Graph.Testing;
using SsprTools.Graph.Validation;

namespace SsprTools.Commands;

[Cmdlet(VerbsData.Export, "SsprReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /api/PasswordReset/OnPremisesPasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /policies/adminPasswordResetPolicy", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false, For = "the Administrator page")]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod", Role = "Global Reader")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All", Role = "Global Reader")]
[GraphPermission("GET /users", "User.Read.All")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /auditLogs/directoryAudits", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
[GraphPermission("GET /roleManagement/directory/roleAssignments", "RoleManagement.Read.Directory")]
[GraphPermission("GET /roleManagement/directory/roleEligibilityScheduleInstances", "RoleEligibilitySchedule.Read.Directory")]
[GraphPermission("GET /organization", "Organization.Read.All")]
public sealed class ExportSsprReportCommand : ConnectedCmdlet
{
    private const string Activity = "Making the report";
    private readonly List<PolicySetting> _policy = [];
    private readonly List<SsprAdoption> _adoption = [];
    private readonly List<ReportUser> _users = [];
    private readonly List<ReportImpact> _impact = [];
    private readonly List<TestRun> _tests = [];
    private readonly List<ValidationResult> _checks = [];
    private readonly HashSet<string> _tenants = new(StringComparer.OrdinalIgnoreCase);
    private bool _simulated;
    private bool _impactGiven;

    /// <summary>The file, or the folder for it.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The forms to write; absent: what the path's ending says, else Html.</summary>
    [Parameter]
    public ReportFormat[]? Format { get; set; }

    /// <summary>Results of the other cmdlets, of any kind.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject[]? InputObject { get; set; }

    /// <summary>What Get-SsprPolicy gave.</summary>
    [Parameter]
    public PolicySetting[]? Policy { get; set; }

    /// <summary>What Get-SsprAdoption gave.</summary>
    [Parameter]
    public SsprAdoption[]? Adoption { get; set; }

    /// <summary>What Test-SsprUser gave.</summary>
    [Parameter]
    public UserReadiness[]? User { get; set; }

    /// <summary>What Measure-SsprImpact -SmsVoiceRetirement gave, or objects with UserPrincipalName, Effect, Reason and NextStep.</summary>
    [Parameter]
    public PSObject[]? Impact { get; set; }

    /// <summary>What Invoke-SsprTest gave.</summary>
    [Parameter]
    public TestRun[]? Test { get; set; }

    /// <summary>Replace files that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool NeedsTenant => false;

    private bool IsGiven => Policy is not null || Adoption is not null || User is not null || Impact is not null || Test is not null || MyInvocation.ExpectingInput || InputObject is not null;

    protected override Task BeginProcessingAsync(CancellationToken cancellationToken)
    {
        Take(Policy);
        Take(Adoption);
        Take(User);
        Take(Impact);
        Take(Test);
        return Task.CompletedTask;
    }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        Take(InputObject);
        return Task.CompletedTask;
    }

    protected override async Task EndProcessingAsync(CancellationToken cancellationToken)
    {
        if (!IsGiven && TenantIfConnected is null)
        {
            throw ErrorFactory.NotConnected();
        }

        var tenantId = TenantOfInput() ?? TenantIfConnected?.TenantId;
        var path = "";
        OnRunspace(() => path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path));
        var files = ReportFiles.Plan(path, Format ?? [], tenantId, DateTimeOffset.UtcNow, _checks.Count > 0);
        ReportFiles.Check(files, Force);
        var wanted = files.Where(file => ShouldProcess(file.Path, $"{(File.Exists(file.Path) ? "Replace the file by" : "Write")} the report of tenant {tenantId ?? "unknown"}")).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var report = IsGiven ? Given(tenantId) : await new ReportCollector(Tenant).CollectAsync([], Report, cancellationToken).ConfigureAwait(false);
        foreach (var file in wanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReportFiles.Write(report, file, Force);
            // As Get-Item gives it, so that it can be piped on to Invoke-Item or Get-Content.
            OnRunspace(() => WriteObject(InvokeProvider.Item.Get([file.Path], force: true, literalPath: true)[0]));
        }

        WriteProgress(new ProgressRecord(1, Activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    private void Take(IEnumerable<object>? values)
    {
        foreach (var value in values ?? [])
        {
            Take(value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value);
        }
    }

    private void Take(object value)
    {
        switch (value)
        {
            case PolicySetting setting:
                _policy.Add(setting);
                break;
            case SsprAdoption slice:
                _adoption.Add(slice);
                From(slice.TenantId, slice.IsSimulated);
                break;
            case UserReadiness user:
                _users.Add(ReportUser.Of(user));
                From(user.TenantId, user.IsSimulated);
                break;
            case TestRun run:
                _tests.Add(run);
                From(run.TenantId, run.IsSimulated);
                break;
            case ValidationResult check:
                _checks.Add(check);
                From(check.TenantId, check.IsSimulated);
                break;
            case UserImpact user:
                From(user.TenantId, user.IsSimulated);
                _impactGiven = true;
                if (ReportImpact.Shows(user))
                {
                    _impact.Add(ReportImpact.Of(user));
                }

                break;
            default:
                TakeImpact(value);
                break;
        }
    }

    private void TakeImpact(object value)
    {
        var properties = PSObject.AsPSObject(value).Properties;
        string Word(string name) => properties[name]?.Value?.ToString() ?? "";
        if (Word("UserPrincipalName").Length == 0 || Word("Effect").Length == 0)
        {
            var error = new SsprException(
                SsprErrorId.InvalidArgument,
                $"A report cannot show a {value.GetType().Name}.",
                "Give results of Get-SsprPolicy, Get-SsprAdoption, Test-SsprUser, Measure-SsprImpact, Invoke-SsprTest or Invoke-SsprValidation.",
                value);
            WriteError(ErrorFactory.From(error, GetType(), value));
            return;
        }

        _impact.Add(new ReportImpact(Word("UserPrincipalName"), Word("Effect"), Word("Reason"), Word("NextStep")));
    }

    private void From(string? tenantId, bool simulated)
    {
        if (!string.IsNullOrEmpty(tenantId))
        {
            _tenants.Add(tenantId);
        }

        _simulated |= simulated;
    }

    /// <summary>A report of two tenants would be one of neither.</summary>
    private string? TenantOfInput() => _tenants.Count switch
    {
        0 => null,
        1 => _tenants.Single(),
        _ => throw new SsprException(
            SsprErrorId.InvalidArgument,
            $"The results are of {_tenants.Count} tenants: {string.Join(", ", _tenants.Order(StringComparer.Ordinal))}.",
            "Make a report for each tenant."),
    };

    private SsprReport Given(string? tenantId)
    {
        // What the connection says is only said of the tenant that it is connected to.
        var connected = TenantIfConnected is { } tenant && string.Equals(tenant.TenantId, tenantId, StringComparison.OrdinalIgnoreCase) ? tenant : null;
        var report = new SsprReport
        {
            TenantId = tenantId,
            Cloud = connected?.Environment,
            Account = connected?.Account,
            GeneratedAt = Now(),
            IsSimulated = _simulated || connected?.IsSandbox == true,
        };
        // An empty list is nothing that a cmdlet found: it reads as a read that failed, not as "nobody".
        return report with
        {
            Policy = _policy.Count > 0 ? new(_policy) : report.Policy,
            Adoption = _adoption.Count > 0 ? new(_adoption) : report.Adoption,
            Users = _users.Count > 0 ? new(_users) : report.Users,
            Impact = _impactGiven || _impact.Count > 0 ? new(_impact) : report.Impact,
            Tests = _tests.Count > 0 ? new(_tests) : report.Tests,
            Validation = new(_checks),
        };
    }

    /// <summary>This machine's time, but never before what the report shows: a sandbox's clock can be ahead.</summary>
    private DateTimeOffset Now() => ((DateTimeOffset[])
    [
        DateTimeOffset.UtcNow,
        .. _adoption.Select(slice => slice.AsOf),
        .. _tests.Select(run => run.ObservedAt),
        .. _users.Select(user => user.AsOf).OfType<DateTimeOffset>(),
        .. _policy.Select(setting => setting.AsOf).OfType<DateTimeOffset>(),
        .. _checks.Select(check => check.AsOf).OfType<DateTimeOffset>(),
    ]).Max();

    private void Report(string what, int rows) => WriteProgress(
        new ProgressRecord(1, Activity, rows == 0 ? what : string.Create(CultureInfo.InvariantCulture, $"{what}: {rows:N0} rows read")));
}
