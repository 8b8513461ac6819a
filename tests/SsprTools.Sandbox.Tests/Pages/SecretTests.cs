using SsprTools.Sandbox.Robot;

namespace SsprTools.Sandbox.Tests.Pages;

/// <summary>No password stands anywhere but in the person's head.</summary>
public sealed class SecretTests
{
    [Fact]
    public async Task No_password_is_in_audit_sign_ins_request_log_messages_pages_or_steps()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        RobotOrder order = PageTenant.Order(PageTenant.Monica, PageTenant.Initial);
        List<RobotResult> results =
        [
            await tenant.SucceedsAsync(RobotAction.Register, order),
            await tenant.SucceedsAsync(RobotAction.Reset, order with { NewPassword = "Third-Okapi-333" }),
            await tenant.SucceedsAsync(RobotAction.SignIn, order with { Password = "Third-Okapi-333" }),
            await tenant.FailsAsync(RobotAction.SignIn, order with { Password = "wrong-Llama-1" }, "SignInRefused"),
            await tenant.SucceedsAsync(RobotAction.ChangePassword, order with { Password = "Third-Okapi-333", NewPassword = "Fourth-Tapir-4" }),
        ];
        string[] secrets = [PageTenant.Initial, PageTenant.Next, "Third-Okapi-333", "wrong-Llama-1", "Fourth-Tapir-4"];
        List<string> texts = [.. results.SelectMany(result => result.Steps.Select(step => step.Seen).Append(result.Message)), .. results.Select(result => result.ToString())];
        foreach (string path in new[]
        {
            TestTenant.Audits, "/v1.0/auditLogs/signIns", "/v1.0/users", $"/v1.0/users/{PageTenant.Monica}/authentication/methods", "/_sandbox/requests", "/_sandbox/messages", "/_sandbox",
        })
        {
            texts.Add((await tenant.Graph.GetAsync(path)).Is(200).Text);
        }

        Assert.Contains(texts, text => text.Contains(PageTenant.Monica, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
        Assert.DoesNotContain(PageTenant.Initial, order.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_password_is_not_sent_back_in_the_page()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        using Browser signIn = await tenant.SignInAsync(PageTenant.Olga, "wrong-Llama-1");
        Assert.DoesNotContain("wrong-Llama-1", signIn.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        using Browser change = await tenant.SignInAsync(PageTenant.Monica, PageTenant.Initial);
        change.Fill("Current password", PageTenant.Initial);
        change.Fill("New password", "P@ssword1");
        change.Fill("Confirm password", "P@ssword1");
        await change.PressAsync("Sign in", TestContext.Current.CancellationToken);
        string html = change.Document.DocumentElement.OuterHtml;
        Assert.NotEmpty(change.Errors);
        Assert.DoesNotContain("P@ssword1", html, StringComparison.Ordinal);
        Assert.DoesNotContain(PageTenant.Initial, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_not_in_the_request_log()
    {
        await using PageTenant tenant = await PageTenant.StartAsync();
        _ = await tenant.SucceedsAsync(RobotAction.SignIn, PageTenant.Order(PageTenant.Nils));
        Assert.Empty((await tenant.Graph.GetAsync("/_sandbox/requests")).Value);
    }
}
