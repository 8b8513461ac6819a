using System.Globalization;
using SsprTools.Graph.Connection;

namespace SsprTools.Graph.Policy;

/// <summary>What a person does on one page of the portal. Source: facts/graph.md 2.7 and section 4; the labels are those of Microsoft's own tutorials.</summary>
/// <param name="Page">The page.</param>
/// <param name="Link">Its address in the connected cloud.</param>
/// <param name="Clicks">What to choose there, in order.</param>
public sealed record PortalTask(PolicyPage Page, Uri Link, IReadOnlyList<string> Clicks)
{
    // The blade's name is confirmed for Properties alone; the others open the same menu, where the page is one click away.
    private static Uri Blade(CloudEnvironment cloud) => new(cloud.EntraPortal, "#view/Microsoft_AAD_IAM/PasswordResetMenuBlade/~/Properties");

    /// <summary>The tasks for settings of the portal's own pages, a page at a time in the portal's order.</summary>
    internal static IReadOnlyList<PortalTask> For(PolicyWish wish, CloudEnvironment cloud) =>
    [
        .. wish.Values
            .Where(value => value.Setting.Section is PolicySection.Portal or PolicySection.OnPremises)
            .GroupBy(value => value.Setting.Page)
            .OrderBy(page => page.Key)
            .Select(page => new PortalTask(page.Key, Blade(cloud), [.. ClicksOf(page.Key, [.. page])])),
    ];

    /// <summary>The same in one sentence.</summary>
    public override string ToString() => $"{Link} (Password reset, {Name(Page)}): {string.Join("; ", Clicks)}";

    private static IEnumerable<string> ClicksOf(PolicyPage page, IReadOnlyList<(PolicySettingDefinition Setting, object Value)> values)
    {
        if (page != PolicyPage.Properties)
        {
            yield return $"In the menu choose {Name(page)}";
        }

        foreach (var (setting, value) in values)
        {
            yield return $"{setting.PortalLabel}: {Word(value)}";
        }

        yield return "Save";
    }

    private static string Word(object value) => value switch
    {
        true => "Yes",
        false => "No",
        "" => "(empty)",
        SelectedGroup group => $"'{group}'",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Name(PolicyPage page) => page switch
    {
        PolicyPage.AuthenticationMethods => "Authentication methods",
        PolicyPage.OnPremisesIntegration => "On-premises integration",
        _ => page.ToString(),
    };
}
