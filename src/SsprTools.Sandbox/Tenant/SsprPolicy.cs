using System.Collections.Immutable;
using System.Text.Json;

namespace SsprTools.Sandbox.Tenant;

/// <summary>The users' reset policy as the portal holds it (graph.md 2.3).</summary>
internal sealed record SsprPolicy
{
    public SsprEnablement Enablement { get; init; }
    public int NumberOfMethodsRequired { get; init; } = 1;
    public bool EmailEnabled { get; init; } = true;
    public bool MobilePhoneEnabled { get; init; } = true;
    public bool OfficePhoneEnabled { get; init; }
    public bool SecurityQuestionsEnabled { get; init; }
    public bool AppNotificationEnabled { get; init; }
    public bool AppCodeEnabled { get; init; }
    public int QuestionsToRegister { get; init; } = 5;
    public int QuestionsToReset { get; init; } = 3;
    public bool RegistrationRequiredOnSignIn { get; init; } = true;
    public int ReconfirmIntervalInDays { get; init; } = 180;
    public bool SkipRegistrationAllowed { get; init; } = true;
    public int SkipRegistrationMaxAllowedDays { get; init; } = 7;
    public bool CustomizeHelpdeskLink { get; init; }
    public string CustomHelpdeskEmailOrUrl { get; init; } = "";
    public bool NotifyUsersOnReset { get; init; } = true;
    public bool NotifyOnAdminReset { get; init; }
    public ImmutableArray<Guid> EnabledGroupIds { get; init; } = [];

    /// <summary>The tenant's own questions as they were written: of their members only questionText is known (graph.md 2.3).</summary>
    public ImmutableArray<JsonElement> SecurityQuestionItems { get; init; } = [];

    /// <summary>Of unknown shape; kept as written.</summary>
    public ImmutableArray<JsonElement> ConditionalAccessPolicies { get; init; } = [];

    /// <summary>Options that the tenant cannot have, such as calls in a trial: the service's own, never written.</summary>
    public ImmutableArray<string> OptionsNotAllowed { get; init; } = [];

    public IEnumerable<string> SecurityQuestions => SecurityQuestionItems.Select(item => item.GetProperty("questionText").GetString()!);

    /// <summary>Fields that nobody documented; whatever was written comes back (graph.md 2.3, last line).</summary>
    public ImmutableDictionary<string, JsonElement> Extra { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
}
