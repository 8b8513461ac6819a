using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SsprTools.Graph.Connection;
using SsprTools.Graph.Testing;
using SsprTools.Rehearsal;
using Xunit;

namespace SsprTools.Browser.Tests.Sandbox;

/// <summary>Invoke-SsprTest in a PowerShell of its own, as an administrator runs it; the browser plays the people, who follow the links that it prints.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AssistedTestTests(BrowserFixture browser) : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("sspr-assisted-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Who_follows_the_printed_links_passes_with_evidence_and_who_guesses_codes_is_named_with_advice()
    {
        await using var watched = await browser.OpenAsync();
        Assert.SkipWhen(Shell.Program is null, Shell.Missing);
        await using var sandbox = await SandboxFixture.StartAsync(Tenants.Seed());
        var person = new Person(watched, sandbox.Address, user => SandboxFixture.CodeAsync(sandbox, user));
        await using var shell = Shell.Start(
            $"$null = Connect-SsprTenant -Sandbox {sandbox.Address}; $runs = '{Tenants.Monica}', '{Tenants.Blocked}' | Invoke-SsprTest -EvidencePath '{_folder}'; "
            + "'RESULT ' + (ConvertTo-Json @($runs) -Depth 5 -Compress -EnumsAsStrings)");

        await shell.ReadToAsync($"Reset test of {Tenants.Monica}");
        var register = Link(await shell.ReadToAsync("1. Register: "));
        var reset = Link(await shell.ReadToAsync("2. Reset: "));
        await shell.ReadToAsync("3. Sign in");
        await shell.ReadToAsync($"Reset test of {Tenants.Blocked}");
        var resetOfTheOther = Link(await shell.ReadToAsync("1. Reset: "));
        await shell.ReadToAsync("Invoke-SsprTest -Resume");

        await GuessAsync(person, resetOfTheOther);
        await RegisterAsync(person, register);
        await ResetAsync(person, reset);
        await person.SignInFullyAsync(Tenants.Monica, Tenants.Next);
        Assert.Empty(watched.Errors);

        // The logs and the report speak.
        await sandbox.AdvanceAsync(TimeSpan.FromHours(5), Stop);
        var result = JsonNode.Parse((await shell.ReadToAsync("RESULT "))["RESULT ".Length..])!.AsArray();
        AssertPassed(result.Single(run => $"{run!["UserPrincipalName"]}" == Tenants.Monica)!);
        await AssertBlockedAsync(result.Single(run => $"{run!["UserPrincipalName"]}" == Tenants.Blocked)!, sandbox, shell.Lines);
        foreach (var journal in System.IO.Directory.GetFiles(_folder))
        {
            var text = await File.ReadAllTextAsync(journal, Stop);
            Assert.All(new[] { Tenants.Initial, Tenants.Known, Tenants.Next }, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    private static void AssertPassed(JsonNode run)
    {
        Assert.Equal("Passed", $"{run["State"]}");
        var steps = run["Steps"]!.AsArray();
        Assert.Equal(Enum.GetNames<TestStepName>(), steps.Select(step => $"{step!["Step"]}"));
        Assert.All(steps, step =>
        {
            Assert.Equal($"{step!["Step"]}" == nameof(TestStepName.Writeback) ? "Skipped" : "Passed", $"{step["State"]}");
            Assert.Equal("Simulated", $"{step["Mode"]}");
            Assert.True($"{step["State"]}" == "Skipped" || step["Evidence"]!.AsArray().Count > 0, $"{step} has no evidence.");
        });
        string Evidence(TestStepName name) => $"{steps.Single(step => $"{step!["Step"]}" == $"{name}")!["Evidence"]}";
        Assert.Contains("email", Evidence(TestStepName.Verification), StringComparison.Ordinal);
        Assert.Contains("mobile SMS", Evidence(TestStepName.SecondVerification), StringComparison.Ordinal);
        Assert.Contains("lastPasswordChangeDateTime", Evidence(TestStepName.PasswordChanged), StringComparison.Ordinal);
        Assert.Contains("audit event", Evidence(TestStepName.PasswordChanged), StringComparison.Ordinal);
        Assert.Contains("sign-in ", Evidence(TestStepName.SignIn), StringComparison.Ordinal);
    }

    private static async Task AssertBlockedAsync(JsonNode run, SandboxProcess sandbox, IReadOnlyList<string> printed)
    {
        Assert.Equal("Failed", $"{run["State"]}");
        using var connection = await SsprConnection.FromSandboxAsync(sandbox.Address, null, null, null, Stop);
        var blocked = new List<SsprEvent>();
        await foreach (var found in new AuditTrail(connection).ReadAsync($"{run["UserId"]}", DateTimeOffset.MinValue, null, Stop))
        {
            if (found.Kind == SsprEventKind.Blocked)
            {
                blocked.Add(found);
            }
        }

        var block = Assert.Single(blocked);
        var step = run["Steps"]!.AsArray().Single(found => $"{found!["Step"]}" == nameof(TestStepName.Verification))!;
        Assert.Equal("Failed", $"{step["State"]}");
        Assert.Contains(block.Id, $"{step["Evidence"]}", StringComparison.Ordinal);
        Assert.Contains(
            $"{Tenants.Blocked}, Verification: The user was blocked after too many attempts: {block.Reason}. Wait until {block.ActivityDateTime.AddHours(24):yyyy-MM-dd HH:mm} UTC (24 hours), "
            + "then reset again with the right method; an administrator can reset the password meanwhile.",
            printed);
        Assert.DoesNotContain(run["Steps"]!.AsArray(), found => $"{found!["Step"]}" is nameof(TestStepName.PasswordChanged) or nameof(TestStepName.SignIn) && $"{found["State"]}" == "Passed");
    }

    private static async Task RegisterAsync(Person person, Uri link)
    {
        await person.Page.GotoAsync(link.AbsoluteUri);
        await person.EnterPasswordAsync(Tenants.Monica, Tenants.Initial);
        await person.SeesAsync("Update your password");
        await person.FillAsync(("Current password", Tenants.Initial), ("New password", Tenants.Known), ("Confirm password", Tenants.Known));
        await person.PressAsync("Sign in");
        await person.SeesAsync("Phone");
        await person.FillAsync(("What phone number would you like to use?", "2065550111"));
        await person.PressAsync("Next");
        await person.SeesAsync("Phone: enter the code");
        await person.EnterCodeAsync(Tenants.Monica, "Next");
        await person.SeesAsync("Email");
        await person.FillAsync(("What email would you like to use?", Tenants.Mail));
        await person.PressAsync("Next");
        await person.SeesAsync("Email: enter the code");
        await person.EnterCodeAsync(Tenants.Monica, "Next");
        await person.SeesAsync("Success!");
        await person.PressAsync("Done");
    }

    private static async Task ResetAsync(Person person, Uri link)
    {
        await person.StartResetAsync(link, Tenants.Monica);
        await person.ChooseGateAsync("Verification step 1", "Send an email to my alternate email");
        await person.EnterCodeAsync(Tenants.Monica, "Next");
        await person.ChooseGateAsync("Verification step 2", "Send a text to my mobile phone");
        await person.FillAsync(("Enter your phone number", "+44 2065550111"));
        await person.PressAsync("Text");
        await Assertions.Expect(person.Page.GetByLabel("Verification code")).ToBeFocusedAsync();
        await person.EnterCodeAsync(Tenants.Monica, "Next");
        await person.SeesAsync("Choose a new password");
        await person.FillAsync(("Enter new password", Tenants.Next), ("Confirm new password", Tenants.Next));
        await person.PressAsync("Finish");
        await person.SeesAsync("Your password has been reset");
    }

    private static async Task GuessAsync(Person person, Uri link)
    {
        await person.StartResetAsync(link, Tenants.Blocked);
        await person.ChooseGateAsync("Verification step 1", "Send a text to my mobile phone");
        await person.FillAsync(("Enter your phone number", Tenants.Mobile));
        await person.PressAsync("Text");
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await person.FillAsync(("Verification code", "1"));
            await person.PressAsync("Next");
            await person.AssertErrorAsync(attempt < 5 ? "incorrect verification code" : "blocked from resetting the password for 24 hours");
        }
    }

    private static Uri Link(string line) => new(line.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)));
}
