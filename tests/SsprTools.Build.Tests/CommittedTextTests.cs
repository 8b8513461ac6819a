using System.Text.RegularExpressions;
using Xunit;

namespace SsprTools.Build.Tests;

/// <summary>What must never be committed: secrets, and where one person's machine keeps things or gets its packages from.</summary>
public sealed class CommittedTextTests
{
    // In two halves each, so that this file does not find itself.
    private static readonly (string What, Regex Pattern)[] s_unwanted =
    [
        ("a token", new(@"eyJ[A-Za-z0-9_-]{16,}\." + @"eyJ[A-Za-z0-9_-]{16,}")),
        ("a private key", new("-----BEGIN" + " ([A-Z]+ )?PRIVATE KEY-----")),
        ("a home folder", new(@"(?<![\w.])(/ro" + @"ot/|/ho" + @"me/[a-z]|/Us" + @"ers/[a-z]|[A-Za-z]:\\Us" + @"ers\\)", RegexOptions.None)),
        ("a machine's folder", new(@"(?<![\w.$}/])/(op" + "t|wo" + "rk|us" + @"r/local|tm" + @"p)/\w")),
        ("a package registry's host", new(@"nuget\." + @"org|npmjs\." + @"(org|com)|powershellgallery\." + @"com|deb\.debian\." + "org", RegexOptions.IgnoreCase)),
    ];

    [Fact]
    public void No_committed_file_holds_a_secret_a_machine_path_or_a_registry_host()
    {
        var files = Checkout.TextFiles().ToList();
        Assert.True(files.Count > 30, "the checkout's files were not found");

        Assert.Empty(files.SelectMany(file => Found(File.ReadAllText(file)).Select(what => $"{Path.GetRelativePath(Checkout.Root, file)}: {what}")));
    }

    [Theory]
    [InlineData("/ro", "ot/.local/share/x")]
    [InlineData("cat /wo", "rk/main/x")]
    [InlineData("\"/op", "t/tools/x\"")]
    [InlineData("https://api.nuget.", "org/v3")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6.", "eyJhdWQiOiJodHRwczovL2dyYXBo.x")]
    [InlineData("-----BEGIN", " RSA PRIVATE KEY-----")]
    public void The_search_can_find_something(string first, string second) => Assert.NotEmpty(Found(first + second));

    [Theory]
    [InlineData("GET /users/{id}")]
    [InlineData("https://graph.microsoft.com/v1.0/users")]
    [InlineData("$root/out/tools/bin")]
    public void The_search_lets_ordinary_text_pass(string text) => Assert.Empty(Found(text));

    private static IEnumerable<string> Found(string text) =>
        s_unwanted.Select(rule => (rule.What, Match: rule.Pattern.Match(text))).Where(hit => hit.Match.Success).Select(hit => $"{hit.What}, '{hit.Match.Value}'");
}
