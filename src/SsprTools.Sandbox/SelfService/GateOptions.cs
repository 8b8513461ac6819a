using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.SelfService;

/// <summary>What belongs to each option: method, label on the pages, words in the audit log (graph.md 1.12), channel.</summary>
internal static class GateOptions
{
    public static ResetMethod MethodOf(GateOption option) => option switch
    {
        GateOption.Email => ResetMethod.Email,
        GateOption.MobileText or GateOption.MobileCall => ResetMethod.MobilePhone,
        GateOption.OfficeCall => ResetMethod.OfficePhone,
        GateOption.AppNotification or GateOption.AppCode => ResetMethod.App,
        _ => ResetMethod.SecurityQuestions,
    };

    public static string Label(GateOption option) => option switch
    {
        GateOption.Email => "Send an email to my alternate email",
        GateOption.MobileText => "Send a text to my mobile phone",
        GateOption.MobileCall => "Call my mobile phone",
        GateOption.OfficeCall => "Call my office phone",
        GateOption.AppNotification => "Approve a notification on my authenticator app",
        GateOption.AppCode => "Enter a code from my authenticator app",
        _ => "Answer my security questions",
    };

    public static string AuditName(GateOption option) => option switch
    {
        GateOption.Email => "email",
        GateOption.MobileText => "mobile SMS",
        GateOption.MobileCall => "mobile voice call",
        GateOption.OfficeCall => "office voice call",
        GateOption.AppNotification => "mobile app notification",
        GateOption.AppCode => "mobile app code",
        _ => "security questions",
    };

    public static string GateName(GateOption option) => AuditName(option);

    public static bool IsPhone(GateOption option) => option is GateOption.MobileText or GateOption.MobileCall or GateOption.OfficeCall;

    public static string ChannelOf(GateOption option) => option switch
    {
        GateOption.Email => Channels.Email,
        GateOption.MobileText => Channels.Sms,
        GateOption.MobileCall or GateOption.OfficeCall => Channels.Call,
        _ => Channels.App,
    };
}
