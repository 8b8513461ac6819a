using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Facts;

/// <summary>Phones and alternate mail on the account. Reset takes a phone in the right form only. Source: facts/graph.md 1.6.</summary>
internal static class ContactData
{
    private const string Source = "contact data";

    /// <summary>What is on the account. Not known, where it hangs on whose guest the user is.</summary>
    /// <param name="home">Where the password is kept: a guest without a home directory has the address used to register (facts/graph.md 3.8).</param>
    public static Fact<IReadOnlyList<ResetMethod>> Of(PersonRow row, Fact<AccountHome> home, DateTimeOffset? asOf)
    {
        var found = Plain(row);
        if (row.Mail is null || found.Contains(ResetMethod.Email) || home is { IsKnown: true, Value: not AccountHome.NoHomeDirectory })
        {
            return Fact<IReadOnlyList<ResetMethod>>.Known(found, Source, asOf);
        }

        return home.IsKnown
            ? Fact<IReadOnlyList<ResetMethod>>.Known([.. found, ResetMethod.Email], Source, asOf)
            : Fact<IReadOnlyList<ResetMethod>>.Unknown(home.WhyUnknown!);
    }

    private static List<ResetMethod> Plain(PersonRow row)
    {
        var found = new List<ResetMethod>();
        if (IsPhone(row.MobilePhone))
        {
            found.Add(ResetMethod.MobilePhone);
        }

        if (row.BusinessPhones is [{ } office, ..] && IsPhone(office))
        {
            found.Add(ResetMethod.OfficePhone);
        }

        if (row.OtherMails is { Count: > 0 })
        {
            found.Add(ResetMethod.Email);
        }

        return found;
    }

    private static bool IsPhone(string? text) => text is not null && PhoneNumber.IsInForm(text);
}
