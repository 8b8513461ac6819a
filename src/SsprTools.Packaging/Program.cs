using System.Globalization;
using System.Security.Cryptography;
using SsprTools.Packaging;

// SsprTools.Packaging --root FOLDER --version X.Y.Z [--project-uri URI] [--sign FILE]
// Packs what is in out/, so that it is what was tested. All or nothing: a run that fails leaves no out/package behind.
// SsprTools.Packaging --slim FOLDER
// Part of the build: see Slimming.
PackOptions? options = null;
try
{
    if (args is ["--slim", var lib])
    {
        Slimming.Apply(lib);
        return 0;
    }

    options = PackOptions.Parse(args);
    Clear(options.Folder);
    Directory.CreateDirectory(options.Folder);
    ModulePack[] modules = [new("SsprTools", "SsprTools.Graph"), new("SsprTools.Sandbox", "SsprTools.Sandbox", Borrowed.GraphMetadata)];
    var files = modules.SelectMany(module => module.Make(options)).ToList();
    File.WriteAllLines(Path.Combine(options.Folder, "SHA256SUMS"), files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}"));

    Console.WriteLine("| module | part | files | MB |\n|---|---|---|---|");
    foreach (var line in modules.SelectMany(module => module.Sizes(options)))
    {
        Console.WriteLine(line);
    }

    Console.WriteLine();
    foreach (var file in files)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(options.Root, file)}: {new FileInfo(file).Length / 1048576.0:0.00} MB"));
    }

    Console.WriteLine(options.SigningHook is null ? "Not signed: no signing hook was given." : $"Signed by {Path.GetFileName(options.SigningHook)}.");
    if (!File.Exists(Path.Combine(options.Root, "out", "SsprTools", "en-US", "SsprTools.dll-Help.xml")))
    {
        Console.WriteLine("The cmdlets' help is not in it: build with PlatyPS before publishing.");
    }

    if (options.ProjectUri is null)
    {
        Console.WriteLine("No address of the project was given: the manifest has no ProjectUri and no IconUri, which a gallery wants.");
    }

    return 0;
}
catch (PackException error)
{
    if (options is not null)
    {
        Clear(options.Folder);
    }

    Console.Error.WriteLine(error.Message);
    return 1;
}

static void Clear(string folder)
{
    if (Directory.Exists(folder))
    {
        Directory.Delete(folder, recursive: true);
    }
}
