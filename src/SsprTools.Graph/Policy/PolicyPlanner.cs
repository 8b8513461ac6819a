using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>
/// Plans changes: looks up groups, reads what the change touches, and lets the pure parts say what differs and what is wrong with it. Writes nothing.
/// </summary>
public sealed class PolicyPlanner(SsprConnection connection)
{
    private readonly GroupNames _names = new(connection);

    /// <param name="wish">Settings and the values they are to have.</param>
    /// <param name="assisted">The portal's own settings are left to a person.</param>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.InvalidArgument"/>, <see cref="SsprErrorId.GroupNotFound"/>, <see cref="SsprErrorId.PortalApiNotEnabled"/>,
    /// <see cref="SsprErrorId.PermissionMissing"/>
    /// </exception>
    public async Task<PolicyPlan> PlanAsync(PolicyWish wish, bool assisted, CancellationToken cancellationToken)
    {
        assisted = RequireRoute(wish, assisted);
        var resolved = await _names.ResolveAsync(wish, cancellationToken).ConfigureAwait(false);
        var asked = resolved.Where(setting => assisted && setting.Section is PolicySection.Portal or PolicySection.OnPremises);
        var parts = resolved.Parts & (assisted ? ~(PolicyPart.Portal | PolicyPart.OnPremises) : ~PolicyPart.None);
        var before = await ReadAsync(parts, cancellationToken).ConfigureAwait(false);
        var mine = resolved.Values.Where(value => parts.HasFlag(value.Setting.Parts)).ToList();
        RequireFields(mine.Select(value => value.Setting), before);
        return await PlanAsync(before, PolicyChanges.Apply(before, resolved), wish.Key, asked, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans what a file says: its sections, where it has them, else its settings. What it does not name stays as it is.</summary>
    /// <param name="path">A backup, an export, or a file written by hand.</param>
    /// <param name="wanted">Which settings of it.</param>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/>, and those of <see cref="PlanAsync(PolicyWish, bool, CancellationToken)"/></exception>
    public async Task<PolicyPlan> PlanRestoreAsync(string path, Func<PolicySettingDefinition, bool> wanted, CancellationToken cancellationToken)
    {
        var file = PolicyFile.Read(path, connection.TenantId);
        var edits = RestoreEdits.Of(file, wanted);
        var settings = file.Settings.Where(setting => wanted(setting) && file.Facts.Section(setting.Section!) is null);
        if (edits.Count == 0 && settings.Values.Count == 0)
        {
            throw PolicyFile.Invalid(path, "it holds none of the wanted settings");
        }

        RequireRoute(RestoreEdits.Wish(file, wanted), assisted: false, canAssist: false);
        var resolved = await _names.ResolveAsync(settings, cancellationToken).ConfigureAwait(false);
        await _names.RequireAsync(edits, cancellationToken).ConfigureAwait(false);
        var parts = edits.Aggregate(resolved.Parts, (sum, edit) => sum | PolicySection.PartOf(edit.Section));
        var before = await ReadAsync(parts, cancellationToken).ConfigureAwait(false);
        RequireFields(resolved.Values.Select(value => value.Setting), before);
        RequireSections(edits.Select(edit => edit.Section), before);
        var after = PolicyChanges.Apply(before.With(edits), resolved);
        return await PlanAsync(before, after, $"restore {Path.GetFullPath(path)} {string.Join(' ', edits.Select(edit => edit.Field))}", null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The plan from one state of the policy to another.</summary>
    internal async Task<PolicyPlan> PlanAsync(
        PolicyFacts before, PolicyFacts after, string wish, PolicyWish? asked, CancellationToken cancellationToken)
    {
        var (wrong, warnings) = PolicyChanges.Check(before, after);
        if (wrong.Count > 0)
        {
            throw PolicyWish.Invalid(wrong);
        }

        var changes = await _names.NameAsync(PolicyChanges.Between(before, after), cancellationToken).ConfigureAwait(false);
        var plan = new PolicyPlan(before, after, changes, wish)
        {
            Warnings = [.. warnings, .. await new LicenseWarning(connection).ForAsync(before, after, asked, cancellationToken).ConfigureAwait(false)],
            Tasks = asked is null ? [] : PortalTask.For(asked, connection.Cloud),
            Asked = asked ?? PolicyWish.Of(new Dictionary<string, object?>()),
            Group = changes.FirstOrDefault(change => change.Setting == PolicyCatalogue.SelectedGroup)?.After is SelectedGroup group ? _names.Find(group.Id) : null,
        };
        PolicyPermissions.Require(plan, connection);
        return plan;
    }

    internal async Task<PolicyFacts> ReadAsync(PolicyPart parts, CancellationToken cancellationToken)
    {
        var (facts, problems) = await new SsprPolicyReader(connection).ReadFactsAsync(parts, withGroupName: false, cancellationToken).ConfigureAwait(false);
        return problems.Count == 0 ? facts : throw problems[0];
    }

    /// <param name="canAssist">Whether the command can lead a person through the portal at all.</param>
    /// <returns>Whether a person sets the portal's settings.</returns>
    internal bool RequireRoute(PolicyWish wish, bool assisted, bool canAssist = true)
    {
        var portal = wish.Values.Select(value => value.Setting).Where(setting => setting.Section is PolicySection.Portal or PolicySection.OnPremises).ToList();
        if (portal.Count == 0 || (connection.PortalApi && !assisted))
        {
            return false;
        }

        if (!assisted)
        {
            throw PortalSteps.NotEnabled(connection.Cloud, wish, canAssist);
        }

        return portal.TrueForAll(setting => setting.PortalLabel is not null) ? true
            : throw PortalSteps.NotOnAPage(portal.Where(setting => setting.PortalLabel is null).Select(setting => setting.Setting));
    }

    private static void RequireSections(IEnumerable<string> sections, PolicyFacts before)
    {
        if (sections.FirstOrDefault(section => before.Section(section) is null) is { } missing)
        {
            throw NotThere(missing);
        }
    }

    /// <summary>A field that the service does not show is not one that can be set: nobody knows what it would do.</summary>
    private static void RequireFields(IEnumerable<PolicySettingDefinition> settings, PolicyFacts before)
    {
        if (settings.FirstOrDefault(setting => before.Section(setting.Section!)?.Has(setting.Field!) != true) is { } missing)
        {
            throw NotThere(missing.Setting);
        }
    }

    private static SsprException NotThere(string what) => new(
        SsprErrorId.UnexpectedPolicy,
        $"The service's answer does not hold {what}, so it cannot be changed safely.",
        "Nothing was changed. Look at the setting in the Entra admin center, and report this with the -Verbose output.",
        what);
}
