# The whole registration report of a large tenant to nowhere, limiter off, against what else reads it. In turn, five rounds;
# a ratio is the median of the rounds' ratios, because a machine that is busy for a while slows all of one round.
param($Bench)

$users = 200000 / $Bench.Shrink
Use-Sandbox '--users', "$users" {
    param($sandbox)
    $peers = "$($Bench.Root)/tests/Benchmarks/Peers"
    $with = @{ Address = Get-SandboxAddress $sandbox }
    $own = @{ Address = $with.Address; Module = Get-BenchModule }
    # The sandbox's own first look at its tenant is nobody's cost.
    $rows = (Measure-Peer $Bench.Peers bare, $with.Address).Result
    $rounds = foreach ($round in 1..5) {
        [pscustomobject]@{
            Module = Measure-Script "$peers/read-all-module.ps1" $own
            Bare = Measure-Peer $Bench.Peers bare, $with.Address
            Iterator = Measure-Peer $Bench.Peers pageiterator, $with.Address
            Rest = Measure-Script "$peers/read-all-rest.ps1" $with
        }
    }
    foreach ($peer in 'Bare', 'Iterator', 'Rest') { if ($rounds.$peer.Result -ne $rows) { throw "$peer read $($rounds.$peer.Result) rows and not $rows." } }
    $median = { param($who, $what) Get-Median @($rounds.$who.$what) }
    $ratio = { param($who, $what) Get-Median @($rounds | ForEach-Object { $_.$who.$what / $_.Module.$what }) }
    $module = & $median Module Seconds
    $figure = Format-Figure $module 's'
    $what = '`Get-SsprRegistration > $null`, {0:N0} rows' -f $rows
    $rest = & $median Rest Seconds
    New-BenchRow "$what, times faster than a nextLink loop with ``Invoke-RestMethod``" (Format-Figure $rest 's') $figure -Ratio (& $ratio Rest Seconds) -AtLeast 5
    $bare = & $median Bare Seconds
    New-BenchRow "$what, against nothing but source-generated JSON" (Format-Figure $bare 's') $figure -Ratio (1 / (& $ratio Bare Seconds)) -AtMost 1.6
    $iterator = & $median Iterator Seconds
    New-BenchRow "$what, times faster than Microsoft.Graph ``PageIterator``" (Format-Figure $iterator 's') $figure -Ratio (& $ratio Iterator Seconds) -AtLeast 3
    $per = 100000 / $rows
    $cpu = (& $median Module CpuSeconds) * $per
    $restCpu = (& $median Rest CpuSeconds) * $per
    New-BenchRow 'CPU per 100,000 rows, against the `Invoke-RestMethod` loop' (Format-Figure $restCpu 'CPU s') (Format-Figure $cpu 'CPU s') -Ratio (1 / (& $ratio Rest CpuSeconds)) -AtMost 0.25
}
