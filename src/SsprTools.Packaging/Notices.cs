using System.Text;

namespace SsprTools.Packaging;

/// <summary>ThirdPartyNotices.txt: who made what is shipped, under which licence, with the text of each licence once.</summary>
internal static class Notices
{
    /// <summary>Expressions of which several may be chosen from: the one that we take. Anything else has to be decided by a person first.</summary>
    private static readonly Dictionary<string, string> s_chosen = new(StringComparer.Ordinal)
    {
        ["MIT"] = "MIT",
        ["Apache-2.0"] = "Apache-2.0",
        ["MS-PL OR Apache-2.0"] = "Apache-2.0",
    };

    /// <exception cref="PackException">A package has a licence that nobody has looked at.</exception>
    public static string Of(string module, IReadOnlyList<ShippedPackage> packages, params IReadOnlyList<Borrowed> borrowed)
    {
        var text = new StringBuilder();
        text.AppendLine($"{module} contains the following software of others, unchanged unless it says otherwise.");
        text.AppendLine("The licence of each is named with it; the texts stand below.");
        foreach (var package in packages)
        {
            text.AppendLine().AppendLine($"{package.Id} {package.Version}").AppendLine(package.Copyright).AppendLine($"Licence: {LicenceOf(package)}");
            if (package.ProjectUrl is { } url)
            {
                text.AppendLine(url);
            }

            foreach (var file in package.Files.Where(Slimming.IsFor))
            {
                text.AppendLine(Slimming.Remark(file));
            }
        }

        foreach (var part in borrowed)
        {
            text.AppendLine().AppendLine($"{part.Name}: {part.What}").AppendLine(part.Copyright).AppendLine($"Licence: {part.Licence}").AppendLine(part.Url);
        }

        foreach (var licence in packages.Select(Chosen).OfType<string>().Concat(borrowed.Select(part => part.Licence)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Chapter(text, $"Licence {licence}", Resource(licence));
        }

        Several(text, packages, "Licence of", package => package.LicenceText);
        Several(text, packages, "Notices of", package => package.Notices);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string LicenceOf(ShippedPackage package) => (package.Licence, package.LicenceText) switch
    {
        ({ } expression, _) => expression == Chosen(package) ? expression : $"{expression}; taken under {Chosen(package)}",
        (null, { }) => "in the package, below",
        _ => package.LicenceUrl ?? throw new PackException($"{package.Id} {package.Version} says nothing of its licence: it cannot be shipped."),
    };

    private static string? Chosen(ShippedPackage package) => package.Licence is not { } expression ? null : s_chosen.GetValueOrDefault(expression)
        ?? throw new PackException($"{package.Id} {package.Version} has the licence '{expression}', which nobody has looked at yet: read it, then add it to {nameof(Notices)}.cs.");

    // Packages of one house carry the same file.
    private static void Several(StringBuilder text, IReadOnlyList<ShippedPackage> packages, string title, Func<ShippedPackage, string?> part)
    {
        foreach (var group in packages.Where(package => part(package) is not null).GroupBy(package => part(package)!.ReplaceLineEndings("\n").Trim(), StringComparer.Ordinal))
        {
            Chapter(text, $"{title} {string.Join(", ", group.Select(package => package.Id))}", group.Key);
        }
    }

    private static void Chapter(StringBuilder text, string title, string body) =>
        text.AppendLine().AppendLine(new string('-', 80)).AppendLine(title).AppendLine(new string('-', 80)).AppendLine().AppendLine(body.Trim('\r', '\n'));

    private static string Resource(string name)
    {
        using var stream = typeof(Notices).Assembly.GetManifestResourceStream(name)!;
        return new StreamReader(stream).ReadToEnd();
    }
}
