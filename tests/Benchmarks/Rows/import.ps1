# What the module costs before it does anything: its import against a bare PowerShell start.
param($Bench)

$module = Get-BenchModule
$pair = Measure-Pair @('-NoProfile', '-NonInteractive', '-Command', "'ready'") @('-NoProfile', '-NonInteractive', '-Command', "Import-Module '$module'; 'ready'")
New-BenchRow 'Import of the module, against a bare `pwsh -NoProfile`' "$([math]::Round($pair.Baseline)) ms" "$([math]::Round($pair.Subject)) ms" -Ratio ($pair.Subject / $pair.Baseline) -AtMost 1.4
