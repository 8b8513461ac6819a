namespace SsprTools.Graph.Policy;

/// <summary>What a policy is compared with.</summary>
public sealed class PolicyBaseline
{
    private const string CisName = "CIS Microsoft 365 Foundations Benchmark 7.0.0, ";
    private const string Assessment = "Microsoft Zero Trust Assessment, test ";
    private const string Guide = "https://learn.microsoft.com/entra/identity/authentication/howto-sspr-deployment";

    internal PolicyBaseline(string name, IReadOnlyList<PolicyRequirement> requirements) => (Name, Requirements) = (name, requirements);

    /// <summary>
    /// The SSPR controls of the CIS Microsoft 365 Foundations Benchmark v7.0.0. Each of its five controls; 5.2.4.3 has two parts.
    /// </summary>
    public static PolicyBaseline Cis { get; } = new("CIS",
    [
        PolicyRequirement.Of(PolicyCatalogue.Scope, "All", CisName + "5.2.4.1", value => value is SsprScope.All),
        PolicyRequirement.Of(PolicyCatalogue.NumberOfMethodsRequired, "2", CisName + "5.2.4.2", value => value is >= 2),
        PolicyRequirement.Of(PolicyCatalogue.RequireRegistration, "Yes", CisName + "5.2.4.3", value => value is true),
        PolicyRequirement.Of(PolicyCatalogue.ReconfirmDays, "1 to 730, not 0 (never)", CisName + "5.2.4.3", value => value is >= 1 and <= 730),
        PolicyRequirement.Of(PolicyCatalogue.NotifyUsers, "Yes", CisName + "5.2.4.4", value => value is true),
        PolicyRequirement.Of(PolicyCatalogue.NotifyAdmins, "Yes", CisName + "5.2.4.5", value => value is true),
    ]);

    /// <summary>
    /// What Microsoft's zero-trust assessment asks (21803, 21842, 21870, 21891, 22072) and its deployment guide recommends ("Plan configuration", for production).
    /// </summary>
    public static PolicyBaseline Microsoft { get; } = new("Microsoft",
    [
        PolicyRequirement.Of(PolicyCatalogue.Scope, "All", $"{Guide}; {Assessment}21870", value => value is SsprScope.All),
        PolicyRequirement.Of(PolicyCatalogue.NumberOfMethodsRequired, "1 or 2", Guide, value => value is 1 or 2),
        PolicyRequirement.Of(PolicyCatalogue.RequireRegistration, "Yes", Guide, value => value is true),
        PolicyRequirement.Of(PolicyCatalogue.ReconfirmDays, "90 to 180, or less where the business needs it", Guide, value => value is >= 1 and <= 180),
        PolicyRequirement.Of(PolicyCatalogue.NotifyUsers, "Yes", Guide, value => value is true),
        PolicyRequirement.Of(PolicyCatalogue.NotifyAdmins, "Yes", $"{Guide}; {Assessment}21891", value => value is true),
        PolicyRequirement.Of(PolicyCatalogue.CustomizeHelpdeskLink, "Yes", Guide, value => value is true),
        PolicyRequirement.Of(PolicyCatalogue.HelpdeskLink, "an email address or web page", Guide, value => value is string { Length: > 0 }),
        PolicyRequirement.Of(PolicyCatalogue.PasswordWriteback, "Yes", Guide, value => value is true) with { NotApplicable = CloudOnly },
        PolicyRequirement.Of(PolicyCatalogue.UnlockWithoutReset, "Yes", Guide, value => value is true) with { NotApplicable = CloudOnly },
        PolicyRequirement.Of(PolicyCatalogue.AdminSsprEnabled, "No", Assessment + "21842", value => value is false),
        PolicyRequirement.Of(PolicyCatalogue.MethodMigration, "Complete", Assessment + "21803", value => value is MigrationState.Complete),
        PolicyRequirement.Of(PolicyCatalogue.SecurityQuestions, "No", Assessment + "22072", value => value is false) with { NotApplicable = AllOff },
    ]);

    /// <summary>CIS or Microsoft, or where the file is.</summary>
    public string Name { get; }

    /// <summary>What it asks for, in its order.</summary>
    public IEnumerable<string> Settings => Requirements.Select(requirement => requirement.Setting.Setting);

    internal IReadOnlyList<PolicyRequirement> Requirements { get; }

    /// <summary>A policy file as the wanted state: what it does not name is not compared.</summary>
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidBackup"/></exception>
    public static PolicyBaseline FromFile(string path)
    {
        // Of any tenant: to compare one with another is the point.
        var file = PolicyFile.Read(path, null);
        var baseline = Of(path, setting => file.Value(setting), path);
        return baseline.Requirements.Count > 0 ? baseline : throw PolicyFile.Invalid(path, "there is no setting in it that a policy could be compared with");
    }

    /// <summary>Another tenant's policy as the wanted state. What could not be read there is Unknown in the comparison, not left out of it.</summary>
    /// <param name="name">How the other tenant is called.</param>
    /// <param name="settings">Its settings.</param>
    public static PolicyBaseline FromSettings(string name, IEnumerable<PolicySetting> settings)
    {
        var read = settings.ToDictionary(setting => setting.Setting);
        return new(name,
        [
            .. from setting in PolicyCatalogue.Settings
               where IsOfTheTenant(setting) && read.ContainsKey(setting.Setting)
               let other = read[setting.Setting]
               select other.Value is { } wanted ? Of(setting, wanted, name) : new PolicyRequirement(setting, "Unknown", name, _ => false)
               {
                   NotKnown = PolicySettings.Sentences($"What {name} has is not known.", other.Remarks),
               },
        ]);
    }

    private static PolicyBaseline Of(string name, Func<PolicySettingDefinition, object?> value, string reference) => new(name,
    [
        .. from setting in PolicyCatalogue.Settings
           where IsOfTheTenant(setting)
           let wanted = value(setting)
           where wanted is not null
           select Of(setting, wanted, reference),
    ]);

    private static PolicyRequirement Of(PolicySettingDefinition setting, object wanted, string reference) =>
        new(setting, Words(wanted), reference, actual => Same(wanted, actual));

    /// <summary>What admins decide: not what follows from it, nor what the portal finds of agents, nor the old policy's switches, which are deprecated.</summary>
    private static bool IsOfTheTenant(PolicySettingDefinition setting) => setting.CanBeSet;

    internal static string Words(object wanted) => wanted switch
    {
        true => "Yes",
        false => "No",
        "" => "(none)",
        _ => wanted.ToString()!,
    };

    // A group of another tenant has another id; its name is all that two tenants can have in common.
    private static bool Same(object wanted, object actual) => (wanted, actual) switch
    {
        (SelectedGroup one, SelectedGroup other) => string.Equals(one.Id, other.Id, StringComparison.OrdinalIgnoreCase)
            || (one.DisplayName is { Length: > 0 } name && string.Equals(name, other.DisplayName, StringComparison.OrdinalIgnoreCase)),
        _ => Equals(wanted, actual),
    };

    /// <summary>Facts/graph.md 1.7: after the migration all of the old switches can read off, so that one of them proves nothing unless another is on.</summary>
    private static string? AllOff(Func<string, object?> value) =>
        value(PolicyCatalogue.MethodMigration) is MigrationState.Complete && ResetMethod.All.All(method => value(method.LegacySetting) is false)
            ? "After the migration all of the old policy's switches can read off whatever they stand for, and here all of them do. Look at the portal's page."
            : null;

    private static string? CloudOnly(Func<string, object?> value) =>
        value("ConnectWriteback") is false && value("CloudSyncWriteback") is false
            ? "Only where passwords are written back to Active Directory: the portal shows neither Microsoft Entra Connect nor cloud sync."
            : null;
}
