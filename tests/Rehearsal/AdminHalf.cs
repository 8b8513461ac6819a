using SsprTools.Graph;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Policy;
using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;

namespace SsprTools.Rehearsal;

/// <summary>Steps 1 to 4 of the tutorial: licence, user, group, policy, methods written by the admin.</summary>
public sealed class AdminHalf(SsprConnection connection, StepLog log, string folder)
{
    public TestUserResult? Monica { get; private set; }

    public TestUserResult? Sam { get; private set; }

    public async Task WalkAsync(CancellationToken cancellationToken)
    {
        var licenses = await new LicenseFactsReader(connection).ReadTenantAsync(cancellationToken).ConfigureAwait(false);
        foreach (var check in LicenseRules.JudgeTenant(licenses, LicenseFactsReader.TenantSource, DateTimeOffset.UtcNow))
        {
            log.Check($"1. {check.Check}", check.Verdict == Verdict.Pass, check.Reason);
        }

        log.Check("1. reset is off", Equals(await SettingAsync("Scope", cancellationToken).ConfigureAwait(false), SsprScope.None), "Scope None");
        Monica = await UserAsync("2.", ChangeStatus.Created, "MonicaT", "Monica Thompson", cancellationToken).ConfigureAwait(false);
        log.Check("2. must change the password", Monica.User.ForceChangePasswordNextSignIn == true, Monica.User.ForceChangePasswordNextSignIn);
        await GroupAsync("3.", ChangeStatus.Created, cancellationToken).ConfigureAwait(false);
        await ScopeAsync("4.", ChangeStatus.Updated, cancellationToken).ConfigureAwait(false);
        var settings = await new SsprPolicyReader(connection).ReadAsync(_ => true, cancellationToken).ConfigureAwait(false);
        log.Check("4. policy read", settings.Problems.Count == 0 && settings.Settings.All(setting => setting.Source != PolicySource.Unknown), $"{settings.Settings.Count} settings");

        Sam = await UserAsync("4.", ChangeStatus.Created, "SamR", "Sam Rivers", cancellationToken, "SSPRTesters").ConfigureAwait(false);
        await MethodsAsync("4.", ChangeStatus.Created, cancellationToken).ConfigureAwait(false);

        await UserAsync("again:", ChangeStatus.Unchanged, "MonicaT", "Monica Thompson", cancellationToken).ConfigureAwait(false);
        await GroupAsync("again:", ChangeStatus.Unchanged, cancellationToken).ConfigureAwait(false);
        await ScopeAsync("again:", ChangeStatus.Unchanged, cancellationToken).ConfigureAwait(false);
        await MethodsAsync("again:", ChangeStatus.Unchanged, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The registration rows, once the report has caught up.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        var sam = await ReportRow.OfAsync(connection, Sam!.User.Id, cancellationToken).ConfigureAwait(false);
        log.Check("4. Sam is capable by the admin's methods", sam.IsSsprCapable == true, string.Join(", ", sam.MethodsRegistered));
        var monica = await ReportRow.OfAsync(connection, Monica!.User.Id, cancellationToken).ConfigureAwait(false);
        log.Check("4. Monica is not capable yet", monica is { IsSsprEnabled: true, IsSsprCapable: false }, $"enabled {monica.IsSsprEnabled}, capable {monica.IsSsprCapable}");
    }

    private async Task<object?> SettingAsync(string name, CancellationToken cancellationToken)
    {
        var read = await new SsprPolicyReader(connection).ReadAsync(definition => definition.Setting == name, cancellationToken).ConfigureAwait(false);
        return read.Settings.Single().Value;
    }

    private async Task<TestUserResult> UserAsync(
        string step, ChangeStatus expected, string name, string displayName, CancellationToken cancellationToken, params string[] groups)
    {
        var users = new TestUsers(connection);
        var plan = await users.PlanAsync(
            new TestUserRequest { DisplayName = displayName, UserPrincipalName = name, License = "AAD_PREMIUM", UsageLocation = "US", Groups = groups },
            cancellationToken).ConfigureAwait(false);
        var result = await users.CreateAsync(plan, cancellationToken).ConfigureAwait(false);
        log.Check($"{step} user {name}", result.Status == expected && result.Errors.Count == 0, $"{result.Status} {result.User.UserPrincipalName}, {string.Join(", ", result.Licenses ?? [])}");
        return result;
    }

    private async Task GroupAsync(string step, ChangeStatus expected, CancellationToken cancellationToken)
    {
        var groups = new SecurityGroups(connection);
        var plan = await groups.PlanAsync(
            new SecurityGroupRequest { DisplayName = "SSPRTesters", Description = "Testers of SSPR rollout", Members = [Monica!.User.Id] },
            cancellationToken).ConfigureAwait(false);
        var group = await groups.CreateAsync(plan, cancellationToken).ConfigureAwait(false);
        log.Check($"{step} group SSPRTesters", group.Status == expected, $"{group.Status} {group.Description}, {group.Members.Count} member");
    }

    private async Task ScopeAsync(string step, ChangeStatus expected, CancellationToken cancellationToken)
    {
        var scope = new GroupScope(connection);
        var plan = await scope.PlanEnableAsync("SSPRTesters", force: false, assisted: false, cancellationToken).ConfigureAwait(false);
        var change = await new PolicyWriter(connection).ApplyAsync(plan, folder, cancellationToken).ConfigureAwait(false);
        log.Check($"{step} reset on for the group", change.Status == expected, $"{change.Status} {string.Join("; ", change.Changes)}");
    }

    private async Task MethodsAsync(string step, ChangeStatus expected, CancellationToken cancellationToken)
    {
        var user = Sam!.User;
        var work = new MethodWork(user.Id) { UserPrincipalName = user.UserPrincipalName };
        work.Add(WantedMethods.Parse("+1 2065550101", null, null, "sam@example.com").Goals);
        await new HeldMethods(connection).ReadAsync([work], look: false, cancellationToken).ConfigureAwait(false);
        work.Changes = MethodPlanner.Plan(work.Name, work.Held, work.Goals, force: false);
        await new MethodWriter(connection).WriteAsync([work], readBack: true, journal: null, cancellationToken).ConfigureAwait(false);
        log.Check($"{step} methods", work.Errors.Count == 0, string.Join("; ", work.Errors.Select(error => error.Message)));
        foreach (var result in work.Results)
        {
            log.Check($"{step} {result.Method}", result.Status == expected, $"{result.Status} {result.After}");
        }
    }
}
