using System.Management.Automation;
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
public sealed class AddSsprMethodCommand : MethodRowCmdlet
{
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

    private protected override bool MayReplace => Force;

    // Two rows may want different values.
    private protected override bool Merges => false;

    private protected override IReadOnlyList<MethodGoal> ReadGoals()
    {
        var wanted = WantedMethods.Parse(MobilePhone, AlternateMobilePhone, OfficePhone, Email);
        foreach (var number in wanted.Doubtful)
        {
            WriteWarning($"{Identity!.UserPrincipalName ?? Identity.Value}: {number} is in no known range of numbers of +{number.CountryCode}. The service decides whether it takes it; look whether a digit is wrong.");
        }

        return wanted.Goals;
    }
}
