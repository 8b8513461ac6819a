using System.Management.Automation;
using SsprTools.Completion;
using SsprTools.Graph;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Readiness;

namespace SsprTools.Commands;

[Cmdlet(VerbsDiagnostic.Test, "SsprPrerequisite", DefaultParameterSetName = LicenseSet)]
[OutputType(typeof(PrerequisiteResult), ParameterSetName = [LicenseSet])]
[OutputType(typeof(CommandPrerequisite), typeof(string), ParameterSetName = [CommandSet])]
[GraphPermission("GET /subscribedSkus", "LicenseAssignment.Read.All", Role = "Global Reader")]
[GraphPermission("GET /users/{id}/licenseDetails", "LicenseAssignment.Read.All", Role = "Global Reader")]
public sealed class TestSsprPrerequisiteCommand : ConnectedCmdlet
{
    private const string LicenseSet = "License";
    private const string CommandSet = "Command";

    private IReadOnlyList<LicenseFact>? _tenantLicenses;

    /// <summary>Users whose own licences are checked; the tenant's licences when absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LicenseSet)]
    [Alias("Id", "UserPrincipalName", "User")]
    [ArgumentCompleter(typeof(UserCompleter))]
    [ValidateNotNull]
    public UserReference[]? Identity { get; set; }

    /// <summary>Cmdlets of the module, wildcards allowed: whether this connection can run them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CommandSet)]
    [ArgumentCompleter(typeof(CommandCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Command { get; set; }

    /// <summary>Write the commands that grant an app what those cmdlets need.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    public SwitchParameter AsScript { get; set; }

    /// <summary>The service principal to grant to; the connected app itself when absent.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    public Guid? PrincipalId { get; set; }

    protected override async Task ProcessRecordAsync(CancellationToken cancellationToken)
    {
        if (Command is not null)
        {
            await JudgeCommandsAsync(Wanted(Command), cancellationToken).ConfigureAwait(false);
            return;
        }

        var directory = new LicenseFactsReader(Tenant);
        _tenantLicenses ??= await directory.ReadTenantAsync(cancellationToken).ConfigureAwait(false);
        if (Identity is null)
        {
            WriteObjects(LicenseRules.JudgeTenant(_tenantLicenses, LicenseFactsReader.TenantSource, directory.Now));
            return;
        }

        foreach (var user in Identity)
        {
            await ForItemAsync(user.Value, async () =>
            {
                var licenses = await directory.ReadUserAsync(user.Value, cancellationToken).ConfigureAwait(false);
                WriteObjects(LicenseRules.JudgeUser(user.Value, licenses, _tenantLicenses, LicenseFactsReader.UserSource, directory.Now));
            }).ConfigureAwait(false);
        }
    }

    private async Task JudgeCommandsAsync(List<CommandNeeds> commands, CancellationToken cancellationToken)
    {
        if (AsScript)
        {
            var principal = PrincipalId?.ToString() ?? (Tenant.IsAppOnly == true ? Tenant.ObjectId : null);
            WriteObject(GrantScript.Write(
                [.. commands.Select(command => command.Name)], [.. commands.SelectMany(command => command.Requests)], Tenant, principal));
            return;
        }

        var licensed = await LicensedAsync(cancellationToken).ConfigureAwait(false);
        WriteObjects(commands.Select(command => CommandRules.Judge(command.Name, command.Requests, Tenant, licensed)));
    }

    /// <summary>Unknown where the licences may not be read.</summary>
    private async Task<bool?> LicensedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var directory = new LicenseFactsReader(Tenant);
            var licenses = await directory.ReadTenantAsync(cancellationToken).ConfigureAwait(false);
            return LicenseRules.JudgeTenant(licenses, LicenseFactsReader.TenantSource, directory.Now)
                .First(result => result.Check == LicenseRules.WritebackCheck).Verdict switch
            {
                Verdict.Pass => true,
                Verdict.Fail => false,
                _ => null,
            };
        }
        catch (SsprException error) when (error.ErrorId == SsprErrorId.PermissionMissing)
        {
            return null;
        }
    }

    private static List<CommandNeeds> Wanted(string[] names)
    {
        var found = new List<CommandNeeds>();
        foreach (var name in names)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var matching = CommandNeeds.All.Where(command => pattern.IsMatch(command.Name)).ToList();
            if (matching.Count == 0)
            {
                throw new SsprException(
                    SsprErrorId.InvalidArgument, $"-Command does not know '{name}'.", $"Give one of {string.Join(", ", CommandNeeds.All.Select(command => command.Name))}.", name);
            }

            found.AddRange(matching.Except(found));
        }

        return found;
    }
}
