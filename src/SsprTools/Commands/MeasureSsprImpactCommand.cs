using System.Collections;
using System.Globalization;
using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Facts;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;

namespace SsprTools.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "SsprImpact")]
[OutputType(typeof(UserImpact), typeof(ImpactCount))]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /users", "User.Read.All")]
[GraphPermission("GET /users/$count", "User.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/transitiveMembers/microsoft.graph.user", "GroupMember.Read.All")]
[GraphPermission("GET /roleManagement/directory/roleAssignments", "RoleManagement.Read.Directory")]
[GraphPermission("GET /directoryRoles", "RoleManagement.Read.Directory")]
[GraphPermission("GET /roleManagement/directory/roleEligibilityScheduleInstances", "RoleEligibilitySchedule.Read.Directory")]
[GraphPermission("GET /identityGovernance/privilegedAccess/group/eligibilityScheduleInstances", "PrivilegedEligibilitySchedule.Read.AzureADGroup")]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All")]
[GraphPermission("GET /organization", "Organization.Read.All")]
public sealed class MeasureSsprImpactCommand : ConnectedCmdlet
{
    private const string Activity = "Measuring the impact";

    private readonly List<UserReference> _waiting = [];
    private readonly DateTime _start = DateTime.UtcNow;
    private ImpactQuestion? _question;
    private ImpactReader? _impacts;
    private UserFactsReader? _users;
    private ImpactCount? _count;
    private bool _asked;

    /// <summary>Only these users: UPN, object id, or an object with one of them. Absent: everyone in the registration report.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNullOrEmpty]
    public UserReference[]? Identity { get; set; }

    /// <summary>Settings and the values they would have, as Set-SsprPolicy takes them.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Change { get; set; }

    /// <summary>For whom reset would be on.</summary>
    [Parameter]
    [ValidateSet("None", "Selected", "All")]
    public string? Scope { get; set; }

    /// <summary>The group for which reset would be on; the scope then is Selected.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GroupCompleter))]
    [ValidateNotNull]
    public GroupReference? Group { get; set; }

    /// <summary>Microsoft's own texts and calls have ended, as they do on 2027-02-01.</summary>
    [Parameter]
    public SwitchParameter SmsVoiceRetirement { get; set; }

    /// <summary>The tenant has a telecom provider of its own by then.</summary>
    [Parameter]
    public SwitchParameter OwnTelecomProvider { get; set; }

    /// <summary>Also those for whom nothing changes.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Only the counts.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>Make no request for a user: whom the report cannot tell stays Unknown.</summary>
    [Parameter]
    public SwitchParameter ReportOnly { get; set; }

    protected override Task BeginProcessingAsync(CancellationToken cancellationToken)
    {
        // Wrong words are said before anything is read.
        _question = Question();
        _impacts = new ImpactReader(Tenant);
        _count = _impacts.NewCount();
        return Task.CompletedTask;
    }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        foreach (var identity in Identity ?? [])
        {
            _asked = true;
            _waiting.Add(identity);
            if (_waiting.Count == UserFactsReader.ChunkSize)
            {
                await AnswerAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override async Task EndProcessingAsync(CancellationToken cancellationToken)
    {
        if (_asked)
        {
            await AnswerAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (!MyInvocation.ExpectingInput)
        {
            // An empty list from the pipeline is nobody, not everyone.
            await foreach (var user in _impacts!.ReadAsync(_question!, cancellationToken).ConfigureAwait(false))
            {
                Tell(user);
            }

            await _impacts.CountOthersAsync(_count!, cancellationToken).ConfigureAwait(false);
            if (_count!.NotInReport is > 0 and var others)
            {
                WriteWarning($"{others} enabled users are not in the registration report, which is hours late: they are not counted. Name them to have them measured, such as Get-SsprTestUser | Measure-SsprImpact ...");
            }
        }

        WriteProgress(new ProgressRecord(1, Activity, "Done") { RecordType = ProgressRecordType.Completed });
        WriteVerbose(_count!.ToString());
        if (Summary)
        {
            WriteObject(_count);
        }
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        _users ??= new UserFactsReader(Tenant);
        var users = await _impacts!.ReadAsync(_question!, _users, [.. _waiting.Select(identity => identity.Value)], cancellationToken).ConfigureAwait(false);
        _waiting.Clear();
        foreach (var user in users)
        {
            Tell(user);
        }
    }

    private void Tell(UserImpact user)
    {
        _count!.Add(user);
        if (_count.Total % 1000 == 0 && DateTime.UtcNow - _start > TimeSpan.FromSeconds(1))
        {
            WriteProgress(new ProgressRecord(1, Activity, string.Create(CultureInfo.InvariantCulture, $"{_count.Total:N0} users: {_count.Loses:N0} lose, {_count.Gains:N0} gain, {_count.Unknown:N0} unknown")));
        }

        if (!Summary && (All || user.Impact is not (Impact.Unaffected or Impact.StillCannot)))
        {
            WriteObject(user);
        }
    }

    private ImpactQuestion Question()
    {
        var change = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in Change ?? new Hashtable())
        {
            change[$"{entry.Key}"] = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
        }

        if (Scope is not null)
        {
            change[nameof(Scope)] = Scope;
        }

        if (Group is not null)
        {
            change["SelectedGroup"] = Group.Value;
            change.TryAdd(nameof(Scope), "Selected");
        }

        if (change.Count == 0 && !SmsVoiceRetirement)
        {
            throw new SsprException(
                SsprErrorId.InvalidArgument, "No change was given.", "Give -Change, -Scope, -Group or -SmsVoiceRetirement, such as -Change @{ NumberOfMethodsRequired = 2 }.");
        }

        if (OwnTelecomProvider && !SmsVoiceRetirement)
        {
            throw new SsprException(SsprErrorId.InvalidArgument, "-OwnTelecomProvider says something only with -SmsVoiceRetirement.", "Give both, or leave it out.");
        }

        return new ImpactQuestion
        {
            Change = change.Count == 0 ? null : PolicyWish.Of(change),
            SmsVoiceRetirement = SmsVoiceRetirement,
            OwnTelecomProvider = OwnTelecomProvider,
            ReportOnly = ReportOnly,
        };
    }
}
