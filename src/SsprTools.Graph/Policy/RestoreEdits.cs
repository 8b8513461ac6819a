namespace SsprTools.Graph.Policy;

/// <summary>What a file's sections set, field by field and in the file's own JSON. Only what can be set at all: the old policy's method switches stay. No I/O.</summary>
internal static class RestoreEdits
{
    public static IReadOnlyList<PolicyEdit> Of(PolicyFile file, Func<PolicySettingDefinition, bool> wanted) =>
    [
        .. from setting in PolicyCatalogue.Settings
           where setting.CanBeSet && wanted(setting)
           let raw = file.Facts.Section(setting.Section!)?[setting.Field!]
           where raw is not null
           select new PolicyEdit(setting.Section!, setting.Field!, raw),
    ];

    /// <summary>The same as settings and values, for the words of an error; without what the tenant held although nobody could set it.</summary>
    public static PolicyWish Wish(PolicyFile file, Func<PolicySettingDefinition, bool> wanted) => PolicyWish.Of(PolicyCatalogue.Settings
        .Where(setting => wanted(setting) && setting.Kind?.Read(file.Value(setting)) is not null)
        .ToDictionary(setting => setting.Setting, setting => file.Value(setting)));
}
