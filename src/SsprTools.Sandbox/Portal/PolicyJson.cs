using System.Collections.Immutable;
using System.Text.Json;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Portal;

/// <summary>The users' reset policy as the portal's JSON: names, order and types of graph.md 2.3, misspelling included.</summary>
internal static class PolicyJson
{
    private static readonly string[] s_allowed =
    [
        "emailOptionAllowed", "mobilePhoneOptionAllowed", "officePhoneOptionAllowed", "securityQuestionsOptionAllowed",
        "mobileAppNotificationOptionAllowed", "mobileAppCodeOptionAllowed",
    ];

    private static readonly string[] s_known =
    [
        "objectId", "enablementType", "numberOfAuthenticationMethodsRequired", "emailOptionEnabled", "mobilePhoneOptionEnabled",
        "officePhoneOptionEnabled", "securityQuestionsOptionEnabled", "mobileAppNotificationEnabled", "mobileAppCodeEnabled",
        "numberOfQuestionsToRegister", "numberOfQuestionsToReset", "registrationRequiredOnSignIn", "registrationReconfirmIntevalInDays",
        "skipRegistrationAllowed", "skipRegistrationMaxAllowedDays", "customizeHelpdeskLink", "customHelpdeskEmailOrUrl",
        "notifyUsersOnPasswordReset", "notifyOnAdminPasswordReset", "passwordResetEnabledGroupIds", "passwordResetEnabledGroupName",
        "securityQuestions", "registrationConditionalAccessPolicies", .. s_allowed,
    ];

    public static void Write(Utf8JsonWriter writer, SsprPolicy policy, string groupName)
    {
        writer.WriteStartObject();
        writer.WriteString("objectId", "default");
        writer.WriteNumber("enablementType", (int)policy.Enablement);
        writer.WriteNumber("numberOfAuthenticationMethodsRequired", policy.NumberOfMethodsRequired);
        writer.WriteBoolean("emailOptionEnabled", policy.EmailEnabled);
        writer.WriteBoolean("mobilePhoneOptionEnabled", policy.MobilePhoneEnabled);
        writer.WriteBoolean("officePhoneOptionEnabled", policy.OfficePhoneEnabled);
        writer.WriteBoolean("securityQuestionsOptionEnabled", policy.SecurityQuestionsEnabled);
        writer.WriteBoolean("mobileAppNotificationEnabled", policy.AppNotificationEnabled);
        writer.WriteBoolean("mobileAppCodeEnabled", policy.AppCodeEnabled);
        writer.WriteNumber("numberOfQuestionsToRegister", policy.QuestionsToRegister);
        writer.WriteNumber("numberOfQuestionsToReset", policy.QuestionsToReset);
        writer.WriteBoolean("registrationRequiredOnSignIn", policy.RegistrationRequiredOnSignIn);
        writer.WriteNumber("registrationReconfirmIntevalInDays", policy.ReconfirmIntervalInDays);
        writer.WriteBoolean("skipRegistrationAllowed", policy.SkipRegistrationAllowed);
        writer.WriteNumber("skipRegistrationMaxAllowedDays", policy.SkipRegistrationMaxAllowedDays);
        writer.WriteBoolean("customizeHelpdeskLink", policy.CustomizeHelpdeskLink);
        writer.WriteString("customHelpdeskEmailOrUrl", policy.CustomHelpdeskEmailOrUrl);
        writer.WriteBoolean("notifyUsersOnPasswordReset", policy.NotifyUsersOnReset);
        writer.WriteBoolean("notifyOnAdminPasswordReset", policy.NotifyOnAdminReset);
        writer.WriteStartArray("passwordResetEnabledGroupIds");
        foreach (Guid id in policy.EnabledGroupIds)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
        writer.WriteString("passwordResetEnabledGroupName", groupName);
        writer.WriteStartArray("securityQuestions");
        foreach (JsonElement question in policy.SecurityQuestionItems)
        {
            question.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("registrationConditionalAccessPolicies");
        foreach (JsonElement item in policy.ConditionalAccessPolicies)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
        foreach (string name in s_allowed)
        {
            writer.WriteBoolean(name, !policy.OptionsNotAllowed.Contains(name));
        }

        foreach ((string name, JsonElement value) in policy.Extra.OrderBy(extra => extra.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads a whole policy. Every documented field must be there: the PUT takes the whole object (graph.md 2.2).</summary>
    public static SsprPolicy Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new PortalError(400, "BadRequest", "A policy object was expected.");
        }

        SsprPolicy policy = new()
        {
            Enablement = (SsprEnablement)Number(body, "enablementType", 0, 2),
            NumberOfMethodsRequired = Number(body, "numberOfAuthenticationMethodsRequired", 1, 2),
            EmailEnabled = Flag(body, "emailOptionEnabled"),
            MobilePhoneEnabled = Flag(body, "mobilePhoneOptionEnabled"),
            OfficePhoneEnabled = Flag(body, "officePhoneOptionEnabled"),
            SecurityQuestionsEnabled = Flag(body, "securityQuestionsOptionEnabled"),
            AppNotificationEnabled = Flag(body, "mobileAppNotificationEnabled"),
            AppCodeEnabled = Flag(body, "mobileAppCodeEnabled"),
            QuestionsToRegister = Number(body, "numberOfQuestionsToRegister", 3, 5),
            QuestionsToReset = Number(body, "numberOfQuestionsToReset", 3, 5),
            RegistrationRequiredOnSignIn = Flag(body, "registrationRequiredOnSignIn"),
            ReconfirmIntervalInDays = Number(body, "registrationReconfirmIntevalInDays", 0, 730),
            SkipRegistrationAllowed = Flag(body, "skipRegistrationAllowed"),
            SkipRegistrationMaxAllowedDays = Number(body, "skipRegistrationMaxAllowedDays", 0, 365),
            CustomizeHelpdeskLink = Flag(body, "customizeHelpdeskLink"),
            CustomHelpdeskEmailOrUrl = Text(body, "customHelpdeskEmailOrUrl"),
            NotifyUsersOnReset = Flag(body, "notifyUsersOnPasswordReset"),
            NotifyOnAdminReset = Flag(body, "notifyOnAdminPasswordReset"),
            EnabledGroupIds = GroupIds(body),
            SecurityQuestionItems = Questions(body),
            ConditionalAccessPolicies = [.. Member(body, "registrationConditionalAccessPolicies", JsonValueKind.Array).EnumerateArray().Select(item => item.Clone())],
            OptionsNotAllowed = [.. s_allowed.Where(name => body.TryGetProperty(name, out JsonElement allowed) && allowed.ValueKind == JsonValueKind.False)],
            Extra = body.EnumerateObject()
                .Where(member => !s_known.Contains(member.Name))
                .ToImmutableDictionary(member => member.Name, member => member.Value.Clone()),
        };
        if (body.TryGetProperty("objectId", out JsonElement id) && (id.ValueKind != JsonValueKind.String || id.GetString() != "default"))
        {
            throw Invalid("objectId");
        }

        if (policy.QuestionsToReset > policy.QuestionsToRegister)
        {
            throw Invalid("numberOfQuestionsToReset");
        }

        return policy.Enablement == SsprEnablement.Selected && policy.EnabledGroupIds.IsEmpty
            ? throw Invalid("passwordResetEnabledGroupIds")
            : policy;
    }

    private static ImmutableArray<Guid> GroupIds(JsonElement body)
    {
        JsonElement ids = Member(body, "passwordResetEnabledGroupIds", JsonValueKind.Array);

        // The portal holds one group (graph.md 2.3).
        if (ids.GetArrayLength() > 1)
        {
            throw Invalid("passwordResetEnabledGroupIds");
        }

        return
        [
            .. ids.EnumerateArray().Select(id =>
                id.ValueKind == JsonValueKind.String && id.TryGetGuid(out Guid value) ? value : throw Invalid("passwordResetEnabledGroupIds")),
        ];
    }

    // graph.md 3.1: at most 20 of the tenant's own, up to 200 characters, none twice.
    private static ImmutableArray<JsonElement> Questions(JsonElement body)
    {
        JsonElement[] items = [.. Member(body, "securityQuestions", JsonValueKind.Array).EnumerateArray().Select(item => item.Clone())];
        bool fit = items.Length <= 20 && Array.TrueForAll(items, item =>
            item.ValueKind == JsonValueKind.Object && item.TryGetProperty("questionText", out JsonElement text)
            && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 and <= 200 });
        return fit && items.DistinctBy(item => item.GetProperty("questionText").GetString(), StringComparer.OrdinalIgnoreCase).Count() == items.Length
            ? [.. items]
            : throw Invalid("securityQuestions");
    }

    /// <summary>The portal's page takes nothing but an address for a customized link; whether the API asks for one is not known.</summary>
    public static void RequireAddress(SsprPolicy policy)
    {
        string text = policy.CustomHelpdeskEmailOrUrl;
        if (policy.CustomizeHelpdeskLink && !System.Net.Mail.MailAddress.TryCreate(text, out _)
            && !(Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"))
        {
            throw Invalid("customHelpdeskEmailOrUrl");
        }
    }

    /// <summary>Options that a policy switches on although the tenant cannot have them.</summary>
    public static string? OptionNotAllowed(SsprPolicy policy, ImmutableArray<string> notAllowed)
    {
        (string Name, bool On)[] options =
        [
            ("emailOptionAllowed", policy.EmailEnabled), ("mobilePhoneOptionAllowed", policy.MobilePhoneEnabled),
            ("officePhoneOptionAllowed", policy.OfficePhoneEnabled), ("securityQuestionsOptionAllowed", policy.SecurityQuestionsEnabled),
            ("mobileAppNotificationOptionAllowed", policy.AppNotificationEnabled), ("mobileAppCodeOptionAllowed", policy.AppCodeEnabled),
        ];
        return options.Where(option => option.On && notAllowed.Contains(option.Name)).Select(option => option.Name).FirstOrDefault();
    }

    private static bool Flag(JsonElement body, string name) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? body.GetProperty(name).GetBoolean()
            : throw Invalid(name);

    private static int Number(JsonElement body, string name, int least, int most) =>
        Member(body, name, JsonValueKind.Number).TryGetInt32(out int number) && number >= least && number <= most ? number : throw Invalid(name);

    private static string Text(JsonElement body, string name) => Member(body, name, JsonValueKind.String).GetString()!;

    private static JsonElement Member(JsonElement body, string name, JsonValueKind kind) =>
        body.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind ? value : throw Invalid(name);

    private static PortalError Invalid(string name) => new(400, "BadRequest", $"Invalid or missing value for '{name}'.");
}
