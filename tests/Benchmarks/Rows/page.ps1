# A page of the registration report from bytes to rows, timed within one process by BenchmarkDotNet: what is left of the difference when no process
# starts, no PowerShell takes the rows and no sandbox makes the page.
param($Bench)

# One page; a fiftieth is not in the report.
Use-Sandbox '--users', '1000' {
    param($sandbox)
    $run = Measure-Peer (Build-Program $Bench.Root Parts) (Get-SandboxAddress $sandbox)
    $figure = { param($microseconds, $kilobytes) "$(Format-Figure ($microseconds / 1000) 'ms'), $(Format-Figure $kilobytes 'kB')" }
    New-BenchRow 'A page of the report from bytes to rows, in one process, against nothing but source-generated JSON' (& $figure $run.Bare $run.BareKilobytes) (& $figure $run.Module $run.ModuleKilobytes) -Ratio ($run.Module / $run.Bare) -AtMost 1.6
}
