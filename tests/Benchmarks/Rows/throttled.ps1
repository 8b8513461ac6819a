# A long read of which a tenth of the requests is throttled and a tenth answered 503, limiter off: against what the Retry-After values add up to.
param($Bench)

Use-Sandbox '--users', "$(15000 / $Bench.Shrink)", '--report-page', '100' {
    param($sandbox)
    $address = Get-SandboxAddress $sandbox
    $rows = (Measure-Peer $Bench.Peers bare, $address).Result
    $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'throttle'; ratio = 0.1; seed = 1; retryAfter = 1; path = 'userRegistrationDetails' }
    $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'unavailable'; ratio = 0.1; seed = 2; retryAfter = 1; path = 'userRegistrationDetails' }
    $null = Invoke-SandboxControl $sandbox DELETE requests
    $run = Measure-Script "$($Bench.Root)/tests/Benchmarks/Peers/count-module.ps1" @{ Address = $address; Module = Get-BenchModule }
    $log = @((Invoke-SandboxControl $sandbox GET requests).value | Where-Object path -Match '/reports/')
    $struck = @($log | Where-Object status -In 429, 503)
    $implied = ($struck.retryAfter | Measure-Object -Sum).Sum
    $what = "$($log.Count - $struck.Count) pages, $([math]::Round(100 * $struck.Count / $log.Count)) % of $($log.Count) requests throttled or 503, against the sum of Retry-After"
    $wrong = $run.Result -ne "$rows $rows" ? "$($run.Result) rows and different ones, not $rows" : ''
    New-BenchRow $what (Format-Figure $implied 's') (Format-Figure $run.Seconds 's') -Ratio ($run.Seconds / $implied) -AtMost 1.2 -Missed $wrong
}
