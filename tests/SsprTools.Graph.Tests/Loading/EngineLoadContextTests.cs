using SsprTools.Loading;
using Xunit;

namespace SsprTools.Graph.Tests.Loading;

/// <summary>style.md 2.1: decided from what is shipped, never from the version that happens to be wanted.</summary>
public sealed class EngineLoadContextTests
{
    [Theory]
    [InlineData("10.0.0", "8.0.0", true)]
    [InlineData("8.0.0", "10.0.0", false)]
    [InlineData("8.0.0", "8.0.0", false)]
    [InlineData("8.0.0", null, true)]
    [InlineData(null, "8.0.0", false)]
    [InlineData(null, null, false)]
    public void The_newer_of_shipped_and_runtime_is_used(string? shipped, string? runtime, bool useShipped) =>
        Assert.Equal(useShipped, EngineLoadContext.UseShipped(Version(shipped), Version(runtime)));

    private static Version? Version(string? text) => text is null ? null : new Version(text);
}
