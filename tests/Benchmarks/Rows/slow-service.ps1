# 100 pages of a service that takes 200 ms for each, and a caller that takes 100 ms for what is on one: the two must overlap.
param($Bench)

$pages = 100 / $Bench.Shrink
# Every fiftieth user is disabled and not in the report.
Use-Sandbox '--users', "$($pages * 1020)", '--report-page', '1000' {
    param($sandbox)
    $address = Get-SandboxAddress $sandbox
    $null = Measure-Peer $Bench.Peers bare, $address
    $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'latency'; target = '200'; path = 'userRegistrationDetails' }
    $null = Invoke-SandboxControl $sandbox DELETE requests
    $run = Measure-Script "$($Bench.Root)/tests/Benchmarks/Peers/slow-caller.ps1" @{ Address = $address; Module = Get-BenchModule }
    $asked = @((Invoke-SandboxControl $sandbox GET requests).value | Where-Object path -Match '/reports/').Count
    $service = $asked * 0.2
    New-BenchRow "$asked pages at 200 ms, a caller that needs 100 ms a page, against the service's own time" (Format-Figure $service 's') (Format-Figure $run.Seconds 's') -Ratio ($run.Seconds / $service) -AtMost 1.1
}
