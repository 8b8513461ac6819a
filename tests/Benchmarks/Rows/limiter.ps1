# The limiter on, and a sandbox that enforces the documented budget of reports: 60 pages need 11 windows of 10 s.
param($Bench)

Use-Sandbox '--users', '6100', '--report-page', '100', '--switch', 'budgets=true' {
    param($sandbox)
    $address = Get-SandboxAddress $sandbox
    $run = Measure-Script "$($Bench.Root)/tests/Benchmarks/Peers/count-module.ps1" @{ Address = $address; Module = Get-BenchModule }
    $log = @((Invoke-SandboxControl $sandbox GET requests).value | Where-Object path -Match '/reports/')
    $refused = @($log | Where-Object status -EQ 429).Count
    # The first five at once, then five a window.
    $allowed = 10 * ([math]::Ceiling($log.Count / 5) - 1)
    $what = "$($log.Count) report pages with the limiter on, against what 5 requests in 10 s allow; the sandbox enforces it"
    New-BenchRow $what (Format-Figure $allowed 's') "$(Format-Figure $run.Seconds 's'), $refused times 429" -Ratio ($run.Seconds / $allowed) -AtMost 1.05 -Missed ($refused ? "$refused requests were refused" : '')
}
