using System.Net.Http.Headers;
using System.Text.Json;

namespace SsprTools.Sandbox.Tests;

/// <summary>An answer of the sandbox.</summary>
internal sealed record Answer(int Status, JsonElement Json, string Text, HttpResponseHeaders Headers)
{
    public string? Code => Json.GetProperty("error").GetProperty("code").GetString();

    public string? Message => Json.GetProperty("error").GetProperty("message").GetString();

    public IReadOnlyList<JsonElement> Value => [.. Json.GetProperty("value").EnumerateArray()];

    public string? NextLink => Json.TryGetProperty("@odata.nextLink", out JsonElement link) ? link.GetString() : null;

    public string Id => this["id"];

    public string this[string name] => Json.GetProperty(name).ToString();

    public Answer Is(int status)
    {
        Assert.True(Status == status, $"expected {status}, got {Status}: {Text}");
        return this;
    }

    public Answer Fails(int status, string code)
    {
        _ = Is(status);
        Assert.Equal(code, Code);
        return this;
    }
}
