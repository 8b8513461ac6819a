namespace SsprTools.Sandbox.Robot;

/// <summary>Changes a password that is known.</summary>
internal sealed class ChangeWalk(Browser browser, Journal journal, RobotOrder order, SignInWalk signIn)
{
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (order.NewPassword is not { Length: > 0 } next)
        {
            throw new RobotStopException("newPassword is missing.");
        }

        _ = await signIn.RunAsync(cancellationToken).ConfigureAwait(false);
        if (journal.Steps.Any(step => step.Step == "PasswordUpdated"))
        {
            return $"The initial password of {order.UserName} was replaced at sign-in.";
        }

        await browser.FollowAsync("Change password", cancellationToken).ConfigureAwait(false);
        journal.Seen("ChangePasswordPage");
        browser.Fill("Current password", order.Password!);
        browser.Fill("New password", next);
        browser.Fill("Confirm password", next);
        await browser.PressAsync("Submit", cancellationToken).ConfigureAwait(false);
        if (browser.FirstHeading == "Change password")
        {
            throw journal.Stop("NewPasswordRefused", browser.Errors.Count > 0 ? browser.Errors[0] : "The new password was refused.");
        }

        journal.Seen("PasswordChanged");
        return $"The password of {order.UserName} was changed.";
    }
}
