using SsprTools.Graph.Connection;
using SsprTools.Graph.Directory;
using SsprTools.Graph.Http;
using Xunit;

namespace SsprTools.Graph.Tests.Directory;

/// <summary>facts/graph.md 1.3: without /$ref the user itself is deleted.</summary>
public sealed class MemberReferenceTests
{
    private const string Group = "11111111-1111-1111-1111-111111111111";
    private const string Member = "22222222-2222-2222-2222-222222222222";

    [Fact]
    public void Ends_in_ref() => Assert.Equal($"v1.0/groups/{Group}/members/{Member}/$ref", MemberReference.Of(Group, Member).Path);

    [Theory]
    [InlineData("")]
    [InlineData("MonicaT@contoso.com")]
    [InlineData(Member + "?")]
    [InlineData(Member + "/..")]
    [InlineData("..")]
    [InlineData("{" + Member + "}")]
    public void Takes_object_ids_only(string id)
    {
        Assert.Throws<ArgumentException>(() => MemberReference.Of(Group, id));
        Assert.Throws<ArgumentException>(() => MemberReference.Of(id, Member));
    }

    [Theory]
    [InlineData($"/v1.0/groups/{Group}/members/{Member}")]
    [InlineData($"/v1.0/groups/{Group}/members/{Member}/")]
    [InlineData($"/v1.0/groups/{Group}/MEMBERS/{Member}")]
    [InlineData($"/v1.0/groups/{Group}/members%2F{Member}")]
    [InlineData($"/v1.0/groups/{Group}/members/{Member}/microsoft.graph.user")]
    [InlineData($"/beta/groups/{Group}/owners/{Member}")]
    [InlineData($"/v1.0/groups/{Group}/members/{Member}?x=/$ref")]
    [InlineData($"/v1.0/directoryRoles/{Group}/members/{Member}")]
    [InlineData($"/v1.0/users/{Member}/memberOf/{Group}")]
    public async Task No_pipeline_sends_a_delete_that_would_delete_the_member(string path)
    {
        var wire = new Wire();
        using var http = HttpPipeline.Create(new("http://localhost/"), new FixedTokenSource("t"), new(TimeProvider.System), wire);

        await Assert.ThrowsAsync<InvalidOperationException>(() => http.DeleteAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));

        Assert.Empty(wire.Requests);
    }

    [Theory]
    [InlineData($"/v1.0/groups/{Group}/members/{Member}/$ref")]
    [InlineData($"/v1.0/groups/{Group}")]
    [InlineData($"/v1.0/users/{Member}")]
    [InlineData($"/v1.0/users/{Member}/authentication/phoneMethods/{Group}")]
    public async Task Other_deletes_pass(string path)
    {
        var wire = new Wire();
        using var http = HttpPipeline.Create(new("http://localhost/"), new FixedTokenSource("t"), new(TimeProvider.System), wire);

        await http.DeleteAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal($"DELETE {path}", Assert.Single(wire.Requests).Line);
    }
}
