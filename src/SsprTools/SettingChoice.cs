using System.Management.Automation;
using SsprTools.Graph;
using SsprTools.Graph.Policy;

namespace SsprTools;

/// <summary>What -Page and -Setting choose.</summary>
internal static class SettingChoice
{
    /// <exception cref="SsprException"><see cref="SsprErrorId.InvalidArgument"/>: a name that is none.</exception>
    public static Func<PolicySettingDefinition, bool> Of(IReadOnlyCollection<string>? pages, IReadOnlyCollection<string>? settings)
    {
        foreach (var page in pages ?? [])
        {
            Require(page, "-Page", PolicyCatalogue.Settings.Select(setting => setting.Page.ToString()).Distinct());
        }

        foreach (var name in (settings ?? []).Where(name => !WildcardPattern.ContainsWildcardCharacters(name)))
        {
            Require(name, "-Setting", PolicyCatalogue.Settings.Select(setting => setting.Setting));
        }

        var patterns = settings?.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        return setting => (pages is null || pages.Contains(setting.Page.ToString(), StringComparer.OrdinalIgnoreCase))
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
