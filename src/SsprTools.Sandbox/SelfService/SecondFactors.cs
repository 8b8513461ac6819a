using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Ways to prove oneself at sign-in; email and questions are none (graph.md 1.6).</summary>
internal static class SecondFactors
{
    /// <summary>Then the sign-in, or the method that is being registered, begins anew. No source gives a number; five is that of the reset's gates (graph.md 3.5).</summary>
    public const int MostWrongCodes = 5;

    public static IReadOnlyList<(GateOption Option, string Contact)> Of(User user, DateTimeOffset now, Switches switches)
    {
        AuthenticationMethods methods = user.Methods;
        List<(GateOption, string)> options = [];
        if (Telephony.Works(now, switches))
        {
            Add(GateOption.MobileText, methods.MobilePhone);
            Add(GateOption.MobileCall, methods.MobilePhone);
            Add(GateOption.OfficeCall, methods.OfficePhone);
        }

        Add(GateOption.AppCode, methods.AuthenticatorApps.IsEmpty && methods.SoftwareOath.IsEmpty ? null : user.UserPrincipalName);
        return options;

        void Add(GateOption option, string? contact)
        {
            if (contact is not null)
            {
                options.Add((option, contact));
            }
        }
    }
}
