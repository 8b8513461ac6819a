using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>
/// Where a user can be reached: the registered method, else the contact data that an administrator filled in (graph.md 1.6, 3.1).
/// </summary>
internal static class ContactData
{
    public static string? Mobile(User user) => user.Methods.MobilePhone ?? (PhoneText.IsStored(user.MobilePhone) ? user.MobilePhone : null);

    /// <summary>Numbers with an extension are no use for a reset (graph.md 1.6).</summary>
    public static string? Office(User user) => new[] { user.Methods.OfficePhone }.Concat(user.BusinessPhones).FirstOrDefault(PhoneText.IsStored);

    public static string? Email(User user) => user.Methods.Email ?? user.OtherMails.FirstOrDefault()
        // Such a guest proves the address they signed up with (graph.md 3.8).
        ?? (user.IsGuestWithPasswordHere ? user.Mail : null);

    public static string? Of(User user, GateOption option) => option switch
    {
        GateOption.Email => Email(user),
        GateOption.MobileText or GateOption.MobileCall => Mobile(user),
        GateOption.OfficeCall => Office(user),
        _ => user.UserPrincipalName,
    };
}
