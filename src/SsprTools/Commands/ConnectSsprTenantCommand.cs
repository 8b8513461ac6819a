using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Connection;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommunications.Connect, "SsprTenant", DefaultParameterSetName = InteractiveSet)]
[OutputType(typeof(SsprConnection))]
public sealed class ConnectSsprTenantCommand : SsprCmdlet
{
    private const string InteractiveSet = "Interactive";
    private const string DeviceCodeSet = "DeviceCode";
    private const string ClientSecretSet = "ClientSecret";
    private const string CertificateSet = "Certificate";
    private const string CertificateThumbprintSet = "CertificateThumbprint";
    private const string CertificatePathSet = "CertificatePath";
    private const string ManagedIdentitySet = "ManagedIdentity";
    private const string WorkloadIdentitySet = "WorkloadIdentity";
    private const string EnvironmentSet = "Environment";
    private const string AzureCliSet = "AzureCli";
    private const string AccessTokenSet = "AccessToken";
    private const string SandboxSet = "Sandbox";

    /// <summary>Sign in with the browser; what happens without any other sign-in parameter, except with -Sandbox.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public SwitchParameter Interactive { get; set; }

    /// <summary>Sign in on another device, with a code that is shown here.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DeviceCodeSet)]
    public SwitchParameter DeviceCode { get; set; }

    /// <summary>Sign in as an app: its id as the user name, its secret as the password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ClientSecretSet)]
    [ValidateNotNull]
    public PSCredential? ClientSecret { get; set; }

    /// <summary>Sign in as an app, with a certificate and its private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Sign in as an app, with a certificate of the user's or the machine's personal store.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificateThumbprintSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>Sign in as an app, with a PFX file, or a PEM file that holds certificate and key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CertificatePathSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>The certificate file's password.</summary>
    [Parameter(ParameterSetName = CertificatePathSet)]
    [ValidateNotNull]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>Sign in as the managed identity of the machine; -ClientId names a user-assigned one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManagedIdentitySet)]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>Sign in as an app by a federated token, as Kubernetes and CI systems hand it out.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WorkloadIdentitySet)]
    public SwitchParameter WorkloadIdentity { get; set; }

    /// <summary>Sign in as the app that AZURE_TENANT_ID, AZURE_CLIENT_ID and the like describe.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>Sign in as whoever did 'az login'.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AzureCliSet)]
    public SwitchParameter FromAzureCli { get; set; }

    /// <summary>A Microsoft Graph access token got elsewhere.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    /// <summary>The sandbox's base address; Start-SsprSandbox's output has it as its Uri.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [Parameter(ParameterSetName = ClientSecretSet)]
    [Parameter(ParameterSetName = CertificateSet)]
    [Parameter(ParameterSetName = CertificateThumbprintSet)]
    [Parameter(ParameterSetName = CertificatePathSet)]
    [Parameter(ParameterSetName = ManagedIdentitySet)]
    [Parameter(ParameterSetName = WorkloadIdentitySet)]
    [Parameter(ParameterSetName = EnvironmentSet)]
    [Parameter(ParameterSetName = AzureCliSet)]
    [Alias("Uri")]
    [ValidateNotNull]
    public Uri? Sandbox { get; set; }

    /// <summary>The tenant: its id or one of its domains.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [Parameter(ParameterSetName = ClientSecretSet)]
    [Parameter(ParameterSetName = CertificateSet)]
    [Parameter(ParameterSetName = CertificateThumbprintSet)]
    [Parameter(ParameterSetName = CertificatePathSet)]
    [Parameter(ParameterSetName = WorkloadIdentitySet)]
    [Parameter(ParameterSetName = AzureCliSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidatePattern("^[A-Za-z0-9.-]+$")]
    public string? TenantId { get; set; }

    /// <summary>The app to sign in with or as; for people Microsoft Graph Command Line Tools when absent.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [Parameter(Mandatory = true, ParameterSetName = CertificateThumbprintSet)]
    [Parameter(Mandatory = true, ParameterSetName = CertificatePathSet)]
    [Parameter(ParameterSetName = ManagedIdentitySet)]
    [Parameter(ParameterSetName = WorkloadIdentitySet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public Guid? ClientId { get; set; }

    /// <summary>Permissions to ask consent for; those that have it already when absent.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = DeviceCodeSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Scope { get; set; }

    /// <summary>The cloud: Global, USGov, USGovDoD or China.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CloudCompleter))]
    public string Environment { get; set; } = CloudEnvironment.Global.Name;

    /// <summary>Also sign in for the undocumented API that the Entra portal itself calls; people only.</summary>
    [Parameter]
    public SwitchParameter PortalApi { get; set; }

    /// <summary>Leave the current connection as it is, and hand the new one out for -Connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var cloud = Cloud();
        var connection = ParameterSetName switch
        {
            AccessTokenSet => FromToken(cloud),
            SandboxSet when !Interactive => await SsprConnection
                .FromSandboxAsync(Sandbox!, AccessToken is null ? null : Token(), null, null, cancellationToken).ConfigureAwait(false),
            _ => await SsprConnection.SignInAsync(SignIn(), cloud, Sandbox, null, null, cancellationToken).ConfigureAwait(false),
        };
        if (!PassThru)
        {
            OnRunspace(() => Session.Replace(connection));
        }

        WriteObject(connection);
    }

    private SsprConnection FromToken(CloudEnvironment cloud) => PortalApi
        ? throw new SsprException(
            SsprErrorId.PortalApiNotAvailable,
            "The API that the Entra portal itself calls needs a token of its own, and a token from elsewhere is for Microsoft Graph only.",
            "Connect without -PortalApi, or sign in with the browser, -DeviceCode or -FromAzureCli.")
        : SsprConnection.FromAccessToken(Token(), cloud);

    private SignIn SignIn() => new()
    {
        Kind = Kind(),
        TenantId = RequireTenant(),
        ClientId = ClientSecret is null ? ClientId?.ToString() : RequireApp(ClientSecret.UserName),
        ClientSecret = ClientSecret?.GetNetworkCredential().Password,
        Certificate = FindCertificate(),
        Scopes = Scope ?? [],
        PortalApi = PortalApi,
        Show = Show,
    };

    private SignInKind Kind() => ParameterSetName switch
    {
        DeviceCodeSet => SignInKind.DeviceCode,
        ClientSecretSet => SignInKind.ClientSecret,
        CertificateSet or CertificateThumbprintSet or CertificatePathSet => SignInKind.Certificate,
        ManagedIdentitySet => SignInKind.ManagedIdentity,
        WorkloadIdentitySet => SignInKind.WorkloadIdentity,
        EnvironmentSet => SignInKind.Environment,
        AzureCliSet => SignInKind.AzureCli,
        _ => SignInKind.Interactive,
    };

    private X509Certificate2? FindCertificate() => ParameterSetName switch
    {
        CertificateSet => CertificateFile.Usable(Certificate!, Certificate!.Thumbprint),
        CertificateThumbprintSet => CertificateFile.Find(CertificateThumbprint!),
        CertificatePathSet => CertificateFile.Load(SessionState.Path.GetUnresolvedProviderPathFromPSPath(CertificatePath), CertificatePassword),
        _ => null,
    };

    // An app lives in one tenant, and the sign-in service has to be told in which; a sandbox is one tenant.
    private string? RequireTenant() => TenantId is null && Sandbox is null && Kind() is SignInKind.ClientSecret or SignInKind.Certificate
        ? throw new SsprException(
            SsprErrorId.InvalidArgument, "-TenantId is missing.", "Give the tenant's id or one of its domains: an app cannot sign in without it.")
        : TenantId;

    private static string RequireApp(string text) => Guid.TryParse(text, out var id) ? id.ToString() : throw new SsprException(
        SsprErrorId.InvalidArgument,
        $"-ClientSecret takes the app's id as the user name, and '{text}' is none.",
        "Give New-Object PSCredential with the application (client) id and the secret's value.",
        text);

    private string Token() => new NetworkCredential("", AccessToken).Password.Trim() is { Length: > 0 } token ? token : throw new SsprException(
        SsprErrorId.InvalidArgument, "The access token is empty.", "Give the token's text as a SecureString with -AccessToken.");

    private CloudEnvironment Cloud()
    {
        if (Sandbox is not null && MyInvocation.BoundParameters.ContainsKey(nameof(Environment)))
        {
            throw new SsprException(SsprErrorId.InvalidArgument, "-Environment and -Sandbox exclude each other.", "Leave -Environment out: a sandbox is a cloud of its own.");
        }

        return CloudEnvironment.Find(Environment) ?? throw new SsprException(
            SsprErrorId.InvalidArgument,
            $"There is no cloud '{Environment}'.",
            $"Give one of {string.Join(", ", CloudEnvironment.All.Select(cloud => cloud.Name))} with -Environment.",
            Environment);
    }

    private Task Show(SignInPrompt prompt)
    {
        var text = prompt.Purpose.Length > 0 ? $"{prompt.Purpose} {prompt.Message}" : prompt.Message;
        // PSHOST: shown at once whatever the preference, as Write-Host does, and still on the information stream.
        WriteInformation(new HostInformationMessage { Message = text }, ["PSHOST"]);
        if (InformationIsLost())
        {
            WriteWarning(text);
        }

        return Task.CompletedTask;
    }

    // Where nobody sees the stream, waiting for a code that nobody read would be all that happens.
    private bool InformationIsLost()
    {
        var lost = false;
        OnRunspace(() =>
        {
            var preference = MyInvocation.BoundParameters.TryGetValue("InformationAction", out var bound) ? bound : GetVariableValue("InformationPreference");
            lost = string.Equals(preference?.ToString(), nameof(ActionPreference.Ignore), StringComparison.OrdinalIgnoreCase)
                || Host?.UI is null
                || Host.Name == "Default Host";
        });
        return lost;
    }
}
