using System.Globalization;
using SsprTools.Sandbox.SelfService;

namespace SsprTools.Sandbox.Pages;

/// <summary>"You can't reset your own password": why, and whom to ask (graph.md 3.2).</summary>
internal static class RefusalPages
{
    public static Page Page(PageRequest request, ResetStart start) => new("You can't reset your own password", Markup.Html($"""
        <h1>{ResetPages.Heading}</h1>
        <h2>We're sorry</h2>
        {Ui.Error(Sentence(start))}
        {Markup.If((int)start.Outcome < 1000, () => Markup.Html($"<p>Error code: SSPR_{((int)start.Outcome).ToString("D4", CultureInfo.InvariantCulture)}</p>"))}
        <p>{Helpdesk(request)}</p>
        <p>{Ui.Link("/signin", "Back to sign in")}</p>
        """));

    private static string Sentence(ResetStart start) => start.Outcome switch
    {
        ResetOutcome.TenantSsprFlagDisabled => "You can't reset your own password because password reset isn't turned on for your organization.",
        ResetOutcome.WritebackNotEnabled => "You can't reset your own password because your organization hasn't turned on the service that writes it back to its own directory.",
        ResetOutcome.SsprNotEnabledInUserPolicy => "You can't reset your own password because password reset isn't turned on for your account.",
        ResetOutcome.UserNotLicensed => "You can't reset your own password because your account has no license for it.",
        ResetOutcome.UserNotMemberOfScopedAccessGroup => "You can't reset your own password because password reset isn't turned on for your account.",
        ResetOutcome.UserNotProperlyConfigured => "You can't reset your own password because you haven't registered enough methods for password reset.",
        ResetOutcome.OnPremisesAdminActionRequired => "We can't reset your password right now because of an error in your organization's own directory. An admin has to act there.",
        ResetOutcome.OnPremisesConnectivityError => "We can't reset your password right now because your organization's own directory can't be reached.",
        ResetOutcome.Blocked => $"You've tried too many times. To protect your account, it is blocked from resetting the password for 24 hours, until {Until(start)}.",
        ResetOutcome.AccountDisabled => "You can't reset your own password because your account is blocked from signing in.",
        _ => "Your password is managed by your home organization or account provider. Reset it there.",
    };

    private static string Until(ResetStart start) => start.BlockedUntil?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "tomorrow";

    private static Markup Helpdesk(PageRequest request)
    {
        string contact = request.Hub.Store.Effective.SsprPolicy is { CustomizeHelpdeskLink: true, CustomHelpdeskEmailOrUrl: { Length: > 0 } custom } ? custom : "";
        return contact.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || contact.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                ? Ui.Link(contact, "Contact your administrator")
            : contact.Contains('@', StringComparison.Ordinal) ? Ui.Link($"mailto:{contact}", "Contact your administrator")
            : Markup.Html($"Contact your administrator, who can reset your password for you.");
    }
}
