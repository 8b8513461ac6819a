using System.Text.Encodings.Web;

namespace SsprTools.Sandbox.SignIn;

/// <summary>The pages of the sign-in service: plain forms that people and programs can fill in.</summary>
internal static class LoginPages
{
    private const string Style =
        ":root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif}main{max-width:30rem;margin:0 auto;padding:1.5rem}"
        + "label{display:block;font-weight:600}input:not([type=hidden]){width:100%;box-sizing:border-box;font:inherit;padding:.5rem}button{font:inherit;padding:.5rem 1.25rem}"
        + ":focus-visible{outline:3px solid CanvasText;outline-offset:2px}";

    public static string SignIn(string requestId, string appName, string? userName, string? problem) => Page("Sign in", $"""
        <h1>Sign in</h1>
        <p>to continue to {Text(appName)}</p>
        {Problem(problem)}
        <form method="post" action="/signin-complete">
        <input type="hidden" name="request" value="{Text(requestId)}">
        {UserFields(userName)}
        <button type="submit">Sign in</button>
        <button type="submit" name="cancel" value="yes" formnovalidate>Cancel</button>
        </form>
        """);

    public static string DeviceLogin(string? userCode, string? problem) => Page("Sign in to a device", $"""
        <h1>Sign in to a device</h1>
        {Problem(problem)}
        <form method="post" action="/devicelogin">
        <p><label for="code">Code</label> <input id="code" name="code" value="{Text(userCode)}" autocomplete="off" required></p>
        {UserFields(null)}
        <button type="submit">Sign in</button>
        <button type="submit" name="cancel" value="yes" formnovalidate>Decline</button>
        </form>
        """);

    public static string Code(string action, (string Name, string Value) hidden, string? problem) => Page("Verify your identity", $"""
        <h1>Verify your identity</h1>
        {Problem(problem)}
        <form method="post" action="{action}">
        <input type="hidden" name="{hidden.Name}" value="{Text(hidden.Value)}">
        <p><label for="otp">Code</label> <input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code" required></p>
        <button type="submit">Verify</button>
        <button type="submit" name="cancel" value="yes" formnovalidate>Cancel</button>
        </form>
        """);

    public static string MoreInformation(string action, (string Name, string Value) hidden, string problem, string setupAddress, bool maySkip) =>
        Page("More information required", $"""
        <h1>More information required</h1>
        {Problem(problem)}
        <p><a href="{Text(setupAddress)}">Set up your security info</a>, then go on.</p>
        <form method="post" action="{action}">
        <input type="hidden" name="{hidden.Name}" value="{Text(hidden.Value)}">
        <button type="submit">Next</button>
        {(maySkip ? """<button type="submit" name="skip" value="yes">Skip for now</button>""" : "")}
        <button type="submit" name="cancel" value="yes">Cancel</button>
        </form>
        """);

    public static string Message(string title, string text) => Page(title, $"<h1>{Text(title)}</h1>\n<p>{Text(text)}</p>");

    /// <summary>The answer to the app: a form that sends itself to the redirect address.</summary>
    public static string SendBack(Uri redirectUri, IEnumerable<KeyValuePair<string, string>> fields) => Page("Working...", $"""
        <form method="post" action="{Text(redirectUri.AbsoluteUri)}">
        {string.Join('\n', fields.Select(field => $"""<input type="hidden" name="{Text(field.Key)}" value="{Text(field.Value)}">"""))}
        <noscript><p>Script is disabled.</p><button type="submit">Continue</button></noscript>
        </form>
        <script>document.forms[0].submit();</script>
        """);

    private static string UserFields(string? userName) => $"""
        <p><label for="username">User name</label> <input id="username" name="username" value="{Text(userName)}" autocomplete="username" required></p>
        <p><label for="password">Password</label> <input id="password" name="password" type="password" autocomplete="current-password"></p>
        """;

    private static string Problem(string? text) => text is null ? "" : $"""<p role="alert">{Text(text)}</p>""";

    private static string Page(string title, string body) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><style>{Style}</style><title>{Text(title)}</title></head>
        <body>
        <main>
        {body}
        </main>
        </body>
        </html>
        """;

    private static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
