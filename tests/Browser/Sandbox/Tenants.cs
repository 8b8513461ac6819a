using System.Text.Json.Nodes;

namespace SsprTools.Browser.Tests.Sandbox;

/// <summary>The tenant whose pages are looked at: two gates, a pilot group, every kind of method.</summary>
internal static class Tenants
{
    public const string Initial = "Init1al-Zebra-7";
    public const string Known = "Known-Walrus-55";
    public const string Next = "Second-Giraffe-22";
    public const string Mobile = "+1 2065550100";
    public const string Mail = "private@example.com";

    /// <summary>New, must change the password, holds no method.</summary>
    public const string Monica = "monica@contoso.onmicrosoft.com";

    /// <summary>These hold a phone and a mail address and know their password; one for each test, so that none is another's attempt.</summary>
    public const string Keyboard = "keyboard@contoso.onmicrosoft.com";
    public const string Changer = "changer@contoso.onmicrosoft.com";
    public const string Clumsy = "clumsy@contoso.onmicrosoft.com";
    public const string Blocked = "blocked@contoso.onmicrosoft.com";
    public const string Slow = "slow@contoso.onmicrosoft.com";
    public const string Office = "office@contoso.onmicrosoft.com";

    /// <summary>Holds three security questions and the app.</summary>
    public const string Quinn = "quinn@contoso.onmicrosoft.com";

    public const string Synced = "synced@contoso.onmicrosoft.com";
    public const string Admin = "admin@contoso.onmicrosoft.com";
    public const string NoLicence = "unlicensed@contoso.onmicrosoft.com";
    public const string NoMethods = "methodless@contoso.onmicrosoft.com";

    /// <summary>Not in the group, and with a name that is wider than a phone.</summary>
    public const string Outside = "bartholomew.featherstonehaugh-cholmondeley.outside@contoso.onmicrosoft.com";

    public static JsonObject Seed(Action<JsonObject>? change = null)
    {
        var seed = new JsonObject
        {
            ["clock"] = "2026-11-20T08:00:00Z",
            ["tenant"] = new JsonObject { ["displayName"] = "Contoso", ["domains"] = new JsonArray(new JsonObject { ["name"] = "contoso.onmicrosoft.com" }) },
            ["skus"] = new JsonArray(new JsonObject { ["partNumber"] = "AAD_PREMIUM", ["units"] = 25 }),
            ["users"] = new JsonArray(
                [.. new[] { Keyboard, Changer, Clumsy, Blocked, Slow, Office, Outside }.Select(Holder),
                With(Holder(Admin), "roles", new JsonArray("Global Administrator")),
                With(Holder(Synced), "onPremisesSyncEnabled", true),
                With(Holder(NoLicence), "licenses", new JsonArray()),
                With(Holder(NoMethods), "methods", new JsonObject()),
                With(Holder(Quinn), "methods", new JsonObject { ["securityQuestions"] = 3, ["authenticatorApps"] = 1 }),
                With(With(With(Holder(Monica), "methods", new JsonObject()), "password", Initial), "forceChangePassword", true)]),
            ["groups"] = new JsonArray(new JsonObject
            {
                ["displayName"] = "Pilot",
                ["members"] = new JsonArray([.. new[] { Keyboard, Changer, Clumsy, Blocked, Slow, Office, Synced, NoLicence, NoMethods, Quinn, Monica }.Select(name => JsonValue.Create(name))]),
            }),
            ["portalPolicy"] = new JsonObject
            {
                ["enablementType"] = 1, ["group"] = "Pilot", ["numberOfAuthenticationMethodsRequired"] = 2, ["officePhoneOptionEnabled"] = true, ["mobileAppCodeEnabled"] = true,
                ["mobileAppNotificationEnabled"] = true, ["securityQuestionsOptionEnabled"] = true,
            },
            ["onPremisesPolicy"] = new JsonObject { ["writebackEnabled"] = true, ["accountUnlockEnabled"] = true },
            ["authorizationPolicy"] = new JsonObject { ["allowedToUseSSPR"] = false },
            ["methodsPolicy"] = new JsonObject(),
        };
        change?.Invoke(seed);
        return seed;
    }

    private static JsonObject Holder(string upn) => new()
    {
        ["upn"] = upn, ["licenses"] = new JsonArray("AAD_PREMIUM"), ["password"] = Known, ["methods"] = new JsonObject { ["mobilePhone"] = Mobile, ["email"] = Mail },
    };

    private static JsonObject With(JsonObject user, string member, JsonNode value)
    {
        user[member] = value;
        return user;
    }
}
