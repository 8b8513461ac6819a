using System.Net.Mail;

namespace SsprTools.Graph.Registration;

/// <summary>The methods that an admin wants a user to have, checked; what is <see langword="null"/> is left as it is.</summary>
public sealed record WantedMethods
{
    private WantedMethods()
    {
    }

    public PhoneNumber? MobilePhone { get; private init; }

    public PhoneNumber? AlternateMobilePhone { get; private init; }

    public PhoneNumber? OfficePhone { get; private init; }

    public string? Email { get; private init; }

    /// <summary>One for each method that is given.</summary>
    public IReadOnlyList<MethodGoal> Goals => [.. InOrder().Select(entry => new MethodGoal(entry.Kind, entry.Value))];

    /// <summary>Numbers of a length that their country has, but of no range that is known: a slip, or newer than the list of ranges.</summary>
    public IReadOnlyList<PhoneNumber> Doubtful =>
        [.. new[] { MobilePhone, AlternateMobilePhone, OfficePhone }.OfType<PhoneNumber>().Where(number => !number.IsInNumberingPlan)];

    private IEnumerable<(MethodKind Kind, string Value)> InOrder()
    {
        (MethodKind, string?)[] all =
        [
            (MethodKind.MobilePhone, MobilePhone?.ToString()),
            (MethodKind.AlternateMobilePhone, AlternateMobilePhone?.ToString()),
            (MethodKind.OfficePhone, OfficePhone?.ToString()),
            (MethodKind.Email, Email),
        ];
        return all.Where(entry => entry.Item2 is not null).Select(entry => (entry.Item1, entry.Item2!));
    }

    /// <summary>Checks what was typed. Empty text counts as absent, as an empty cell of a CSV file does.</summary>
    /// <exception cref="SsprException">
    /// <see cref="SsprErrorId.InvalidPhoneNumber"/>, <see cref="SsprErrorId.InvalidEmailAddress"/>, <see cref="SsprErrorId.InvalidArgument"/>
    /// </exception>
    public static WantedMethods Parse(string? mobilePhone, string? alternateMobilePhone, string? officePhone, string? email)
    {
        var wanted = new WantedMethods
        {
            MobilePhone = Phone(mobilePhone, allowExtension: false),
            AlternateMobilePhone = Phone(alternateMobilePhone, allowExtension: false),
            OfficePhone = Phone(officePhone, allowExtension: true),
            Email = Address(email),
        };
        return wanted.InOrder().Any() ? wanted : throw new SsprException(
            SsprErrorId.InvalidArgument,
            "There is no method to add.",
            "Give at least one of -MobilePhone, -AlternateMobilePhone, -OfficePhone and -Email.");
    }

    private static PhoneNumber? Phone(string? text, bool allowExtension)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var number = PhoneNumber.Parse(text);
        return number.Extension is null || allowExtension ? number : throw new SsprException(
            SsprErrorId.InvalidPhoneNumber,
            $"'{text}' has an extension, which only an office phone can have.",
            "Give the mobile number without it, or use -OfficePhone.",
            text);
    }

    private static string? Address(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var trimmed = text.Trim();
        return MailAddress.TryCreate(trimmed, out var address)
            && address.Address == trimmed
            && address.Host.Contains('.', StringComparison.Ordinal)
            && !address.Host.EndsWith('.')
            ? trimmed
            : throw new SsprException(
                SsprErrorId.InvalidEmailAddress,
                $"'{text}' is no email address.",
                "Give a plain address such as monica@example.com.",
                text);
    }
}
