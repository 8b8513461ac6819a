using System.Globalization;
using System.Text.Json.Nodes;

namespace SsprTools.Tutorial.Tests.Agreement;

/// <summary>One tenant by a seed: the sandbox's seed file, and the users whose Entra plan is then switched off.</summary>
/// <param name="Seed">The seed file (docs/guides/sandbox.md).</param>
/// <param name="Users">The users by name, as they stand in the seed.</param>
/// <param name="PlanOff">Users who get P1 with its Entra plan switched off, which a seed cannot say.</param>
internal sealed record RandomTenant(JsonObject Seed, IReadOnlyDictionary<string, JsonObject> Users, IReadOnlyList<string> PlanOff)
{
    /// <summary>The switches that are thrown at random, each with its two values.</summary>
    public static readonly IReadOnlyDictionary<string, (JsonNode One, JsonNode Other)> Switches = new Dictionary<string, (JsonNode, JsonNode)>
    {
        ["methods-policy-patch-status"] = ("200", "204"),
        ["phone-patch-status"] = ("200", "204"),
        ["sync-shape"] = ("collection", "entity"),
        ["new-user-methods-delay"] = (0, 30),
        ["inner-error-name"] = ("innerError", "innererror"),
        ["unknown-segment-status"] = ("400", "404"),
        ["count-without-eventual"] = ("error", "ignore"),
        ["portal-put-status"] = ("204", "200"),
        ["helpdesk-link-checked"] = (true, false),
        ["duplicate-error-details"] = ("old", "new"),
        ["method-not-found-code"] = ("resourceNotFound", "itemNotFound"),
        ["contact-data-counts-as-registered"] = (true, false),
        ["administrators-need-two-methods"] = (true, false),
        ["budgets"] = (true, false),
        ["batch-authorization"] = ("outer", "own"),
        ["roles-checked"] = (true, false),
        ["global-reader-reads-portal"] = (true, false),
        ["sign-in-code"] = (true, false),
        ["code-for-tokens"] = (true, false),
        ["pim-needs-p2"] = (true, false),
        ["own-telecom-provider"] = (true, false),
        ["smart-lockout-threshold"] = (10, 3),
        ["audit-service-name"] = ("Self-service Password Management", "SSPR"),
        ["audit-trailing-blanks"] = (true, false),
        ["sspr-audit-name"] = ("Update SSPR Settings", "Self-service password reset policy changes"),
    };

    private const string Initial = "northwind.onmicrosoft.com";
    private const string Custom = "northwind.example";
    private const string Federated = "federated.example";
    private const string Group = "Pilot";

    private static readonly string[] s_licenses = ["AAD_PREMIUM", "AAD_PREMIUM_P2", "SPB", "O365_BUSINESS_PREMIUM", "O365_BUSINESS_ESSENTIALS", "ENTERPRISEPACK", "SPE_E3"];
    private static readonly string[] s_roles =
        ["User Administrator", "Helpdesk Administrator", "Global Administrator", "License Administrator", "Global Reader", "Security Reader", "Reports Reader", "Directory Readers"];

    public static RandomTenant Of(int seed, int index, int users)
    {
        // Each tenant by its own generator, so that one can be looked at alone. The odd ones are the even ones' switches the other way round.
        var random = new Random(HashCodeOf(seed, index));
        var thrown = new Random(HashCodeOf(seed, 1000 + (index / 2)));
        bool Chance(double share) => random.NextDouble() < share;
        var switches = new JsonObject();
        foreach (var (name, (one, other)) in Switches)
        {
            switches[name] = (thrown.Next(2) == 0 != (index % 2 == 1) ? one : other).DeepClone();
        }

        var synced = Chance(0.5);
        var custom = Chance(0.6);
        var federated = custom && Chance(0.4);
        var domains = new JsonArray(new JsonObject { ["name"] = Initial, ["default"] = !custom });
        if (custom)
        {
            domains.Add(new JsonObject { ["name"] = Custom, ["default"] = true });
        }

        if (federated)
        {
            domains.Add(new JsonObject { ["name"] = Federated, ["federated"] = true });
        }

        // Without P2 there is no Privileged Identity Management, so such a tenant has nobody who is eligible.
        var p2 = Chance(0.5);
        var pim = p2 || !switches["pim-needs-p2"]!.GetValue<bool>();
        string[] licenses = [.. s_licenses.Where(name => p2 || name != "AAD_PREMIUM_P2")];
        var people = new Dictionary<string, JsonObject>();
        var planOff = new List<string>();
        for (var number = 0; number < users; number++)
        {
            var (user, off) = UserOf(random, number, synced, custom, federated, pim, licenses);
            people.Add(user["upn"]!.GetValue<string>(), user);
            if (off)
            {
                planOff.Add(user["upn"]!.GetValue<string>());
            }
        }

        string[] Some(double share) => [.. people.Keys.Where(_ => Chance(share))];
        JsonObject GroupOf(string name, string[] members, Action<JsonObject>? more = null)
        {
            var group = new JsonObject { ["displayName"] = name, ["members"] = Texts(members) };
            more?.Invoke(group);
            return group;
        }

        var deep = Chance(0.5);
        string[] held = [Chance(0.5) ? "User Administrator" : "Reports Reader"];
        var tenant = new JsonObject { ["displayName"] = $"Northwind {index}", ["domains"] = domains, ["created"] = "2024-01-01T00:00:00Z" };
        if (synced)
        {
            tenant["onPremisesSyncEnabled"] = true;
        }

        var methods = MethodsPolicy(Chance);
        methods["migrationState"] = (string[])["PreMigration", "MigrationInProgress", "MigrationComplete"] is var states ? states[random.Next(3)] : null;
        var seedFile = new JsonObject
        {
            ["clock"] = Chance(0.75) ? "2026-11-20T08:00:00Z" : "2027-03-01T08:00:00Z",
            ["account"] = $"root@{Initial}",
            ["tenant"] = tenant,
            ["skus"] = new JsonArray([.. licenses.Select(name => (JsonNode)new JsonObject
            {
                ["partNumber"] = name, ["units"] = 200, ["capabilityStatus"] = Chance(0.15) && name != "AAD_PREMIUM" ? (string[])["Suspended", "Warning"] is var bad ? bad[random.Next(2)] : null : "Enabled",
            })]),
            ["users"] = new JsonArray(
            [
                new JsonObject { ["upn"] = $"root@{Initial}", ["roles"] = Texts(["Global Administrator"]), ["licenses"] = Texts(["AAD_PREMIUM"]) },
                .. people.Values.Select(user => (JsonNode)user.DeepClone()),
            ]),
            ["groups"] = new JsonArray(
                GroupOf(Group, [.. Some(0.35), .. deep ? ["Nested"] : Array.Empty<string>()]),
                GroupOf("Nested", [.. Some(0.2), "Deeper"]),
                GroupOf("Deeper", Some(0.1)),
                GroupOf("Methods", Some(0.5)),
                GroupOf("Role group", Some(0.05), group =>
                {
                    group["isAssignableToRole"] = true;
                    group["roles"] = Texts(held);
                    group["eligibleMembers"] = Texts(pim ? Some(0.05) : []);
                })),
            ["portalPolicy"] = new JsonObject
            {
                ["enablementType"] = (int[])[0, 1, 1, 1, 2, 2, 2, 2] is var scopes ? scopes[random.Next(8)] : 0,
                ["group"] = Group,
                ["numberOfAuthenticationMethodsRequired"] = 1 + random.Next(2),
                ["emailOptionEnabled"] = Chance(0.7),
                ["mobilePhoneOptionEnabled"] = Chance(0.7),
                ["officePhoneOptionEnabled"] = Chance(0.4),
                ["securityQuestionsOptionEnabled"] = Chance(0.4),
                ["mobileAppNotificationEnabled"] = Chance(0.5),
                ["mobileAppCodeEnabled"] = Chance(0.5),
                ["numberOfQuestionsToRegister"] = 5,
                ["numberOfQuestionsToReset"] = 3,
            },
            ["onPremisesPolicy"] = new JsonObject { ["writebackEnabled"] = Chance(0.6), ["accountUnlockEnabled"] = Chance(0.4), ["agentReachable"] = Chance(0.8) },
            ["authorizationPolicy"] = new JsonObject { ["allowedToUseSSPR"] = Chance(0.7) },
            ["methodsPolicy"] = methods,
            ["switches"] = switches,
        };
        return new RandomTenant(seedFile, people, planOff);
    }

    private static (JsonObject User, bool PlanOff) UserOf(Random random, int number, bool synced, bool custom, bool federated, bool pim, string[] licenses)
    {
        bool Chance(double share) => random.NextDouble() < share;
        var guest = Chance(0.12) ? 1 + random.Next(6) : 0;
        var domain = federated && Chance(0.2) ? Federated : custom && Chance(0.7) ? Custom : Initial;
        var user = new JsonObject { ["upn"] = guest > 0 ? $"guest{number}_example.org#EXT#@{Initial}" : $"user{number}@{domain}" };
        switch (guest)
        {
            case 0:
                break;
            case 1:
                Guest("Invitation", null);
                break;
            case 2:
                Guest("Invitation", ("federated", "ExternalAzureAD"));
                break;
            case 3:
                Guest((string?[])["Invitation", "SelfServiceSignUp"] is var kinds ? kinds[random.Next(2)] : null, ("federated", "MicrosoftAccount"));
                break;
            case 4:
                Guest("Invitation", ("federated", "mail"));
                break;
            case 5:
                Guest(Chance(0.5) ? "SelfServiceSignUp" : "EmailVerified", ("userPrincipalName", Initial));
                break;
            default:
                Guest("Invitation", ("federated", "google.com"));
                break;
        }

        void Guest(string? creationType, (string SignInType, string Issuer)? identity)
        {
            user["userType"] = "Guest";
            user["creationType"] = creationType;
            if (Chance(0.8))
            {
                user["mail"] = $"guest{number}@example.org";
            }

            if (identity is { } told)
            {
                user["identities"] = new JsonArray(new JsonObject { ["signInType"] = told.SignInType, ["issuer"] = told.Issuer, ["issuerAssignedId"] = null });
            }
        }

        if (Chance(0.08))
        {
            user["accountEnabled"] = false;
        }

        if (synced && guest == 0 && Chance(0.5))
        {
            user["onPremisesSyncEnabled"] = true;
            user["onPremisesImmutableId"] = $"anchor{number}";
        }

        var off = Chance(0.06);
        if (!off && Chance(0.85))
        {
            user["licenses"] = Texts(Chance(0.1) ? [.. licenses.OrderBy(_ => random.Next()).Take(2)] : [Chance(0.5) ? "AAD_PREMIUM" : licenses[random.Next(licenses.Length)]]);
        }

        if (Chance(0.12))
        {
            user[pim && Chance(0.4) ? "eligibleRoles" : "roles"] = Texts([s_roles[random.Next(s_roles.Length)]]);
        }

        Contact(user, Chance, number);
        var methods = new JsonObject();
        if (Chance(0.4))
        {
            methods["mobilePhone"] = Phone(number);
            if (Chance(0.2))
            {
                methods["alternateMobilePhone"] = Phone(number + 1000);
            }
        }

        if (Chance(0.2))
        {
            methods["officePhone"] = Phone(number + 2000) + (Chance(0.4) ? "x12" : "");
        }

        if (Chance(0.35))
        {
            methods["email"] = $"user{number}@example.com";
        }

        if (Chance(0.25))
        {
            methods["authenticatorApps"] = 1;
        }

        if (Chance(0.1))
        {
            methods["softwareOath"] = 1;
        }

        if (Chance(0.25))
        {
            methods["securityQuestions"] = 3 + random.Next(3);
        }

        user["methods"] = methods;
        return (user, off);
    }

    private static void Contact(JsonObject user, Func<double, bool> chance, int number)
    {
        if (chance(0.2))
        {
            user["contactMobile"] = chance(0.8) ? Phone(number + 3000) : "02079460001";
        }

        if (chance(0.15))
        {
            user["contactPhones"] = Texts([Phone(number + 4000) + (chance(0.3) ? "x7" : "")]);
        }

        if (chance(0.15))
        {
            user["otherMails"] = Texts([$"private{number}@example.net"]);
        }
    }

    private static JsonObject MethodsPolicy(Func<double, bool> chance)
    {
        JsonObject Of(double share)
        {
            var method = new JsonObject { ["enabled"] = chance(share) };
            if (chance(0.2))
            {
                method["groups"] = Texts(["Methods"]);
            }

            if (chance(0.1))
            {
                method["excludedGroups"] = Texts(["Nested"]);
            }

            return method;
        }

        var policy = new JsonObject
        {
            ["sms"] = Of(0.6), ["email"] = Of(0.7), ["voice"] = Of(0.4), ["softwareOath"] = Of(0.4), ["microsoftAuthenticator"] = Of(0.6),
        };
        policy["voice"]!["isOfficePhoneAllowed"] = chance(0.5);
        policy["microsoftAuthenticator"]!["isSoftwareOathEnabled"] = chance(0.6);
        return policy;
    }

    private static string Phone(int number) => $"+44 7700{(900000 + number).ToString(CultureInfo.InvariantCulture)}";

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    // HashCode.Combine differs from process to process.
    private static int HashCodeOf(int seed, int index) => unchecked((seed * 397) ^ (index * 7919));
}
