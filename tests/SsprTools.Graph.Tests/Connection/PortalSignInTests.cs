using SsprTools.Graph.Connection;
using Xunit;

namespace SsprTools.Graph.Tests.Connection;

/// <summary>The second sign-in, for the API that the Entra portal itself calls.</summary>
[Collection(nameof(SignInBench))]
public sealed class PortalSignInTests : SignInBench
{
    [Fact]
    public async Task The_portal_API_takes_a_second_sign_in_by_a_client_that_is_admitted_there()
    {
        var purposes = new List<string>();
        using var connection = await ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, portal: true, show: prompt => purposes.Add(prompt.Purpose));
        (await connection.PortalHttp.GetAsync(new Uri("api/PasswordReset/x", UriKind.Relative), Stop)).Dispose();

        Assert.True(connection.PortalApi);
        Assert.Equal(2, purposes.Count);
        Assert.Contains("portal", purposes[1], StringComparison.Ordinal);
        var second = Server.Requests.Where(request => request.Line.EndsWith("/token", StringComparison.Ordinal)).ElementAt(1).Form;
        Assert.Equal(SignInFlow.PortalClient, second["client_id"]);
        Assert.Contains(SignInFlow.PortalScope, second["scope"], StringComparison.Ordinal);
        Assert.Equal("GET main.iam.ad.ext.azure.com/api/PasswordReset/x", Server.Lines.Last());
    }

    [Fact]
    public async Task The_reset_service_is_asked_with_the_second_sign_in_and_nobody_signs_in_a_third_time()
    {
        var prompts = 0;
        using var connection = await ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, portal: true, show: _ => prompts++);
        Assert.DoesNotContain(Server.Requests, request => request.Form.GetValueOrDefault("scope")?.Contains("passwordreset", StringComparison.Ordinal) == true);

        (await connection.ResetServiceHttp.GetAsync(new Uri("v1.0/policies/adminPasswordResetPolicy", UriKind.Relative), Stop)).Dispose();

        Assert.Equal(2, prompts);
        var token = Server.Requests.Last(request => request.Line.EndsWith("/token", StringComparison.Ordinal)).Form;
        Assert.Equal(SignInFlow.PortalClient, token["client_id"]);
        Assert.Contains(SignInFlow.ResetServiceScope, token["scope"], StringComparison.Ordinal);
        Assert.Equal("GET passwordreset.microsoftonline.com/v1.0/policies/adminPasswordResetPolicy", Server.Lines.Last());
    }

    [Fact]
    public async Task Without_the_portal_API_there_is_no_reset_service()
    {
        using var connection = await ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global);

        Assert.False(connection.ResetServiceApi);
    }

    [Fact]
    public async Task A_second_sign_in_of_another_tenant_is_refused()
    {
        Server.PortalTenant = "22222222-2222-3333-4444-555555555555";

        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Global, portal: true));

        Assert.Equal(SsprErrorId.SignInFailed, error.ErrorId);
    }

    [Theory]
    [InlineData(SignInKind.ClientSecret)]
    [InlineData(SignInKind.Certificate)]
    [InlineData(SignInKind.ManagedIdentity)]
    [InlineData(SignInKind.WorkloadIdentity)]
    [InlineData(SignInKind.Environment)]
    public async Task The_portal_API_is_refused_to_apps_before_any_request(SignInKind kind)
    {
        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(kind, CloudEnvironment.Global, portal: true));

        Assert.Equal(SsprErrorId.PortalApiNotAvailable, error.ErrorId);
        Assert.Contains("people only", error.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("USGov")]
    [InlineData("USGovDoD")]
    [InlineData("China")]
    public async Task The_portal_API_is_refused_in_clouds_where_nobody_has_seen_it(string cloud)
    {
        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(SignInKind.DeviceCode, CloudEnvironment.Find(cloud)!, portal: true));

        Assert.Equal(SsprErrorId.PortalApiNotAvailable, error.ErrorId);
        Assert.Contains(cloud, error.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task The_portal_API_is_refused_to_an_app_behind_Azure_CLI()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The stand-in is a shell script.");
        Server.AppOnly = true;

        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(SignInKind.AzureCli, CloudEnvironment.Global, portal: true));

        Assert.Equal(SsprErrorId.PortalApiNotAvailable, error.ErrorId);
    }
}
