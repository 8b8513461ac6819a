using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Policy;

namespace SsprTools.Commands;

[Cmdlet(VerbsCommon.Get, "SsprPolicy")]
[OutputType(typeof(PolicySetting))]
[GraphPermission("GET /api/PasswordReset/PasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /api/PasswordReset/OnPremisesPasswordResetPolicies", PortalAccess.Permission, Role = PortalAccess.ReadRole, AppOnly = false)]
[GraphPermission("GET /policies/authenticationMethodsPolicy", "Policy.Read.AuthenticationMethod", Role = "Global Reader")]
[GraphPermission("GET /policies/authorizationPolicy", "Policy.Read.All", Role = "Global Reader")]
public sealed class GetSsprPolicyCommand : ConnectedCmdlet
{
    /// <summary>Only the settings of these pages of the portal.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(PageCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Page { get; set; }

    /// <summary>Only these settings; wildcards are allowed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SettingCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Setting { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        var reading = await new SsprPolicyReader(Tenant).ReadAsync(Wanted(), cancellationToken).ConfigureAwait(false);
        WriteObjects(reading.Settings);
        foreach (var problem in reading.Problems)
        {
            WriteError(ErrorFactory.From(problem, GetType(), problem.Target));
        }
    }

    private Func<PolicySettingDefinition, bool> Wanted()
    {
        foreach (var page in Page ?? [])
        {
            Require(page, "-Page", PolicyCatalogue.Settings.Select(setting => setting.Page.ToString()).Distinct());
        }

        foreach (var name in (Setting ?? []).Where(name => !WildcardPattern.ContainsWildcardCharacters(name)))
        {
            Require(name, "-Setting", PolicyCatalogue.Settings.Select(setting => setting.Setting));
        }

        var patterns = Setting?.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        return setting => (Page is null || Page.Contains(setting.Page.ToString(), StringComparer.OrdinalIgnoreCase))
            && (patterns is null || patterns.Exists(pattern => pattern.IsMatch(setting.Setting)));
    }

    private static void Require(string name, string parameter, IEnumerable<string> known)
    {
        var names = known.ToList();
        if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new SsprException(
                SsprErrorId.InvalidArgument,
                $"{parameter} does not know '{name}'.",
                $"Give one of {string.Join(", ", names)}.",
                name);
        }
    }
}
