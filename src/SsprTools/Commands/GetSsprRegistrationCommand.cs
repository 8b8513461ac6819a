using System.Management.Automation;
using SsprTools.Graph.Registration;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprRegistration", DefaultParameterSetName = TenantSet)]
[OutputType(typeof(RegistrationRow))]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails", "AuditLog.Read.All", Role = "Reports Reader")]
[GraphPermission("GET /reports/authenticationMethods/userRegistrationDetails/{id}", "AuditLog.Read.All", Role = "Reports Reader")]
public sealed class GetSsprRegistrationCommand : ConnectedCmdlet
{
    private const string TenantSet = "Tenant";

    [Parameter(ParameterSetName = TenantSet)]
    public SwitchParameter Registered { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var report = new RegistrationReport(Tenant);
        var filter = new RegistrationFilter { Registered = MyInvocation.BoundParameters.ContainsKey(nameof(Registered)) ? Registered.ToBool() : null };
        await foreach (var page in report.ReadAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            WriteObjects(page);
        }
    }
}
