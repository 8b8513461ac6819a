namespace SsprTools.Sandbox.Robot;

/// <summary>Signs in, answering whatever the pages ask on the way, until signed in or at "More information required".</summary>
internal sealed class SignInWalk(Browser browser, Inbox inbox, Journal journal, RobotOrder order)
{
    private const int MostPages = 20;

    private string _password = order.Password ?? "";

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        await browser.GoAsync("/signin", cancellationToken).ConfigureAwait(false);
        bool done = await WalkAsync(stopAtMore: false, cancellationToken).ConfigureAwait(false);
        return done ? $"{order.UserName} is signed in." : throw journal.Unexpected("the end of the sign-in");
    }

    /// <summary>Goes on from the page that is open; false when it stopped at "More information required".</summary>
    public async Task<bool> WalkAsync(bool stopAtMore, CancellationToken cancellationToken)
    {
        if (_password.Length == 0)
        {
            throw new RobotStopException("password is missing.");
        }

        for (int page = 0; page < MostPages; page++)
        {
            switch (browser.FirstHeading)
            {
                case "Sign in":
                    await FillAsync("SignInPage", "User name", order.UserName, "Next", cancellationToken).ConfigureAwait(false);
                    break;
                case "Enter password":
                    await FillAsync("PasswordPage", "Password", _password, "Sign in", cancellationToken).ConfigureAwait(false);
                    break;
                case "Update your password":
                    await UpdateAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case "Verify your identity":
                    await VerifyAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case "More information required" when stopAtMore:
                    journal.Seen("MoreInformationRequired");
                    return false;
                case "More information required" when browser.HasButton("Skip for now"):
                    journal.Seen("MoreInformationRequired");
                    await browser.PressAsync("Skip for now", cancellationToken).ConfigureAwait(false);
                    break;
                case "Is your security info still right?":
                    journal.Seen("ReviewSecurityInfo");
                    await browser.PressAsync("Looks good", cancellationToken).ConfigureAwait(false);
                    break;
                case "You are signed in":
                    journal.Seen("SignedIn");
                    return true;
                default:
                    // The page that the sign-in was to lead to.
                    return browser.Errors.Count == 0 && browser.FirstHeading is "Keep your account secure" or "Security info" or "Change password"
                        ? true
                        : throw journal.Unexpected("a sign-in page");
            }
        }

        throw journal.Unexpected("an end of the sign-in pages");
    }

    private async Task FillAsync(string step, string label, string value, string button, CancellationToken cancellationToken)
    {
        journal.Seen(step);
        string heading = browser.FirstHeading;
        browser.Fill(label, value);
        await browser.PressAsync(button, cancellationToken).ConfigureAwait(false);
        if (browser.FirstHeading == heading && browser.Errors.Count > 0)
        {
            throw journal.Stop("SignInRefused", browser.Errors[0]);
        }
    }

    private async Task UpdateAsync(CancellationToken cancellationToken)
    {
        journal.Seen("UpdatePasswordPage");
        if (order.NewPassword is not { Length: > 0 } next)
        {
            throw journal.Stop("NewPasswordMissing", "The page asks for a new password, and newPassword is missing.");
        }

        browser.Fill("Current password", _password);
        browser.Fill("New password", next);
        browser.Fill("Confirm password", next);
        await browser.PressAsync("Sign in", cancellationToken).ConfigureAwait(false);
        if (browser.FirstHeading == "Update your password")
        {
            throw journal.Stop("NewPasswordRefused", browser.Errors.Count > 0 ? browser.Errors[0] : "The new password was refused.");
        }

        journal.Note("PasswordUpdated", "The initial password was replaced.", ok: true);
        _password = next;
    }

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        journal.Seen("VerifyIdentityPage");
        IReadOnlyList<string> choices = browser.Choices();
        string choice = choices.FirstOrDefault(label => MethodOf(label) == order.Method)
            ?? (choices.Count > 0 ? choices[0] : throw journal.Unexpected("a way to verify"));
        RobotMethod method = MethodOf(choice);
        await inbox.RememberAsync(method, cancellationToken).ConfigureAwait(false);
        browser.Choose(choice);
        await browser.PressAsync("Next", cancellationToken).ConfigureAwait(false);
        journal.Seen("SignInCodePage");
        await CodeEntry.EnterAsync(browser, inbox, journal, order, method, "Verify", cancellationToken).ConfigureAwait(false);
        journal.Note("SignInCodeAccepted", "The code was accepted at sign-in.", ok: true);
    }

    private static RobotMethod MethodOf(string label) =>
        label.StartsWith("Text", StringComparison.Ordinal) ? RobotMethod.Text
        : label.StartsWith("Call", StringComparison.Ordinal) ? RobotMethod.Call
        : RobotMethod.App;
}
