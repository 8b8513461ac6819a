using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SelfService;

/// <summary>Sends codes and judges what comes back.</summary>
internal sealed class CodeDesk(SandboxClock clock, FaultSet faults, MessageCenter messages, TenantStore store)
{
    public SentCode Send(User user, GateOption option, string to)
    {
        SentCode sent = SentCode.Make(clock.Now);
        string organization = store.Current.Info.DisplayName;
        string text = option switch
        {
            GateOption.MobileText => $"Use verification code {sent.Code} for {organization} authentication.",
            GateOption.MobileCall or GateOption.OfficeCall =>
                $"This is {organization}. Your verification code is {string.Join(' ', sent.Code.ToCharArray())}. Again: {string.Join(' ', sent.Code.ToCharArray())}.",
            GateOption.Email => $"{organization} account email verification code. Please use this code to verify your email address: {sent.Code}. It is valid for 5 minutes.",
            _ => $"{organization}: {user.UserPrincipalName}, one-time password code {sent.Code}.",
        };
        messages.SendCode(user, GateOptions.ChannelOf(option), to, text, sent.Code);
        return sent;
    }

    public CodeVerdict Judge(User user, SentCode? sent, string typed) =>
        faults.Take(FaultNames.WrongCodeAccepted, user.UserPrincipalName, user.DisplayName, user.Id.ToString()) ? CodeVerdict.Right
        : sent?.Judge(typed, clock.Now) ?? CodeVerdict.Wrong;
}
