using System.Runtime.Versioning;
using SsprTools.Graph.Connection;
using Xunit;

namespace SsprTools.Graph.Tests.Connection;

/// <summary>What a person meets who signs in with the browser or a device code, and how it is given up.</summary>
[Collection(nameof(SignInBench))]
public sealed class PersonSignInTests : SignInBench
{
    [Theory]
    [InlineData("authorization_declined")]
    [InlineData("expired_token")]
    public async Task A_device_code_that_is_declined_or_too_late_is_a_cancelled_sign_in(string answer)
    {
        Server.Refuse = _ => (400, $$"""{"error":"{{answer}}","error_description":"x"}""");

        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global));

        Assert.Equal(SsprErrorId.SignInCancelled, error.ErrorId);
    }

    [Fact]
    public async Task Shows_the_code_before_anybody_has_entered_it_and_waits()
    {
        var pending = 0;
        Server.Refuse = _ => pending++ < 2 ? (400, """{"error":"authorization_pending","error_description":"x"}""") : null;
        SignInPrompt? shown = null;

        using var connection = await ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, show: prompt =>
        {
            Assert.Equal(0, pending);
            shown = prompt;
        });

        Assert.Equal("ABCD1234", shown!.UserCode);
        Assert.Contains("ABCD1234", shown.Message, StringComparison.Ordinal);
        Assert.Equal(3, pending);
    }

    [Fact]
    public async Task Ends_at_once_when_it_is_stopped_while_it_waits_for_a_person()
    {
        Server.Refuse = _ => (400, """{"error":"authorization_pending","error_description":"x"}""");
        using var stop = new CancellationTokenSource();

        var connecting = ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, show: _ => stop.CancelAfter(200), stop: stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(5), Stop));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Ends_at_once_when_it_is_stopped_while_the_browser_is_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The stand-in is a shell script.");
        PutOnPath("xdg-open", "touch " + Path.Combine(Folder, "opened"));
        using var stop = new CancellationTokenSource();
        var connecting = SsprConnection.SignInAsync(new SignIn { Kind = SignInKind.Interactive }, CloudEnvironment.Global, null, null, Server.Handler, stop.Token);
        await UntilAsync(() => File.Exists(Path.Combine(Folder, "opened")));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(5), Stop));
    }

    [Fact]
    public async Task Nobody_at_the_browser_is_an_error_in_the_end()
    {
        Server.Refuse = _ => (400, """{"error":"authorization_pending","error_description":"x"}""");

        var error = await Assert.ThrowsAsync<SsprException>(() => SsprConnection.SignInAsync(
            new SignIn { Kind = SignInKind.DeviceCode, Patience = TimeSpan.FromMilliseconds(800) }, CloudEnvironment.Global, null, null, Server.Handler, Stop));

        Assert.Equal(SsprErrorId.SignInCancelled, error.ErrorId);
    }

    [Fact]
    public async Task Scopes_that_are_asked_for_are_those_of_the_cloud_s_Graph()
    {
        using var connection = await SsprConnection.SignInAsync(
            new SignIn { Kind = SignInKind.DeviceCode, Scopes = ["User.Read.All", "AuditLog.Read.All"] }, CloudEnvironment.USGov, null, null, Server.Handler, Stop);

        var asked = Server.Requests.First(request => request.Line.EndsWith("/devicecode", StringComparison.Ordinal)).Form["scope"].Split(' ');
        Assert.Contains("https://graph.microsoft.us/User.Read.All", asked);
        Assert.Contains("https://graph.microsoft.us/AuditLog.Read.All", asked);
    }
}
