using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using SsprTools.Benchmarks;

// Peers bare|pageiterator ADDRESS
// Reads the whole registration report and prints, as one line of JSON, what that cost.
var address = new Uri(args[1].TrimEnd('/') + "/");
using var http = new HttpClient { BaseAddress = address };
using (var discovery = JsonDocument.Parse(await http.GetStringAsync(new Uri("_sandbox", UriKind.Relative))))
{
    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", discovery.RootElement.GetProperty("accessToken").GetString());
}

using var self = Process.GetCurrentProcess();
var cpu = self.TotalProcessorTime;
var watch = Stopwatch.StartNew();
var rows = args[0] == "bare" ? await BareRead.CountAsync(http) : await PageIteratorRead.CountAsync(http, address);
var seconds = watch.Elapsed.TotalSeconds;
self.Refresh();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{{\"Seconds\":{seconds:0.000},\"CpuSeconds\":{(self.TotalProcessorTime - cpu).TotalSeconds:0.000},\"PeakMegabytes\":{self.PeakWorkingSet64 / 1048576.0:0},\"Result\":{rows}}}"));
