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
    public ImmutableArray<string> SecurityQuestions { get; init; } = [];

    /// <summary>Fields that nobody documented; whatever was written comes back (graph.md 2.3, last line).</summary>
    public ImmutableDictionary<string, JsonElement> Extra { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;
}
