using System.Globalization;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Many users, the same ones in every run: user 7 of 100 is user 7 of 200,000.</summary>
internal static class GeneratedUsers
{
    public const string GroupName = "All generated users";

    private static readonly string[] s_given =
        ["Ada", "Bruno", "Chiara", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Kira", "Liam", "Mona", "Nils", "Olga", "Priya"];

    private static readonly string[] s_family =
        ["Almeida", "Becker", "Castro", "Dubois", "Eriksen", "Fischer", "Gupta", "Hansen", "Ito", "Jansen", "Kowalski", "Lopez", "Moreau"];

    public static List<User> Make(int count, TenantInfo info, int lastSequence, DateTimeOffset now)
    {
        List<User> users = new(count);
        string domain = info.DefaultDomain.Name;
        DateTimeOffset created = now.AddMonths(-6);
        for (int number = 1; number <= count; number++)
        {
            string given = s_given[number % s_given.Length];
            string family = s_family[number * 7 % s_family.Length];
            string alias = string.Create(CultureInfo.InvariantCulture, $"user{number:D6}");
            users.Add(new User
            {
                Id = IdOf(number),
                Sequence = lastSequence + number,
                UserPrincipalName = $"{alias}@{domain}",
                MailNickname = alias,
                DisplayName = string.Create(CultureInfo.InvariantCulture, $"{given} {family} {number}"),
                GivenName = given,
                Surname = family,
                CreatedDateTime = created,
                UsageLocation = info.CountryLetterCode,
                AccountEnabled = number % 50 != 0,
                Methods = MethodsOf(number),
            });
        }

        return users;
    }

    public static Group Everyone(IReadOnlyList<User> users, int sequence, DateTimeOffset now) => new()
    {
        Id = StableId.Of(GroupName),
        Sequence = sequence,
        DisplayName = GroupName,
        MailNickname = "generated",
        Description = "Every generated user",
        CreatedDateTime = now.AddMonths(-6),
        Members = MemberList.Of([.. users.Select(user => user.Id)]),
    };

    private static Guid IdOf(int number)
    {
        // Spread over the whole range, as real ids are, yet worked out from the number.
        uint mixed = unchecked((uint)number * 2654435761u);
        return new Guid(mixed, (ushort)(number >> 16), (ushort)number, 0x9a, 0x5e, 0x55, 0x70, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);
    }

    // Of ten: three with nothing, two with a mobile, two with an email, two with both, one with both and an app.
    private static AuthenticationMethods MethodsOf(int number)
    {
        int kind = number % 10;
        if (kind < 3)
        {
            return AuthenticationMethods.None;
        }

        bool hasMobile = kind is 3 or 4 || kind >= 7;
        return new AuthenticationMethods
        {
            MobilePhone = hasMobile ? string.Create(CultureInfo.InvariantCulture, $"+44 7{number:D9}") : null,
            Email = kind >= 5 ? string.Create(CultureInfo.InvariantCulture, $"user{number:D6}@example.com") : null,
            AuthenticatorApps = kind == 9 ? [new AuthenticatorApp(IdOf(-number), "Phone")] : [],
            Default = kind == 9 ? DefaultMethod.Push : hasMobile ? DefaultMethod.Sms : DefaultMethod.None,
        };
    }
}
