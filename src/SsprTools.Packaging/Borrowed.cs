namespace SsprTools.Packaging;

/// <summary>What was taken from others other than as a package: it is in our own files, so that only a person can tell.</summary>
/// <param name="Purl">The package URL of where it came from.</param>
internal sealed record Borrowed(string Name, string What, string Copyright, string Licence, string Purl, string Url)
{
    /// <summary>The names and types in served.csdl and served-beta.csdl.</summary>
    public static Borrowed GraphMetadata { get; } = new(
        "msgraph-metadata",
        "The part of Microsoft Graph's schema that the sandbox serves, inside SsprTools.Sandbox.dll.",
        "Copyright (c) Microsoft Corporation",
        "MIT",
        "pkg:github/microsoftgraph/msgraph-metadata",
        "https://github.com/microsoftgraph/msgraph-metadata");
}
