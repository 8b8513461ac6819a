using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SsprTools.Benchmarks;

// Parts ADDRESS
// Times what can be timed in one process, and prints, as one line of JSON, the microseconds and the kilobytes of both sides.
PageBenchmark.Sandbox = new Uri(args[0].TrimEnd('/') + "/");
var folder = Directory.CreateTempSubdirectory("ssprtools-bench-");
try
{
    var config = ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithIterationCount(10).WithToolchain(InProcessEmitToolchain.Instance))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(folder.FullName);
    var reports = BenchmarkRunner.Run<PageBenchmark>(config).Reports.ToDictionary(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name);
    var (bare, module) = (reports[nameof(PageBenchmark.BareAsync)], reports[nameof(PageBenchmark.ModuleAsync)]);
    double Micro(BenchmarkReport report) => (report.ResultStatistics ?? throw new InvalidOperationException("Nothing was measured.")).Median / 1000;
    double Kilo(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase).GetValueOrDefault() / 1024.0;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"Bare":{{Micro(bare):0.0}},"Module":{{Micro(module):0.0}},"BareKilobytes":{{Kilo(bare):0}},"ModuleKilobytes":{{Kilo(module):0}}}"""));
}
finally
{
    folder.Delete(recursive: true);
}
