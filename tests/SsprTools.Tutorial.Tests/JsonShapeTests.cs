using System.Text.Json;
using Microsoft.OData.Edm;
using Xunit;

namespace SsprTools.Tutorial.Tests;

/// <summary>A check that cannot fail checks nothing.</summary>
public sealed class JsonShapeTests
{
    [Theory]
    [InlineData("""{"id":"1","userPrincipalName":"a@b.c","accountEnabled":true}""", 0)]
    [InlineData("""{"id":"1","userPrincipleName":"a@b.c"}""", 1)]
    [InlineData("""{"accountEnabled":"yes"}""", 1)]
    [InlineData("""{"passwordProfile":{"pasword":"x"}}""", 1)]
    [InlineData("""{"businessPhones":"+1"}""", 1)]
    [InlineData("""{"createdDateTime":"yesterday"}""", 1)]
    [InlineData("""{"assignedLicenses":[{"skuId":"none"}]}""", 1)]
    public void Finds_what_a_user_does_not_have(string json, int problems)
    {
        var schema = GraphSchema.Instance;
        Assert.SkipWhen(schema is null, "../shared/facts/schema/v1.0-Prod.csdl is not at hand");
        var shape = new JsonShape(schema.Model);

        shape.CheckObject(JsonDocument.Parse(json).RootElement, (IEdmStructuredType)schema.Model.FindDeclaredType("microsoft.graph.user"), "");

        Assert.Equal(problems, shape.Problems.Count);
    }

    [Theory]
    [InlineData("http://h/v1.0/users?$select=id,displayName", 0)]
    [InlineData("http://h/v1.0/usrs", 1)]
    [InlineData("http://h/v1.0/groups?$filter=displayNam eq 'x'", 1)]
    [InlineData("http://h/v1.0/users/1/authentication/fonMethods", 1)]
    public void Finds_what_Graph_does_not_have(string address, int problems)
    {
        var schema = GraphSchema.Instance;
        Assert.SkipWhen(schema is null, "../shared/facts/schema/v1.0-Prod.csdl is not at hand");

        Assert.Equal(problems, schema.Check(new Uri(address)).Problems.Count);
    }
}
