using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Graph.Testing;

namespace SsprTools.Graph.Policy;

/// <summary>Whether a setting that a person was asked to set was seen to take effect. No I/O.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Seen">The log or the report shows the wanted value.</param>
/// <param name="Words">What was seen.</param>
internal sealed record AssistedEvidence(string Setting, bool Seen, string Words)
{
    /// <summary>
    /// The names under which the audit log may carry a setting: those of the directory's own policy object, which are likely but not confirmed
    /// (facts/graph.md 1.12, 2.6), and those of the portal's.
    /// </summary>
    private static readonly Dictionary<string, string[]> s_names = new()
    {
        [PolicyCatalogue.Scope] = ["EnablementForUsers", PolicyField.EnablementType],
        [PolicyCatalogue.NumberOfMethodsRequired] = ["NumberOfRequiredContactMethodsForUsers", PolicyField.NumberOfMethods],
        [PolicyCatalogue.QuestionsToRegister] = ["NumberOfSecurityQuestionsToRegister", PolicyField.QuestionsToRegister],
        [PolicyCatalogue.QuestionsToReset] = ["NumberOfSecurityQuestionsToVerify", PolicyField.QuestionsToReset],
        [PolicyCatalogue.RequireRegistration] = ["EnforcedRegistrationEnablementForUsers", "EnableEnforcedRegistrationOnSignin", PolicyField.RequireRegistration],
        [PolicyCatalogue.ReconfirmDays] = ["EnforcedRegistrationIntervalInDaysForUsers", PolicyField.ReconfirmDays],
        [PolicyCatalogue.NotifyUsers] = ["NotifyUsersOfReset", PolicyField.NotifyUsers],
        [PolicyCatalogue.NotifyAdmins] = ["NotifyTenantAdminOfReset", PolicyField.NotifyAdmins],
        [PolicyCatalogue.CustomizeHelpdeskLink] = ["CustomizeContactAdminLink", PolicyField.CustomizeHelpdesk],
        [PolicyCatalogue.HelpdeskLink] = ["CustomContactAdminLink", PolicyField.HelpdeskLink],
        [PolicyCatalogue.UnlockWithoutReset] = ["EnableAccountUnlock", PolicyField.AccountUnlock],
        [PolicyCatalogue.PasswordWriteback] = [PolicyField.Writeback, PolicyField.WritebackOnWrite],
        [PolicyCatalogue.SelectedGroup] = [PolicyField.GroupIds],
    };

    /// <param name="wish">What the person was asked to set.</param>
    /// <param name="events">Audit events since then, in any order.</param>
    /// <param name="observed">What the report, refreshed since then, shows of the scope.</param>
    public static IReadOnlyList<AssistedEvidence> Judge(PolicyWish wish, IReadOnlyList<SsprEvent> events, ScopeObservation? observed)
    {
        var changes = events.Where(found => found.Kind == SsprEventKind.PolicyChanged && found.IsSuccess).OrderByDescending(found => found.ActivityDateTime).ToList();
        return [.. wish.Values.Select(value => ByReport(value.Setting.Setting, value.Value, observed) ?? ByEvent(value.Setting, value.Value, events, changes))];
    }

    private static AssistedEvidence? ByReport(string setting, object wanted, ScopeObservation? observed) => setting switch
    {
        PolicyCatalogue.Scope when Equals(observed?.Scope, wanted) => new(setting, true, observed!.Reason),
        PolicyCatalogue.SelectedGroup when observed?.SelectedGroup is { } group && wanted is SelectedGroup other && string.Equals(group.Id, other.Id, StringComparison.OrdinalIgnoreCase) =>
            new(setting, true, observed.Reason),
        _ => null,
    };

    private static AssistedEvidence ByEvent(PolicySettingDefinition definition, object wanted, IReadOnlyList<SsprEvent> events, List<SsprEvent> changes)
    {
        var setting = definition.Setting;
        if (setting == PolicyCatalogue.PasswordWriteback && wanted is bool on
            && events.FirstOrDefault(found => found.IsSuccess && found.Activity.StartsWith(on ? "Enable password writeback" : "Disable password writeback", StringComparison.OrdinalIgnoreCase)) is { } own)
        {
            return new(setting, true, Says(own, setting, "says so"));
        }

        foreach (var found in changes)
        {
            if (found.Changes.FirstOrDefault(change => s_names[setting].Contains(change.Name, StringComparer.OrdinalIgnoreCase)) is { } change)
            {
                var fits = Matches(change.NewValue, wanted);
                return new(setting, fits, Says(found, setting, fits ? "shows the wanted value" : $"shows {change.NewValue} instead"));
            }
        }

        return changes.Count > 0
            ? new(setting, false, $"{setting}: {changes[0].InitiatedBy ?? "somebody"} changed the SSPR policy at {Time(changes[0])}, but the event {changes[0].Id} does not tell this setting.")
            : new(setting, false, $"{setting} was not seen yet; the audit log is 5 to 60 minutes late.");
    }

    /// <summary>The log's values are JSON text, sometimes wrapped in a list or once more in quotes.</summary>
    private static bool Matches(string? logged, object wanted)
    {
        var expected = wanted switch
        {
            SsprScope scope => [((int)scope).ToString(CultureInfo.InvariantCulture), scope.ToString()],
            bool flag => flag ? ["true", "1"] : new[] { "false", "0" },
            SelectedGroup group => [group.Id],
            _ => [Convert.ToString(wanted, CultureInfo.InvariantCulture) ?? ""],
        };
        return expected.Contains(Plain(logged), StringComparer.OrdinalIgnoreCase);
    }

    private static string Plain(string? text)
    {
        try
        {
            return text is null ? "" : JsonNode.Parse(text) switch
            {
                JsonArray { Count: 0 } or null => "",
                JsonArray list => Plain(list[0]?.ToJsonString()),
                JsonValue value when value.TryGetValue(out string? inner) => inner.StartsWith('[') ? Plain(inner) : inner,
                var other => other.ToJsonString(),
            };
        }
        catch (JsonException)
        {
            return text!;
        }
    }

    private static string Says(SsprEvent found, string setting, string what) =>
        $"{setting}: the audit event '{found.Activity}' of {Time(found)} by {found.InitiatedBy ?? "somebody"} {what} ({found.Id}).";

    private static string Time(SsprEvent found) => found.ActivityDateTime.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
