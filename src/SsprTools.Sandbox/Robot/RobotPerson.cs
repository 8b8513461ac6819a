namespace SsprTools.Sandbox.Robot;

/// <summary>
/// A person at a browser with a phone and a mailbox. Knows only what a person would: the pages. Every page seen becomes a step.
/// </summary>
internal sealed class RobotPerson : IDisposable
{
    private readonly Browser _browser;
    private readonly Inbox _inbox;
    private readonly Journal _journal;
    private readonly RobotOrder _order;

    public RobotPerson(Uri sandbox, RobotOrder order)
    {
        _order = order;
        _browser = new Browser(sandbox);
        _inbox = new Inbox(sandbox, order);
        _journal = new Journal(_browser);
    }

    public async Task<RobotResult> DoAsync(RobotAction action, CancellationToken cancellationToken)
    {
        try
        {
            SignInWalk signIn = new(_browser, _inbox, _journal, _order);
            string message = action switch
            {
                RobotAction.Register => await new RegisterWalk(_browser, _inbox, _journal, _order, signIn).RunAsync(cancellationToken).ConfigureAwait(false),
                RobotAction.Reset => await new ResetWalk(_browser, _inbox, _journal, _order).RunAsync(cancellationToken).ConfigureAwait(false),
                RobotAction.ChangePassword => await new ChangeWalk(_browser, _journal, _order, signIn).RunAsync(cancellationToken).ConfigureAwait(false),
                _ => await signIn.RunAsync(cancellationToken).ConfigureAwait(false),
            };
            return new RobotResult(true, _journal.Steps, message, null);
        }
        catch (RobotStopException stop)
        {
            return new RobotResult(false, _journal.Steps, stop.Message, _journal.SsprCode);
        }
    }

    public void Dispose()
    {
        _browser.Dispose();
        _inbox.Dispose();
    }
}
