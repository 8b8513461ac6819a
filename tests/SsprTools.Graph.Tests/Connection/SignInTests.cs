using SsprTools.Graph.Connection;
using SsprTools.Graph.Http;
using Xunit;

namespace SsprTools.Graph.Tests.Connection;

/// <summary>What a sign-in that fails says.</summary>
[Collection(nameof(SignInBench))]
public sealed class SignInTests : SignInBench
{
    [Theory]
    [InlineData(SignInKind.ClientSecret, 7000215, "the client secret is wrong")]
    [InlineData(SignInKind.ClientSecret, 7000222, "the client secret has expired")]
    [InlineData(SignInKind.Certificate, 700027, "not one of the app's")]
    [InlineData(SignInKind.WorkloadIdentity, 700213, "no federated credential")]
    [InlineData(SignInKind.WorkloadIdentity, 700027, "signature of the federated token")]
    [InlineData(SignInKind.Environment, 700016, "does not know the app")]
    [InlineData(SignInKind.DeviceCode, 53003, "Conditional Access")]
    [InlineData(SignInKind.ClientSecret, 90002, "no such tenant")]
    [InlineData(SignInKind.ClientSecret, 123456, "Something that nobody foresaw")]
    public async Task A_refused_sign_in_says_why_in_our_words_and_never_the_secret(SignInKind kind, int code, string words)
    {
        Server.Refuse = _ => (401, LoginServer.Error("invalid_client", code, $"Something that nobody foresaw, with {Secret}."));

        var error = await Assert.ThrowsAsync<SsprException>(() => ConnectAsync(kind, CloudEnvironment.Global));

        Assert.Equal(SsprErrorId.SignInFailed, error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Contains($"AADSTS{code}", error.Message, StringComparison.Ordinal);
        Assert.Contains("00000000-0000-0000-0000-00000000000b", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
    }

    [Theory]
    [InlineData(SignInKind.ManagedIdentity)]
    [InlineData(SignInKind.WorkloadIdentity)]
    [InlineData(SignInKind.Environment)]
    [InlineData(SignInKind.AzureCli)]
    public async Task Where_there_is_nothing_to_sign_in_with_it_says_what_to_set_up(SignInKind kind)
    {
        foreach (var name in new[] { "AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE" })
        {
            Set(name, null);
        }

        Server.Refuse = _ => (400, """{"statusCode":400,"message":"No identity is assigned."}""");
        Set("IDENTITY_ENDPOINT", "https://identity.example/token");
        Set("IDENTITY_HEADER", "h");
        Set("PATH", Folder);

        var error = await Assert.ThrowsAsync<SsprException>(() => SsprConnection.SignInAsync(
            new SignIn { Kind = kind, ClientId = kind == SignInKind.ManagedIdentity ? Guid.NewGuid().ToString() : null }, CloudEnvironment.Global, null, null, Server.Handler, Stop));

        Assert.Equal(SsprErrorId.SignInFailed, error.ErrorId);
        Assert.NotEmpty(error.RecommendedAction);
    }

    [Fact]
    public async Task A_sign_in_service_that_does_not_answer_is_unreachable()
    {
        using var dead = new SocketsHttpHandler { ConnectCallback = (_, _) => throw new HttpRequestException("no route") };

        var error = await Assert.ThrowsAsync<SsprException>(() => SsprConnection.SignInAsync(Of(SignInKind.ClientSecret), CloudEnvironment.Global, null, null, dead, Stop));

        Assert.Equal(SsprErrorId.ServiceUnreachable, error.ErrorId);
        Assert.Contains("login.microsoftonline.com", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded)]
    [InlineData(HttpRequestError.Unknown)]
    [InlineData(HttpRequestError.ConnectionError)]
    public void A_write_that_waited_for_a_token_in_vain_was_not_sent(HttpRequestError why)
    {
        var error = SignInFailure.From(new HttpRequestException(why, "cut off"), Of(SignInKind.ClientSecret), CloudEnvironment.Global.Login);

        Assert.Equal(SsprErrorId.ServiceUnreachable, error.ErrorId);
        Assert.Contains("cut off", error.Message, StringComparison.Ordinal);
        Assert.False(LostWrite.IsInDoubt(error));
    }
}
