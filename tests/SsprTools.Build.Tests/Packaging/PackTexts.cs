using System.Text.Json.Nodes;
using SsprTools.Packaging;
using Xunit;

namespace SsprTools.Build.Tests.Packaging;

/// <summary>What a package says about itself: release notes, manifest, notices, bill of materials, and when it refuses to say anything.</summary>
public sealed class PackTexts : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sspr-pack-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Release_notes_are_the_part_of_the_changelog_about_the_version() =>
        Assert.Equal("### Added\n\n- Two.", ReleaseNotes.Of("# Changelog\r\n\r\n## [2.0.0] - 2026-12-01\r\n\r\n### Added\r\n\r\n- Two.\r\n\r\n## [1.0.0] - 2026-01-01\r\n\r\n- One.\r\n", "2.0.0"));

    [Theory]
    [InlineData("## [1.0.0]\n\n- One.", "no heading")]
    [InlineData("## [2.0.0] - Unreleased\n\n## [1.0.0]\n\n- One.", "says nothing")]
    public void A_version_without_notes_is_not_packed(string changelog, string why) =>
        Assert.Contains(why, Assert.Throws<PackException>(() => ReleaseNotes.Of(changelog, "2.0.0")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_manifest_is_completed_and_else_left_as_it_was()
    {
        const string Text = "@{\n    Author = 'Ann'\n    PrivateData = @{\n        PSData = @{\n            Tags = @('A', 'B')\n        }\n    }\n}\n";
        var manifest = new ModuleManifest(Write("M.psd1", Text));

        var whole = manifest.Complete("- It's new.\n- $notAVariable", new Uri("https://example.com/project"), new Uri("https://example.com/icon.png"));

        Assert.Contains("ProjectUri = 'https://example.com/project'", whole, StringComparison.Ordinal);
        Assert.Contains("IconUri = 'https://example.com/icon.png'", whole, StringComparison.Ordinal);
        Assert.Contains("ReleaseNotes = @'\n- It's new.\n- $notAVariable\n'@", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("Uri", manifest.Complete("- It's new.", null, null), StringComparison.Ordinal);
        Assert.Equal(["A", "B"], manifest.Tags);
        Assert.Equal("Ann", manifest.Author);
        Assert.Contains("no Description", Assert.Throws<PackException>(() => manifest.Description).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_name_each_package_and_give_each_text_once()
    {
        var text = Notices.Of("M", [Package("One", "MIT"), Package("Two", "MIT", notices: "From elsewhere."), Package("Three", "MS-PL OR Apache-2.0", notices: "From elsewhere."), Package("Four", null, "Four's own terms.")]);

        Assert.All(["One 1.0.0", "Two 1.0.0", "Three 1.0.0", "Four 1.0.0", "Four's own terms.", "MS-PL OR Apache-2.0; taken under Apache-2.0"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.All(["Permission is hereby granted, free of charge", "TERMS AND CONDITIONS FOR USE", "From elsewhere.", "Notices of Two, Three"], part => Assert.Single(Occurrences(text, part)));
    }

    [Fact]
    public void A_licence_that_nobody_has_looked_at_stops_the_packing()
    {
        Assert.Contains("GPL-3.0-only", Assert.Throws<PackException>(() => Notices.Of("M", [Package("One", "GPL-3.0-only")])).Message, StringComparison.Ordinal);
        Assert.Contains("says nothing", Assert.Throws<PackException>(() => Notices.Of("M", [Package("One", null)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bill_of_materials_tells_whose_each_file_is()
    {
        Write("lib/One.dll", "abc");
        Write("M.dll", "ours");
        var bill = JsonNode.Parse(BillOfMaterials.Of("M", "2.0.0", _folder, [Package("One", "MIT", files: "lib/One.dll")]))!;

        Assert.Equal("CycloneDX 1.6", $"{bill["bomFormat"]} {bill["specVersion"]}");
        Assert.Equal("M.dll", (string?)bill["metadata"]!["component"]!["components"]![0]!["name"]);
        var one = bill["components"]![0]!;
        Assert.Equal("pkg:nuget/One@1.0.0", (string?)one["purl"]);
        Assert.Equal("MIT", (string?)one["licenses"]![0]!["expression"]);
        Assert.Equal("00ff", (string?)one["hashes"]![0]!["content"]);
        // SHA-256 of "abc": FIPS 180-2, appendix B.1.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", (string?)one["components"]![0]!["hashes"]![0]!["content"]);
    }

    [Fact]
    public void A_file_that_changes_changes_the_serial_number()
    {
        string Serial(string content)
        {
            Write("M.dll", content);
            return (string)JsonNode.Parse(BillOfMaterials.Of("M", "2.0.0", _folder, []))!["serialNumber"]!;
        }

        Assert.Equal(Serial("a"), Serial("a"));
        Assert.NotEqual(Serial("a"), Serial("b"));
    }

    [Fact]
    public void An_assembly_of_no_package_is_not_shipped()
    {
        Write("lib/Stray.dll", "x");
        var assets = Path.Combine(Checkout.Root, "src", "SsprTools.Graph", "obj", "project.assets.json");

        Assert.Contains("Stray.dll", Assert.Throws<PackException>(() => ShippedPackages.Read(_folder, assets)).Message, StringComparison.Ordinal);
        Assert.Contains("build before packing", Assert.Throws<PackException>(() => ShippedPackages.Read(_folder, Path.Combine(_folder, "none.json"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version is missing.", "--root", ".")]
    [InlineData("is not understood", "--versoin", "1.0.0")]
    [InlineData("is not understood", "--version")]
    [InlineData("not an https address", "--version", "0.1.0", "--project-uri", "ftp://example.com")]
    public void Nonsense_is_said_to_be_so(string why, params string[] arguments) =>
        Assert.Contains(why, Assert.Throws<PackException>(() => PackOptions.Parse(arguments)).Message, StringComparison.Ordinal);

    private static IEnumerable<int> Occurrences(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            yield return at;
        }
    }

    private static ShippedPackage Package(string id, string? licence, string? licenceText = null, string? notices = null, params string[] files) =>
        new(id, "1.0.0", licence, licenceText, null, notices, $"(c) {id}", null, Convert.ToBase64String([0, 255]), files);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
