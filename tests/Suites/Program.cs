using System.Diagnostics;
using SsprTools.Suites;

// Suites --root FOLDER [--pwsh PROGRAM | --without-pester REASON] [--only TEXT]
// One line a suite, each failure and each skipped thing by name, and as the last line the sum.
var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "");
var root = Path.GetFullPath(options.GetValueOrDefault("--root", "."));
var only = options.GetValueOrDefault("--only", "");
var results = Path.Combine(root, "out", "test-results");
if (Directory.Exists(results))
{
    Directory.Delete(results, recursive: true);
}

Directory.CreateDirectory(results);
var suites = new List<SuiteResult>();

foreach (var project in DotnetSuite.Find(root).Where(project => Wanted(Path.GetFileNameWithoutExtension(project))))
{
    await Report(() => DotnetSuite.RunAsync(root, project, results));
}

foreach (var file in PesterSuite.Find(root).Where(file => Wanted(PesterSuite.NameOf(file))))
{
    await Report(() => options.TryGetValue("--pwsh", out var pwsh)
        ? PesterSuite.RunAsync(root, file, results, pwsh)
        : Task.FromResult(SuiteResult.LeaveOut(PesterSuite.NameOf(file), options.GetValueOrDefault("--without-pester", "no PowerShell was given"))));
}

var verdict = Verdict.Of(suites);
foreach (var fault in verdict.Faults)
{
    Console.WriteLine($"not a success: {fault}");
}

Console.WriteLine();
Console.WriteLine(verdict);
return verdict.Success ? 0 : 1;

bool Wanted(string suite) => suite.Contains(only, StringComparison.OrdinalIgnoreCase);

async Task Report(Func<Task<SuiteResult>> run)
{
    var watch = Stopwatch.StartNew();
    var suite = await run();
    suites.Add(suite);
    if (!suite.LeftOut)
    {
        Console.WriteLine($"{suite} ({watch.Elapsed.TotalSeconds:0} s)");
    }

    foreach (var note in suite.Failed)
    {
        Console.WriteLine($"  failed: {note.Name}");
        Console.WriteLine("    " + note.Reason.ReplaceLineEndings("\n").Trim().Replace("\n", "\n    ", StringComparison.Ordinal));
    }

    // The cases of one test share a line.
    foreach (var group in suite.Skipped.GroupBy(note => note with { Name = note.Name.Split('(')[0] }))
    {
        Console.WriteLine($"  skipped: {group.Key.Name}{(group.Count() > 1 ? $" ({group.Count()} cases)" : "")}: {group.Key.Reason}");
    }
}
