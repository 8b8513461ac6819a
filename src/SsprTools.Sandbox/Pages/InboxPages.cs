using System.Globalization;
using SsprTools.Sandbox.SelfService;
using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>What a person sees who holds the phone, reads the mail or opens the authenticator app. Newest first.</summary>
internal static class InboxPages
{
    public static PageResult Phone(PageRequest request) =>
        Show(request, "Phone", "/phone", "number", "Phone number", "tel", [Channels.Sms, Channels.Call], "No texts and no calls.", Markup.None);

    public static PageResult Mailbox(PageRequest request) =>
        Show(request, "Mailbox", "/mailbox", "address", "Email address", "email", [Channels.Email], "No mail.", Markup.None);

    public static PageResult Authenticator(PageRequest request)
    {
        User? user = request.Query("user") is { } name ? request.Hub.Store.Current.FindUser(name.Trim()) : null;
        Markup open = user is null ? Markup.None : Markup.Join(request.Hub.Approvals.Open(user.Id).Select(id => Markup.Html($"""
            <h2>Approve password reset?</h2>
            {Ui.Form(request, "/authenticator", Markup.Html($"""
                <input type="hidden" name="request" value="{id.ToString()}"><input type="hidden" name="user" value="{user.UserPrincipalName}">
                """), Ui.Button("Approve"))}
            """)));
        return Show(request, "Authenticator app", "/authenticator", "user", "User name", "text", [Channels.App], "No codes.", open);
    }

    public static PageResult Approve(PageRequest request)
    {
        if (Guid.TryParse(request.Field("request"), out Guid id))
        {
            _ = request.Hub.Approvals.Approve(id);
        }

        return PageResult.GoTo($"/authenticator?user={Uri.EscapeDataString(request.Field("user"))}");
    }

    private static PageResult Show(
        PageRequest request, string title, string path, string parameter, string label, string type, IReadOnlyCollection<string> channels, string empty, Markup more)
    {
        // In an address a plus sign means a blank; a number is found by its digits anyway.
        string to = (request.Query(parameter) ?? "").Trim();
        List<Message> messages = to.Length == 0 ? [] :
        [
            .. request.Hub.Messages.Find(to).Where(message => channels.Contains(message.Channel)).Reverse(),
        ];
        Markup list = to.Length == 0 ? Markup.None
            : messages.Count == 0 ? Markup.Html($"<p>{empty}</p>")
            : Markup.Html($"""<ol class="messages">{Markup.Join(messages.Select(Item))}</ol>""");
        return new Page(title, Markup.Html($"""
            <h1>{title}</h1>
            <form method="get" action="{path}">
            {Ui.Text(parameter, label, to, type)}
            <div class="actions">{Ui.Button("Look")}</div>
            </form>
            <div id="messages" aria-live="polite">{list}{more}</div>
            """), Script: to.Length == 0 ? null : LiveMessages.Script);
    }

    private static Markup Item(Message message)
    {
        string time = message.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return Markup.Html($"""
            <li>
            <span class="channel">{Name(message.Channel)}</span> <time datetime="{message.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}">{time} UTC</time>
            <p class="text">{message.Text}</p>
            </li>
            """);
    }

    private static string Name(string channel) => channel switch
    {
        Channels.Sms => "Text message",
        Channels.Call => "Call",
        Channels.Email => "Mail",
        _ => "Code",
    };
}
