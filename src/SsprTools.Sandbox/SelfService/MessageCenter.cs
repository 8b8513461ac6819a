using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Tenant;
using SsprTools.Sandbox.Time;

namespace SsprTools.Sandbox.SelfService;

/// <summary>What was sent to phones and mailboxes. Nothing leaves the machine: the phone and mailbox pages show it.</summary>
internal sealed class MessageCenter(SandboxClock clock, FaultSet faults)
{
    private const int Kept = 10_000;

    private readonly Lock _gate = new();
    private readonly List<Message> _messages = [];
    private long _seq;

    public void SendCode(User user, string channel, string to, string text, string code)
    {
        if (!faults.Take(FaultNames.CodeNotSent, user.UserPrincipalName, user.DisplayName, user.Id.ToString(), to))
        {
            Add(user, channel, to, text, code);
        }
    }

    public void SendMail(User user, string address, string text) => Add(user, Channels.Email, address, text, code: null);

    /// <summary>Messages, oldest first; "to" matches a number by its digits and an address or user without regard to case.</summary>
    public IReadOnlyList<Message> Find(string? to = null, string? user = null, long since = 0)
    {
        lock (_gate)
        {
            return
            [
                .. _messages.Where(message => message.Seq > since
                    && (to is null || IsTo(message, to))
                    && (user is null || message.UserPrincipalName.Equals(user, StringComparison.OrdinalIgnoreCase))),
            ];
        }
    }

    private static bool IsTo(Message message, string to) =>
        message.Channel is Channels.Sms or Channels.Call
            ? PhoneText.IsSame(message.To, to)
            : message.To.Equals(to.Trim(), StringComparison.OrdinalIgnoreCase);

    private void Add(User user, string channel, string to, string text, string? code)
    {
        lock (_gate)
        {
            _messages.Add(new Message(++_seq, clock.Now, channel, to, user.UserPrincipalName, text, code));
            if (_messages.Count > Kept)
            {
                _messages.RemoveAt(0);
            }
        }
    }
}
