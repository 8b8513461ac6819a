namespace SsprTools.Build.Tests;

/// <summary>The checkout's own text files, without what a build leaves behind.</summary>
internal static class Checkout
{
    private static readonly string[] s_leftovers = ["bin", "obj", "out", ".git", "TestResults", ".vs", ".idea"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static IEnumerable<string> TextFiles() => Below(new DirectoryInfo(Root))
        .Where(file => file.Extension is not (".png" or ".user"))
        .Select(file => file.FullName);

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) => folder.EnumerateFiles().Where(file => file.Name != ".git").Concat(
        folder.EnumerateDirectories().Where(inner => !s_leftovers.Contains(inner.Name)).SelectMany(Below));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "SsprTools.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
