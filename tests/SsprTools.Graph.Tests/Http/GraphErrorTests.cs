using SsprTools.Graph.Http;
using Xunit;

namespace SsprTools.Graph.Tests.Http;

/// <summary>facts/graph.md section 5: the shapes in which errors come.</summary>
public sealed class GraphErrorTests
{
    [Theory]
    [InlineData("innerError")]
    [InlineData("innererror")]
    public void Reads_the_common_shape_whatever_the_case_of_innerError(string spelling)
    {
        var body = """{"error":{"code":"Request_BadRequest","message":"Another object exists.","details":[{"target":"userPrincipalName","code":"ObjectConflict"}],"%":{"date":"2026-08-20T10:11:12","request-id":"r1","client-request-id":"c1"}}}""".Replace("%", spelling, StringComparison.Ordinal);

        var error = GraphError.Parse(400, body, "POST", "/v1.0/users");

        Assert.Equal("Request_BadRequest", error.Code);
        Assert.Equal("ObjectConflict", error.DetailCode);
        Assert.Equal("userPrincipalName", error.DetailTarget);
        Assert.Equal("r1", error.RequestId);
        Assert.Equal(new DateTimeOffset(2026, 8, 20, 10, 11, 12, TimeSpan.Zero), error.Date);
    }

    [Fact]
    public void Takes_the_text_from_innerError_when_the_message_is_empty()
    {
        var error = GraphError.Parse(400, """{"error":{"code":"badRequest","message":"","innerError":{"message":"why"}}}""", "DELETE", "/x");

        Assert.Equal("why", error.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("<html>gateway</html>")]
    [InlineData("{\"error\":{\"code\":\"x")]
    [InlineData("[]")]
    [InlineData("{\"Message\":\"No HTTP resource was found\"}")]
    public void Keeps_the_status_when_the_body_says_nothing(string? body)
    {
        var error = GraphError.Parse(503, body, "GET", "/x");

        Assert.Equal(503, error.Status);
        Assert.True(error.IsRetryable);
    }

    [Fact]
    public void Reads_the_portal_shape()
    {
        var error = GraphError.Parse(403, """{"ClassName":"X","Message":"Graph call failed","ClientData":{"errorCode":"Authorization_RequestDenied","clientRequestId":"c"}}""", "PUT", "/api");

        Assert.Equal("Authorization_RequestDenied", error.Code);
        Assert.Equal("Graph call failed", error.Message);
    }
}
