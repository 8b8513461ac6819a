namespace SsprTools.Packaging;

/// <summary>A NuGet package of which files are shipped.</summary>
/// <param name="Licence">The SPDX expression; <see langword="null"/> where the package gives a file or an address only.</param>
/// <param name="LicenceText">The licence file of the package.</param>
/// <param name="LicenceUrl">Where the package says its licence stands; of use where there is neither expression nor file.</param>
/// <param name="Notices">The package's own notices about what it took from others.</param>
/// <param name="Sha512">Of the .nupkg, in base64, as NuGet keeps it.</param>
/// <param name="Files">The shipped files, below the module's folder, with forward slashes.</param>
internal sealed record ShippedPackage(
    string Id, string Version, string? Licence, string? LicenceText, string? LicenceUrl, string? Notices, string Copyright, string? ProjectUrl, string Sha512,
    IReadOnlyList<string> Files);
