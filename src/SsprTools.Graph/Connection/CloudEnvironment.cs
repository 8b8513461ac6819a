namespace SsprTools.Graph.Connection;

/// <summary>
/// The addresses of one Microsoft cloud. Source: facts/graph.md section 4 (Graph documentation "National cloud deployments").
/// A value that no source states is <see langword="null"/>.
/// </summary>
/// <param name="Name">The word that <c>-Environment</c> takes.</param>
/// <param name="Graph">Microsoft Graph's base address, without a version.</param>
/// <param name="Login">The sign-in service's base address.</param>
/// <param name="PortalApi">The undocumented API that the Entra portal's password reset pages call (section 2.2, 2.8).</param>
/// <param name="EntraPortal">Where an admin finds the password reset pages.</param>
/// <param name="ResetPage">Where a user resets a password.</param>
/// <param name="RegistrationPage">Where a user registers security info.</param>
public sealed record CloudEnvironment(
    string Name,
    Uri Graph,
    Uri Login,
    Uri? PortalApi,
    Uri EntraPortal,
    Uri ResetPage,
    Uri RegistrationPage)
{
    /// <summary>The reset service's undocumented API about administrators (section 2.7); <see langword="null"/>: nobody has seen it there.</summary>
    public Uri? ResetServiceApi { get; init; }

    /// <summary>What of Graph is missing there.</summary>
    public IReadOnlyList<CloudGap> Lacks { get; init; } = [];

    public static CloudEnvironment Global { get; } = new(
        "Global",
        new("https://graph.microsoft.com/"),
        new("https://login.microsoftonline.com/"),
        new("https://main.iam.ad.ext.azure.com/"),
        new("https://entra.microsoft.com/"),
        new("https://passwordreset.microsoftonline.com/"),
        new("https://mysignins.microsoft.com/security-info"))
    {
        ResetServiceApi = new("https://passwordreset.microsoftonline.com/"),
    };

    // Section 2.8 names a portal API host for US Gov, but nobody has seen the password reset path there: treated as absent.
    public static CloudEnvironment USGov { get; } = new(
        "USGov",
        new("https://graph.microsoft.us/"),
        new("https://login.microsoftonline.us/"),
        null,
        new("https://portal.azure.us/"),
        new("https://passwordreset.microsoftonline.us/"),
        new("https://mysignins.microsoft.us/security-info"));

    public static CloudEnvironment USGovDoD { get; } = USGov with { Name = "USGovDoD", Graph = new("https://dod-graph.microsoft.us/") };

    public static CloudEnvironment China { get; } = new(
        "China",
        new("https://microsoftgraph.chinacloudapi.cn/"),
        new("https://login.chinacloudapi.cn/"),
        null,
        new("https://portal.azure.cn/"),
        new("https://passwordreset.activedirectory.windowsazure.cn/"),
        new("https://account.activedirectory.windowsazure.cn/PasswordReset/Register.aspx?regref=ssprsetup"))
    {
        Lacks =
        [
            // Source: facts/graph.md 1.12 and 4. That userEventsSummary and signIns are missing there no source says, so the service is asked for them.
            new("GET", "auditLogs/directoryAudits", "audit log in Microsoft Graph")
            {
                Instead = "Look at the audit log in the Entra admin center of that cloud, or ask for the beta report of registrations and resets with Get-SsprEvent -Summary, as far as that cloud has it.",
            },
            new("PATCH", "policies/authenticationMethodsPolicy", "way to change the authentication methods policy in Microsoft Graph"),
        ],
    };

    /// <summary>Every public cloud, in the order in which completion offers them.</summary>
    public static IReadOnlyList<CloudEnvironment> All { get; } = [Global, USGov, USGovDoD, China];

    /// <summary>The cloud of that name, whatever its case, or <see langword="null"/>.</summary>
    public static CloudEnvironment? Find(string name) =>
        All.FirstOrDefault(cloud => string.Equals(cloud.Name, name, StringComparison.OrdinalIgnoreCase));
}
