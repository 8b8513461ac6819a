namespace SsprTools.Packaging;

/// <summary>What is asked of a run.</summary>
/// <param name="Root">The checkout.</param>
/// <param name="ReleaseNotes">The changelog's part about this version.</param>
/// <param name="ProjectUri">Where the project is at home, for the gallery; <see langword="null"/>: not told, and nothing is made up.</param>
/// <param name="SigningHook">See <see cref="Signing"/>.</param>
internal sealed record PackOptions(string Root, string Version, string ReleaseNotes, Uri? ProjectUri, string? SigningHook)
{
    public string Folder => Path.Combine(Root, "out", "package");

    public string Icon => Path.Combine(Root, "docs", "icon.png");

    /// <summary>The icon in the project's repository, as GitHub and GitLab serve the files of a tag.</summary>
    public Uri? IconUri => ProjectUri is null ? null : new Uri($"{ProjectUri.AbsoluteUri.TrimEnd('/')}/raw/v{Version}/docs/icon.png");

    /// <summary>Of --name value pairs.</summary>
    /// <exception cref="PackException">Something is missing or not to be understood.</exception>
    public static PackOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in arguments.Chunk(2))
        {
            if (pair is not [("--root" or "--version" or "--project-uri" or "--sign") and var name, var value])
            {
                throw new PackException($"'{pair[0]}' is not understood: --root FOLDER --version X.Y.Z [--project-uri URI] [--sign FILE].");
            }

            given[name] = value;
        }

        var version = given.GetValueOrDefault("--version") ?? throw new PackException("--version is missing.");
        var root = Path.GetFullPath(given.GetValueOrDefault("--root", "."));
        Uri? project = null;
        if (given.GetValueOrDefault("--project-uri") is { Length: > 0 } text && (!Uri.TryCreate(text, UriKind.Absolute, out project) || project.Scheme != Uri.UriSchemeHttps))
        {
            throw new PackException($"The project's address '{text}' is not an https address.");
        }

        var hook = given.GetValueOrDefault("--sign") is { Length: > 0 } path ? Path.GetFullPath(path) : null;
        return new PackOptions(root, version, Packaging.ReleaseNotes.Of(File.ReadAllText(Path.Combine(root, "CHANGELOG.md")), version), project, hook);
    }
}
