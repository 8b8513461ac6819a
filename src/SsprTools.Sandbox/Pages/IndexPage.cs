namespace SsprTools.Sandbox.Pages;

/// <summary>The plain list of pages at the root.</summary>
internal static class IndexPage
{
    public static PageResult Show(PageRequest request) => new Page("SsprTools sandbox", Markup.Html($"""
        <h1>SsprTools sandbox</h1>
        <p>The pages that the users of {request.Organization} see.</p>
        <ul>
        <li>{Ui.Link("/signin", "Sign in")}</li>
        <li>{Ui.Link("/ssprsetup", "Register for password reset")}</li>
        <li>{Ui.Link("/sspr", "Reset a forgotten password")}</li>
        <li>{Ui.Link("/changepassword", "Change a password")}</li>
        </ul>
        <p>What reaches the users:</p>
        <ul>
        <li>{Ui.Link("/phone", "Phone")}: texts and calls</li>
        <li>{Ui.Link("/mailbox", "Mailbox")}</li>
        <li>{Ui.Link("/authenticator", "Authenticator app")}</li>
        </ul>
        """));
}
