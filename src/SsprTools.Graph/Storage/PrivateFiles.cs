namespace SsprTools.Graph.Storage;

/// <summary>Files that only the user may read, in the folder that the platform has for such: <c>SsprTools/{tenant id}/</c>.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode FileOnlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderOnlyMine = FileOnlyMine | UnixFileMode.UserExecute;

    /// <summary>The tenant's folder, made if need be.</summary>
    /// <param name="tenantId">A GUID. It comes out of a token, so anything else must not become a path of its own making.</param>
    /// <param name="parts">Folders below.</param>
    /// <exception cref="IOException">The account has no folder for application data, or it cannot be written.</exception>
    public static string Folder(string tenantId, params string[] parts)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        if (home.Length == 0)
        {
            throw new IOException("This account has no folder for application data.");
        }

        var folder = Path.Combine([home, "SsprTools", Guid.TryParse(tenantId, out var id) ? id.ToString() : "unknown-tenant", .. parts]);
        return OperatingSystem.IsWindows()
            ? System.IO.Directory.CreateDirectory(folder).FullName
            : System.IO.Directory.CreateDirectory(folder, FolderOnlyMine).FullName;
    }

    /// <summary>Opens a file that must not exist yet (<paramref name="append"/> false) or whose end is written on.</summary>
    public static FileStream OpenWrite(string path, bool append)
    {
        var options = new FileStreamOptions { Mode = append ? FileMode.Append : FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows() && !append)
        {
            // On Windows the local application data folder is the user's own already.
            options.UnixCreateMode = FileOnlyMine;
        }

        return new FileStream(path, options);
    }
}
