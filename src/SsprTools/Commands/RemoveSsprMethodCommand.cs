using System.Management.Automation;
using SsprTools.Graph.Registration;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Remove, "SsprMethod", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(MethodResult))]
[GraphPermission("GET /users/{id}", "User.Read.All")]
[GraphPermission("GET /users/{id}/authentication/methods", "UserAuthenticationMethod.Read.All", Role = "Authentication Administrator")]
[GraphPermission("DELETE /users/{id}/authentication/phoneMethods/{id}", "UserAuthMethod-Phone.ReadWrite.All", Role = "Authentication Administrator")]
[GraphPermission("DELETE /users/{id}/authentication/emailMethods/{id}", "UserAuthMethod-Email.ReadWrite.All", Role = "Authentication Administrator")]
public sealed class RemoveSsprMethodCommand : MethodRowCmdlet
{
    /// <summary>Which methods: phones, email.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public MethodKind[] Method { get; set; } = [];

    // So that what Get-SsprMethod gives in its order is removed in the order that the service wants.
    private protected override bool Merges => true;

    private protected override IReadOnlyList<MethodGoal> ReadGoals() => MethodGoal.Removal(Method);
}
