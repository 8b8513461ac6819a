using System.Management.Automation;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Registration;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Add, "SsprMethod", SupportsShouldProcess = true)]
[OutputType(typeof(MethodResult))]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
[GraphPermission("POST /users/{id}/authentication/phoneMethods", "UserAuthMethod-Phone.ReadWrite.All", Role = "Authentication Administrator")]
[GraphPermission("PATCH /users/{id}/authentication/phoneMethods/{id}", "UserAuthMethod-Phone.ReadWrite.All", Role = "Authentication Administrator")]
[GraphPermission("POST /users/{id}/authentication/emailMethods", "UserAuthMethod-Email.ReadWrite.All", Role = "Authentication Administrator")]
[GraphPermission("PATCH /users/{id}/authentication/emailMethods/{id}", "UserAuthMethod-Email.ReadWrite.All", Role = "Authentication Administrator")]
public sealed class AddSsprMethodCommand : ConnectedCmdlet
{
    /// <summary>The user: UPN, object id, or an object with one of them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Id", "UserId")]
    [ValidateNotNull]
    public UserReference? Identity { get; set; }

    /// <summary>The mobile phone, for example +1 2065550100.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MobilePhone { get; set; }

    /// <summary>The alternate mobile phone; it serves sign-in only, never password reset.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AlternateMobilePhone { get; set; }

    /// <summary>The office phone, with an extension as x123. Password reset does not support extensions.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OfficePhone { get; set; }

    /// <summary>The email address that codes for password reset go to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Email { get; set; }

    /// <summary>Replace another value that the user has already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override Task ProcessRecordAsync(CancellationToken cancellationToken) =>
        ForItemAsync(Identity, () => AddAsync(cancellationToken));

    private async Task AddAsync(CancellationToken cancellationToken)
    {
        var wanted = WantedMethods.Parse(MobilePhone, AlternateMobilePhone, OfficePhone, Email);
        var user = await new UserDirectory(Tenant).GetAsync(Identity!.Value, cancellationToken).ConfigureAwait(false);
        var held = await new UserMethods(Tenant).GetAsync(user, cancellationToken).ConfigureAwait(false);
        var writer = new MethodWriter(Tenant);
        var done = new List<MethodChange>();
        try
        {
            foreach (var change in MethodWriter.Plan(user, held, wanted, Force))
            {
                if (change.IsUnchanged)
                {
                    done.Add(change);
                }
                else if (ShouldChange(Tenant, $"user {user.UserPrincipalName}", change.Describe()))
                {
                    await writer.WriteAsync(user, change, cancellationToken).ConfigureAwait(false);
                    done.Add(change);
                }
            }
        }
        finally
        {
            // Also after an error half-way: what was written before it is reported.
            WriteObjects(await writer.VerifyAsync(user, done, cancellationToken).ConfigureAwait(false));
        }
    }
}
