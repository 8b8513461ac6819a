using System.Management.Automation;
using System.Net;
using System.Security;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;
using SsprTools.Transformation;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.New, "SsprTestUser", SupportsShouldProcess = true)]
[OutputType(typeof(SsprTestUser))]
[GraphPermission("POST /users", "User.ReadWrite.All", Role = "User Administrator")]
[GraphPermission("PATCH /users/{id}", "User.ReadWrite.All", Role = "User Administrator")]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/memberOf", "GroupMember.ReadBasic.All")]
[GraphPermission("GET /users/{id}/licenseDetails", "LicenseAssignment.Read.All")]
[GraphPermission("GET /organization", "Organization.Read.All")]
[GraphPermission("GET /subscribedSkus", "LicenseAssignment.Read.All")]
[GraphPermission("POST /users/{id}/assignLicense", "LicenseAssignment.ReadWrite.All", Role = "License Administrator")]
[GraphPermission("GET /groups", "Group.Read.All")]
[GraphPermission("GET /groups/{id}", "Group.Read.All")]
[GraphPermission("GET /groups/{id}/members", "GroupMember.Read.All")]
[GraphPermission("PATCH /groups/{id}", "GroupMember.ReadWrite.All", Role = "Groups Administrator")]
[GraphPermission("POST /groups/{id}/members/$ref", "GroupMember.ReadWrite.All", Role = "Groups Administrator")]
public sealed class NewSsprTestUserCommand : ConnectedCmdlet
{
    private readonly List<TestUserRow> _waiting = [];
    private TestUsers? _users;

    /// <summary>The name as people see it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string DisplayName { get; set; } = "";

    /// <summary>The sign-in name; without a domain the tenant's default one is added.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string UserPrincipalName { get; set; } = "";

    /// <summary>Groups to be a member of.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public GroupReference[] Group { get; set; } = [];

    /// <summary>Two letters of a country; a licence needs one. The tenant's own when absent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? UsageLocation { get; set; }

    /// <summary>A licence of the tenant: part number such as AAD_PREMIUM, or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(LicenseCompleter))]
    public string? License { get; set; }

    /// <summary>How long the user is meant to exist: days, or a time span. 30 days when absent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [DaysTransformation]
    public TimeSpan? ExpiresAfter { get; set; }

    /// <summary>The initial password; one is generated when absent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <summary>The first sign-in need not set a new password.</summary>
    [Parameter]
    public SwitchParameter NoPasswordChange { get; set; }

    /// <summary>Overwrite what differs at a test user that exists already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        if (_users is null)
        {
            // The first row goes alone: whoever wants one user gets no other, and what stands in the way of all shows before there are many.
            _users = new TestUsers(Tenant);
            await CreateOneAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        _waiting.Add(new TestUserRow(Request()));
        if (_waiting.Count == TestUsers.RowsAtOnce)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override Task EndProcessingAsync(CancellationToken cancellationToken) => FlushAsync(cancellationToken);

    private Task CreateOneAsync(CancellationToken cancellationToken) => ForItemAsync(UserPrincipalName, async () =>
    {
        var plan = await _users!.PlanAsync(Request(), cancellationToken).ConfigureAwait(false);
        if (Agreed(plan))
        {
            Write(plan, await _users.CreateAsync(plan, cancellationToken).ConfigureAwait(false), error => throw error);
        }
    });

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (_waiting.Count > 0)
        {
            var count = await _users!.LookAsync(_waiting, cancellationToken).ConfigureAwait(false);
            var rows = _waiting.GetRange(0, count);
            _waiting.RemoveRange(0, count);
            await CreateManyAsync(rows, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CreateManyAsync(List<TestUserRow> rows, CancellationToken cancellationToken)
    {
        var agreed = new List<TestUserRow>(rows.Count);
        foreach (var row in rows)
        {
            _users!.Plan(row);
            if (row.Plan is null)
            {
                continue;
            }

            if (Agreed(row.Plan))
            {
                agreed.Add(row);
            }
            else
            {
                _users.Decline(row);
            }
        }

        SsprException? fatal = null;
        try
        {
            await _users!.CreateAsync(agreed, cancellationToken).ConfigureAwait(false);
        }
        catch (SsprException error)
        {
            // Whoever was created before it is told of first: nobody else knows the passwords.
            fatal = error;
        }

        foreach (var row in rows)
        {
            if (row.Result is not null)
            {
                Write(row.Plan!, row.Result, error => fatal ??= error);
            }
            else if (row.Error is { } error && ErrorFactory.EndsCommand(error))
            {
                fatal ??= error;
            }
            else
            {
                WriteErrors([row.Error], row.Request.UserPrincipalName);
            }
        }

        if (fatal is not null)
        {
            throw fatal;
        }
    }

    private bool Agreed(TestUserPlan plan)
    {
        foreach (var remark in plan.Remarks)
        {
            WriteVerbose(remark);
        }

        return plan.IsUnchanged || ShouldChange(Tenant, $"user '{plan.UserPrincipalName}'", plan.Describe());
    }

    private void Write(TestUserPlan plan, TestUserResult result, Action<SsprException> end)
    {
        WriteObject(new SsprTestUser(result));
        if (result.Errors.Count == 0)
        {
            foreach (var remark in result.Remarks.Skip(plan.Remarks.Count))
            {
                WriteWarning($"{plan.UserPrincipalName}: {remark}");
            }
        }

        WriteErrors(result.Errors.Where(error => !ErrorFactory.EndsCommand(error)), plan.UserPrincipalName);
        if (result.Errors.FirstOrDefault(ErrorFactory.EndsCommand) is { } fatal)
        {
            end(fatal);
        }
    }

    private TestUserRequest Request() => new()
    {
        DisplayName = DisplayName,
        UserPrincipalName = UserPrincipalName,
        Groups = [.. Group.Select(group => group.Value)],
        UsageLocation = UsageLocation,
        License = License,
        ExpiresAfter = ExpiresAfter,
        Password = Password is null ? null : new Secret(new NetworkCredential("", Password).Password),
        MustChangePassword = !NoPasswordChange,
        Force = Force,
    };
}
