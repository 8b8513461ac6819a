using SsprTools.Graph.Readiness;
using SsprTools.Graph.Registration;

namespace SsprTools.Graph.Facts;

/// <summary>Phones and alternate mail on the account. Reset takes a phone in the right form only. Source: facts/graph.md 1.6.</summary>
internal static class ContactData
{
    public static IReadOnlyList<ResetMethod> Of(PersonRow row)
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

    private static bool IsPhone(string? text)
    {
        try
        {
            return text is not null && PhoneNumber.Parse(text) is { Extension: null } number && number.ToString() == text.Trim();
        }
        catch (SsprException)
        {
            return false;
        }
    }
}
