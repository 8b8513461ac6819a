using System.Buffers.Binary;
using System.Globalization;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Seeding;

/// <summary>Many users, the same ones in every run: user 7 of 100 is user 7 of 200,000. Each is made when it is asked for.</summary>
internal sealed class GeneratedUsers(int count, TenantInfo info, int firstSequence, DateTimeOffset now) : IGenerated<User>
{
    public const string GroupName = "All generated users";
    public const string FirstGroupName = "First generated users";

    private static readonly string[] s_given =
        ["Ada", "Bruno", "Chiara", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Ines", "Jonas", "Kira", "Liam", "Mona", "Nils", "Olga", "Priya"];

    private static readonly string[] s_family =
        ["Almeida", "Becker", "Castro", "Dubois", "Eriksen", "Fischer", "Gupta", "Hansen", "Ito", "Jansen", "Kowalski", "Lopez", "Moreau"];

    private readonly string _domain = info.DefaultDomain.Name;
    private readonly string? _country = info.CountryLetterCode;
    private readonly DateTimeOffset _created = now.AddMonths(-6);

    public int Count { get; } = count;

    public int FirstSequence { get; } = firstSequence;

    public User this[int index]
    {
        get
        {
            int number = index + 1;
            string given = s_given[number % s_given.Length];
            string family = s_family[number * 7L % s_family.Length];
            string alias = Alias(number);
            return new User
            {
                Id = IdOf(number),
                Sequence = FirstSequence + index,
                UserPrincipalName = $"{alias}@{_domain}",
                MailNickname = alias,
                DisplayName = string.Create(CultureInfo.InvariantCulture, $"{given} {family} {number}"),
                GivenName = given,
                Surname = family,
                CreatedDateTime = _created,
                UsageLocation = _country,
                AccountEnabled = number % 50 != 0,
                Methods = MethodsOf(number),
            };
        }
    }

    public Guid IdAt(int index) => IdOf(index + 1);

    public int IndexOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = id.TryWriteBytes(bytes);
        int number = BinaryPrimitives.ReadInt32BigEndian(bytes[12..]);
        return number >= 1 && number <= Count && IdOf(number) == id ? number - 1 : -1;
    }

    public int IndexOf(string upn)
    {
        int at = upn.IndexOf('@', StringComparison.Ordinal);
        return at > 4 && int.TryParse(upn.AsSpan(4, at - 4), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1 && number <= Count && upn.Equals($"{Alias(number)}@{_domain}", StringComparison.OrdinalIgnoreCase)
                ? number - 1
                : -1;
    }

    /// <summary>A group of the first of them.</summary>
    public Group First(int count, string name, string alias, int sequence) => new()
    {
        Id = StableId.Of(name),
        Sequence = sequence,
        DisplayName = name,
        MailNickname = alias,
        Description = count == Count ? "Every generated user" : "The first generated users",
        CreatedDateTime = _created,
        Members = MemberList.Of(this, count),
    };

    private static string Alias(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number:D6}");

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
