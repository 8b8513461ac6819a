# Whether cost grows in line with rows, and whether memory stays flat: 10 k, 100 k, a million rows, each read in a fresh process.
param($Bench)

$runs = foreach ($users in 10000, 100000, 1000000) {
    $users = $users / $Bench.Shrink
    Use-Sandbox '--users', "$users" {
        param($sandbox)
        $address = Get-SandboxAddress $sandbox
        $rows = (Measure-Peer $Bench.Peers bare, $address).Result
        $all = foreach ($round in 1..3) { Measure-Script "$($Bench.Root)/tests/Benchmarks/Peers/read-all-module.ps1" @{ Address = $address; Module = Get-BenchModule } }
        [pscustomobject]@{ Rows = $rows; Seconds = Get-Median $all.Seconds; Cpu = Get-Median $all.CpuSeconds; Peak = Get-Median $all.PeakMegabytes }
    }
}
$small, $middle, $large = $runs
New-BenchRow "Peak memory at $('{0:N0}' -f $large.Rows) rows, against $('{0:N0}' -f $small.Rows)" (Format-Figure $small.Peak 'MB') (Format-Figure $large.Peak 'MB') -Ratio ($large.Peak / $small.Peak) -AtMost 1.2
foreach ($run in $runs) {
    New-BenchRow "Rows a second, $('{0:N0}' -f $run.Rows) rows" '' "$('{0:N0}' -f ($run.Rows / $run.Seconds)) in $(Format-Figure $run.Seconds 's')"
}
$grown = ($large.Seconds / $large.Rows) / ($middle.Seconds / $middle.Rows)
New-BenchRow "Time per row at $('{0:N0}' -f $large.Rows) rows, against $('{0:N0}' -f $middle.Rows)" (Format-Figure (1e6 * $middle.Seconds / $middle.Rows) 'us') (Format-Figure (1e6 * $large.Seconds / $large.Rows) 'us') -Ratio $grown -AtMost 1.2
