# A fresh process: start, import, connect, first row of the registration report.
param($Bench)

Use-Sandbox '--users', '2000' {
    param($sandbox)
    $peers = "$($Bench.Root)/tests/Benchmarks/Peers"
    $address = Get-SandboxAddress $sandbox
    $start = '-NoProfile', '-NonInteractive', '-File'
    $pair = Measure-Pair ($start + "$peers/first-row-rest.ps1", $address) ($start + "$peers/first-row-module.ps1", $address, (Get-BenchModule))
    New-BenchRow 'Fresh process to the first row of `Get-SsprRegistration`, against a script with `Invoke-RestMethod`' "$([math]::Round($pair.Baseline)) ms" "$([math]::Round($pair.Subject)) ms" -Ratio ($pair.Subject / $pair.Baseline) -AtMost 1.5
}
