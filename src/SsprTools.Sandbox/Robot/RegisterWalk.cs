namespace SsprTools.Sandbox.Robot;

/// <summary>Registers: signs in with the initial password, replaces it when asked, and sets up the methods that the pages want.</summary>
internal sealed class RegisterWalk(Browser browser, Inbox inbox, Journal journal, RobotOrder order, SignInWalk signIn)
{
    private const int MostPages = 12;

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        await browser.GoAsync("/signin", cancellationToken).ConfigureAwait(false);
        if (await signIn.WalkAsync(stopAtMore: true, cancellationToken).ConfigureAwait(false))
        {
            // Nobody asked for more: the person goes to the registration page.
            await browser.GoAsync("/ssprsetup", cancellationToken).ConfigureAwait(false);
            _ = await signIn.WalkAsync(stopAtMore: true, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await browser.PressAsync("Next", cancellationToken).ConfigureAwait(false);
        }

        if (browser.FirstHeading == "Security info")
        {
            journal.Seen("SecurityInfo");
            if (!browser.HasLink("Add or change a method"))
            {
                throw journal.Unexpected("a method to set up");
            }

            await browser.FollowAsync("Add or change a method", cancellationToken).ConfigureAwait(false);
        }

        for (int page = 0; page < MostPages; page++)
        {
            if (browser.FirstHeading == "Success!")
            {
                journal.Seen("Registered");
                await browser.PressAsync("Done", cancellationToken).ConfigureAwait(false);
                _ = await signIn.WalkAsync(stopAtMore: false, cancellationToken).ConfigureAwait(false);
                return $"{order.UserName} is registered.";
            }

            await SetUpAsync(cancellationToken).ConfigureAwait(false);
        }

        throw journal.Unexpected("an end of the registration pages");
    }

    private async Task SetUpAsync(CancellationToken cancellationToken)
    {
        if (browser.FirstHeading != "Keep your account secure")
        {
            throw journal.Unexpected("a registration page");
        }

        switch (browser.SecondHeading)
        {
            case "Choose a different method":
                journal.Seen("ChooseMethodPage");
                string wanted = Wanted() ?? throw journal.Stop("NoMethod", "None of the methods offered is one that the robot has a number or address for.");
                browser.Choose(wanted);
                await browser.PressAsync("Confirm", cancellationToken).ConfigureAwait(false);
                break;
            case "Phone" when order.MobilePhone is not null && (WantsPhone() || IsDone("Email")):
                await PhoneAsync(order.MobilePhone, order.Method == RobotMethod.Call ? RobotMethod.Call : RobotMethod.Text, cancellationToken).ConfigureAwait(false);
                break;
            case "Office phone" when order.OfficePhone is not null && (order.Method == RobotMethod.OfficeCall || order.MobilePhone is null):
                await PhoneAsync(order.OfficePhone, RobotMethod.OfficeCall, cancellationToken).ConfigureAwait(false);
                break;
            case "Email" when order.Email is not null && (!WantsPhone() || order.MobilePhone is null || IsDone("Phone")):
                journal.Seen("EmailPage");
                await inbox.RememberAsync(RobotMethod.Email, cancellationToken).ConfigureAwait(false);
                browser.Fill("What email would you like to use?", order.Email);
                await SendAsync(RobotMethod.Email, cancellationToken).ConfigureAwait(false);
                break;
            case "Authenticator app" when order.Method == RobotMethod.App:
                journal.Seen("AuthenticatorPage");
                await inbox.RememberAsync(RobotMethod.App, cancellationToken).ConfigureAwait(false);
                await SendAsync(RobotMethod.App, cancellationToken).ConfigureAwait(false);
                break;
            default:
                journal.Seen("OtherMethodProposed");
                await browser.FollowAsync("I want to set up a different method", cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private bool WantsPhone() => order.Method is RobotMethod.Any or RobotMethod.Text or RobotMethod.Call;

    private bool IsDone(string method) => journal.Steps.Any(step => step.Step == "MethodRegistered" && step.Seen.StartsWith(method, StringComparison.Ordinal));

    private string? Wanted()
    {
        IReadOnlyList<string> offered = browser.Choices();
        IEnumerable<string> known = new[]
        {
            order.Method switch { RobotMethod.Email => "Email", RobotMethod.OfficeCall => "Office phone", RobotMethod.App => "Authenticator app", _ => "Phone" },
            order.MobilePhone is null ? null : "Phone",
            order.Email is null ? null : "Email",
            order.OfficePhone is null ? null : "Office phone",
        }.OfType<string>().Distinct();
        return known.FirstOrDefault(name => offered.Contains(name) && !IsDone(name) && Has(name));
    }

    private bool Has(string name) => name switch
    {
        "Phone" => order.MobilePhone is not null,
        "Email" => order.Email is not null,
        "Office phone" => order.OfficePhone is not null,
        _ => order.Method == RobotMethod.App,
    };

    private async Task PhoneAsync(string number, RobotMethod method, CancellationToken cancellationToken)
    {
        journal.Seen("PhonePage");
        await inbox.RememberAsync(method, cancellationToken).ConfigureAwait(false);
        string[] parts = number.Split(' ', 2);
        bool office = method == RobotMethod.OfficeCall;
        string label = office ? "What is the number of your office phone?" : "What phone number would you like to use?";
        try
        {
            browser.Fill("Country code", $"({parts[0]})");
            browser.Fill(label, parts.Length > 1 ? parts[1] : number);
        }
        catch (RobotStopException) when (browser.HasField(label))
        {
            // The country is not in the list: the whole number is typed.
            browser.Fill("Country code", "Another country");
            browser.Fill(label, number);
        }

        if (!office)
        {
            browser.Choose(method == RobotMethod.Call ? "Call me" : "Text me a code");
        }

        await SendAsync(method, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(RobotMethod method, CancellationToken cancellationToken)
    {
        string name = browser.SecondHeading;
        await browser.PressAsync("Next", cancellationToken).ConfigureAwait(false);
        if (browser.Errors.Count > 0)
        {
            throw journal.Stop("MethodRefused", browser.Errors[0]);
        }

        journal.Seen("RegistrationCodePage");
        await CodeEntry.EnterAsync(browser, inbox, journal, order, method, "Next", cancellationToken).ConfigureAwait(false);
        journal.Note("MethodRegistered", $"{name} was set up.", ok: true);
    }
}
