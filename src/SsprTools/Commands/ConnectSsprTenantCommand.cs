using System.Management.Automation;
using System.Net;
using System.Security;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Connection;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommunications.Connect, "SsprTenant", DefaultParameterSetName = AccessTokenSet)]
[OutputType(typeof(SsprConnection))]
public sealed class ConnectSsprTenantCommand : SsprCmdlet
{
    private const string AccessTokenSet = "AccessToken";
    private const string SandboxSet = "Sandbox";

    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    [Parameter(ParameterSetName = AccessTokenSet)]
    [ArgumentCompleter(typeof(CloudCompleter))]
    public string Environment { get; set; } = CloudEnvironment.Global.Name;

    /// <summary>The sandbox's base address; Start-SsprSandbox's output has it as its Uri.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Uri")]
    [ValidateNotNull]
    public Uri? Sandbox { get; set; }

    /// <summary>Leave the current connection as it is, and hand the new one out for -Connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var token = AccessToken is null ? null : new NetworkCredential("", AccessToken).Password;
        var connection = ParameterSetName == SandboxSet
            ? await SsprConnection.FromSandboxAsync(Sandbox!, token, null, null, cancellationToken).ConfigureAwait(false)
            : SsprConnection.FromAccessToken(Require(token), Cloud());
        if (!PassThru)
        {
            OnRunspace(() => Session.Replace(connection));
        }

        WriteObject(connection);
    }

    private static string Require(string? token) => string.IsNullOrWhiteSpace(token)
        ? throw new SsprException(SsprErrorId.InvalidArgument, "The access token is empty.", "Give the token's text as a SecureString with -AccessToken.")
        : token.Trim();

    private CloudEnvironment Cloud() => CloudEnvironment.Find(Environment) ?? throw new SsprException(
        SsprErrorId.InvalidArgument,
        $"There is no cloud '{Environment}'.",
        $"Give one of {string.Join(", ", CloudEnvironment.All.Select(cloud => cloud.Name))} with -Environment.",
        Environment);
}
