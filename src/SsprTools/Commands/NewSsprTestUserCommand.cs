using System.Management.Automation;
using System.Net;
using System.Security;
using SsprTools.Completion;
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
[GraphPermission("POST /groups/{id}/members/$ref", "GroupMember.ReadWrite.All", Role = "Groups Administrator")]
public sealed class NewSsprTestUserCommand : ConnectedCmdlet
{
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

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) => ForItemAsync(UserPrincipalName, async () =>
    {
        _users ??= new TestUsers(Tenant);
        var plan = await _users.PlanAsync(Request(), cancellationToken).ConfigureAwait(false);
        foreach (var remark in plan.Remarks)
        {
            WriteVerbose(remark);
        }

        if (!plan.IsUnchanged && !ShouldChange(Tenant, $"user '{plan.UserPrincipalName}'", plan.Describe()))
        {
            return;
        }

        var result = await _users.CreateAsync(plan, cancellationToken).ConfigureAwait(false);
        WriteObject(new SsprTestUser(result));
        if (result.Errors.Count == 0)
        {
            foreach (var remark in result.Remarks.Skip(plan.Remarks.Count))
            {
                WriteWarning($"{plan.UserPrincipalName}: {remark}");
            }
        }

        WriteErrors(result.Errors, plan.UserPrincipalName);
    });

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
