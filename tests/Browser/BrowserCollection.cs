using Xunit;

namespace SsprTools.Browser.Tests;

/// <summary>Tests that share the browser; they run one after the other, so that one test's load is not the other's timeout.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}
