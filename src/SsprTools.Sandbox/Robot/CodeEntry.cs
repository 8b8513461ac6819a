namespace SsprTools.Sandbox.Robot;

/// <summary>Types codes: a wrong one first when asked to, then the one that arrived.</summary>
internal static class CodeEntry
{
    private const string Label = "Verification code";

    public static async Task EnterAsync(
        Browser browser, Inbox inbox, Journal journal, RobotOrder order, RobotMethod method, string button, CancellationToken cancellationToken)
    {
        string? code = await inbox.CodeAsync(method, cancellationToken).ConfigureAwait(false);
        if (code is null)
        {
            throw journal.Stop("NoCodeArrived", $"The page says that a code was sent, and none arrived by {method}.");
        }

        journal.Note("CodeArrived", $"A code arrived by {method}.", ok: true);
        if (order.TryWrongCode)
        {
            string where = browser.Headings;
            browser.Fill(Label, Other(code));
            await browser.PressAsync(button, cancellationToken).ConfigureAwait(false);
            if (browser.Headings != where || browser.Errors.Count == 0)
            {
                throw journal.Stop("WrongCodeAccepted", "A wrong code was accepted.");
            }

            journal.Seen("WrongCodeRefused");
        }

        browser.Fill(Label, code);
        await browser.PressAsync(button, cancellationToken).ConfigureAwait(false);
        if (browser.Errors.Count > 0)
        {
            throw journal.Stop("CodeRefused", browser.Errors[0]);
        }
    }

    private static string Other(string code) => code[..^1] + (code[^1] == '9' ? '0' : (char)(code[^1] + 1));
}
