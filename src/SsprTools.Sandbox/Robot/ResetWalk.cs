namespace SsprTools.Sandbox.Robot;

/// <summary>Resets a forgotten password in the tutorial's order: sign-in page, "Forgot my password", user id and picture, gates, new password.</summary>
internal sealed class ResetWalk(Browser browser, Inbox inbox, Journal journal, RobotOrder order)
{
    private const string Heading = "Get back into your account";
    private const int MostPages = 16;

    private bool _triedWrongNumber;

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (order.NewPassword is not { Length: > 0 })
        {
            throw new RobotStopException("newPassword is missing.");
        }

        await StartAsync(cancellationToken).ConfigureAwait(false);
        for (int page = 0; page < MostPages; page++)
        {
            if (browser.FirstHeading != Heading)
            {
                throw journal.Unexpected("a reset page");
            }

            switch (browser.SecondHeading)
            {
                case "Who are you?":
                    throw journal.Stop("UserIdRefused", browser.Errors.Count > 0 ? browser.Errors[0] : "The user id was refused.");
                case "We're sorry":
                    throw journal.Stop("ResetRefused", browser.Errors.Count > 0 ? browser.Errors[0] : "The reset was refused.");
                case "Your session has timed out":
                    throw journal.Stop("SessionTimedOut", "The session has timed out.");
                case "Why are you having trouble signing in?":
                    journal.Seen("ReasonPage");
                    browser.Choose("I forgot my password");
                    await browser.PressAsync("Next", cancellationToken).ConfigureAwait(false);
                    break;
                case "Choose a new password":
                    await NewPasswordAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case "Your password has been reset":
                    journal.Seen("Finished");
                    return $"The pages say that the password of {order.UserName} has been reset.";
                default:
                    await GateAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        throw journal.Unexpected("an end of the reset pages");
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await browser.GoAsync("/signin", cancellationToken).ConfigureAwait(false);
        journal.Seen("SignInPage");
        browser.Fill("User name", order.UserName);
        await browser.PressAsync("Next", cancellationToken).ConfigureAwait(false);
        if (browser.FirstHeading != "Enter password")
        {
            throw journal.Unexpected("the password page");
        }

        journal.Seen("PasswordPage");
        await browser.FollowAsync("Forgot my password", cancellationToken).ConfigureAwait(false);
        journal.Seen("ResetUserIdPage");
        browser.Fill("User ID", order.UserName);
        browser.Fill("Enter the characters in the picture", browser.TextOf(".captcha"));
        await browser.PressAsync("Next", cancellationToken).ConfigureAwait(false);
    }

    private async Task GateAsync(CancellationToken cancellationToken)
    {
        if (!browser.SecondHeading.StartsWith("Verification step", StringComparison.Ordinal))
        {
            throw journal.Unexpected("a verification step");
        }

        string gate = browser.SecondHeading.Replace(" ", "", StringComparison.Ordinal);
        journal.Seen(gate.Replace("Verificationstep", "VerificationStep", StringComparison.Ordinal));
        string choice = Choice() ?? throw journal.Stop("NoMethod", "None of the methods offered is one that the robot has a number or address for.");
        RobotMethod method = MethodOf(choice);
        await inbox.RememberAsync(method, cancellationToken).ConfigureAwait(false);
        browser.Choose(choice);
        await browser.PressAsync("Next", cancellationToken).ConfigureAwait(false);
        if (method is RobotMethod.Text or RobotMethod.Call or RobotMethod.OfficeCall)
        {
            await NumberAsync(method, cancellationToken).ConfigureAwait(false);
        }

        journal.Seen("ResetCodePage");
        if (browser.HasButton("I have approved it"))
        {
            await inbox.ApproveAsync(cancellationToken).ConfigureAwait(false);
            await browser.PressAsync("I have approved it", cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await CodeEntry.EnterAsync(browser, inbox, journal, order, method, "Next", cancellationToken).ConfigureAwait(false);
        }

        journal.Note("CodeAccepted", $"Verified by {method}.", ok: true);
    }

    private async Task NumberAsync(RobotMethod method, CancellationToken cancellationToken)
    {
        const string Label = "Enter your phone number";
        string button = method == RobotMethod.Text ? "Text" : "Call";
        string number = (method == RobotMethod.OfficeCall ? order.OfficePhone : order.MobilePhone)!;
        journal.Seen("NumberPage");
        if (order.TryWrongNumber && !_triedWrongNumber)
        {
            _triedWrongNumber = true;
            browser.Fill(Label, Other(number));
            await browser.PressAsync(button, cancellationToken).ConfigureAwait(false);
            if (browser.Errors.Count == 0 || !browser.HasField(Label))
            {
                throw journal.Stop("WrongNumberAccepted", "A wrong phone number was accepted.");
            }

            journal.Seen("WrongNumberRefused");
        }

        browser.Fill(Label, number);
        await browser.PressAsync(button, cancellationToken).ConfigureAwait(false);
        if (browser.Errors.Count > 0)
        {
            throw journal.Stop("NumberRefused", browser.Errors[0]);
        }
    }

    private async Task NewPasswordAsync(CancellationToken cancellationToken)
    {
        journal.Seen("NewPasswordPage");
        browser.Fill("Enter new password", order.NewPassword!);
        browser.Fill("Confirm new password", order.NewPassword!);
        await browser.PressAsync("Finish", cancellationToken).ConfigureAwait(false);
        if (browser.SecondHeading == "Choose a new password")
        {
            throw journal.Stop("NewPasswordRefused", browser.Errors.Count > 0 ? browser.Errors[0] : "The new password was refused.");
        }
    }

    private string? Choice()
    {
        IReadOnlyList<string> offered = browser.Choices();
        return offered.FirstOrDefault(label => MethodOf(label) == order.Method && CanUse(order.Method))
            ?? offered.FirstOrDefault(label => CanUse(MethodOf(label)));
    }

    private bool CanUse(RobotMethod method) => method switch
    {
        RobotMethod.Text or RobotMethod.Call => order.MobilePhone is not null,
        RobotMethod.OfficeCall => order.OfficePhone is not null,
        RobotMethod.Email => order.Email is not null,
        RobotMethod.App => true,
        _ => false,
    };

    private static RobotMethod MethodOf(string label) => label switch
    {
        "Send a text to my mobile phone" => RobotMethod.Text,
        "Call my mobile phone" => RobotMethod.Call,
        "Call my office phone" => RobotMethod.OfficeCall,
        "Send an email to my alternate email" => RobotMethod.Email,
        "Enter a code from my authenticator app" or "Approve a notification on my authenticator app" => RobotMethod.App,
        _ => RobotMethod.Any,
    };

    private static string Other(string number) => number[..^1] + (number[^1] == '9' ? '0' : (char)(number[^1] + 1));
}
