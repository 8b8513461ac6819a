# The limiter on, and a sandbox that enforces the budget of reports, in a window of 2 s instead of 10: 60 pages need 11 windows.
param($Bench)

Use-Sandbox '--users', '6100', '--report-page', '100', '--budget', 'reports=5/2' {
    param($sandbox)
    $address = Get-SandboxAddress $sandbox
    $run = Measure-Script "$($Bench.Root)/tests/Benchmarks/Peers/count-module.ps1" @{ Address = $address; Module = Get-BenchModule }
    $log = @((Invoke-SandboxControl $sandbox GET requests).value | Where-Object path -Match '/reports/')
    $refused = @($log | Where-Object status -EQ 429).Count
    # The first five at once, then five a window.
    $allowed = 2 * ([math]::Ceiling($log.Count / 5) - 1)
    $what = "$($log.Count) report pages with the limiter on, against what 5 requests a window allow (window 2 s; the documented one is 10 s)"
    New-BenchRow $what (Format-Figure $allowed 's') (Format-Figure $run.Seconds "s, $refused times 429") -Ratio ($run.Seconds / $allowed) -AtMost 1.05 -Missed ($refused ? "$refused requests were refused" : '')
}
