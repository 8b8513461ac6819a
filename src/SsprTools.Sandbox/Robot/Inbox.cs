using System.Text.RegularExpressions;

namespace SsprTools.Sandbox.Robot;

/// <summary>The person's phone, mailbox and authenticator app, looked at through their pages.</summary>
internal sealed partial class Inbox(Uri sandbox, RobotOrder order) : IDisposable
{
    private readonly Browser _browser = new(sandbox);
    private readonly HashSet<string> _used = [];

    /// <summary>Notes what is there before a code is asked for, so that an old one is not taken for it.</summary>
    public async Task RememberAsync(RobotMethod method, CancellationToken cancellationToken)
    {
        await OpenAsync(method, cancellationToken).ConfigureAwait(false);
        _used.UnionWith(Messages());
    }

    /// <summary>The code of the newest message that was not there before; null when none came.</summary>
    public async Task<string?> CodeAsync(RobotMethod method, CancellationToken cancellationToken)
    {
        await OpenAsync(method, cancellationToken).ConfigureAwait(false);
        foreach (string message in Messages().Where(message => !_used.Contains(message)))
        {
            if (Digits().Match(message) is { Success: true } code)
            {
                _used.UnionWith(Messages());
                return string.Concat(code.Value.Where(char.IsAsciiDigit));
            }
        }

        return null;
    }

    public async Task ApproveAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(RobotMethod.App, cancellationToken).ConfigureAwait(false);
        if (_browser.HasButton("Approve"))
        {
            await _browser.PressAsync("Approve", cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _browser.Dispose();

    // The time and the channel belong to the message: two codes may be the same by chance.
    private IReadOnlyList<string> Messages() => _browser.TextsOf("ol.messages li");

    private Task OpenAsync(RobotMethod method, CancellationToken cancellationToken) => _browser.GoAsync(
        method switch
        {
            RobotMethod.Email => "/mailbox?address=" + Uri.EscapeDataString(order.Email ?? throw Missing("email")),
            RobotMethod.OfficeCall => "/phone?number=" + Uri.EscapeDataString(order.OfficePhone ?? throw Missing("officePhone")),
            RobotMethod.App => "/authenticator?user=" + Uri.EscapeDataString(order.UserName),
            _ => "/phone?number=" + Uri.EscapeDataString(order.MobilePhone ?? throw Missing("mobilePhone")),
        },
        cancellationToken);

    private static RobotStopException Missing(string name) => new($"A code goes to an address that the robot was not told: {name} is missing.");

    // Six digits that stand alone, or read out one by one; not part of a time or number.
    [GeneratedRegex(@"(?<![\d:.-])(?:\d{6}|\d(?: \d){5})(?![\d:-])")]
    private static partial Regex Digits();
}
