# What the module costs before it does anything: its import against a bare PowerShell start, and a fresh process up to the first row of
# the registration report against the same with Invoke-RestMethod. Both sides of a pair run in turn, so that a busy machine hurts both.
# Writes the table into the README between its markers.
param([int] $Pairs = 20)

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
Import-Module "$root/tests/Pester/Shared.psm1"
$program = $env:SSPRTOOLS_PWSH ? $env:SSPRTOOLS_PWSH : [System.Environment]::ProcessPath
$manifest = "$root/out/SsprTools/SsprTools.psd1"

# Milliseconds from the start of a process to the first line that it prints.
function Measure-FirstLine([string] $Command) {
    $info = [System.Diagnostics.ProcessStartInfo]::new($program)
    foreach ($argument in '-NoProfile', '-NonInteractive', '-Command', $Command) { $info.ArgumentList.Add($argument) }
    $info.RedirectStandardOutput = $true
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $process = [System.Diagnostics.Process]::Start($info)
    $line = $process.StandardOutput.ReadLine()
    $elapsed = $watch.Elapsed.TotalMilliseconds
    $process.WaitForExit()
    if (-not $line) { throw "The process printed nothing: $Command" }
    $elapsed
}

function Get-Median([double[]] $Number) {
    $sorted = @($Number | Sort-Object)
    ($sorted[[math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[math]::Ceiling(($sorted.Count - 1) / 2)]) / 2
}

function Measure-Pair([string] $Name, [string] $Baseline, [string] $Subject, [double] $Target) {
    $null = Measure-FirstLine $Baseline
    $null = Measure-FirstLine $Subject
    $times = foreach ($round in 1..$Pairs) {
        Write-Progress -Activity $Name -PercentComplete (100 * $round / $Pairs)
        [pscustomobject]@{ Baseline = Measure-FirstLine $Baseline; Subject = Measure-FirstLine $Subject }
    }
    $base = Get-Median $times.Baseline
    $own = Get-Median $times.Subject
    $ratio = [math]::Round($own / $base, 2)
    [pscustomobject]@{
        Measure = $Name; Baseline = "$([math]::Round($base)) ms"; SsprTools = "$([math]::Round($own)) ms"; Ratio = $ratio
        Target = "at most $Target"; Result = $ratio -le $Target ? 'met' : 'missed'
    }
}

$sandbox = Start-TestSandbox '--users', '200'
try {
    $uri = "$($sandbox.Uri)".TrimEnd('/') -replace '/v1\.0$'
    $rows = @(
        Measure-Pair 'Import of the module, against a bare `pwsh -NoProfile`' "'ready'" "Import-Module '$manifest'; 'ready'" 1.4
        Measure-Pair 'Start to first row of `Get-SsprRegistration`, against a script with `Invoke-RestMethod`' `
            "`$s = Invoke-RestMethod '$uri/_sandbox'; `$page = Invoke-RestMethod '$uri/v1.0/reports/authenticationMethods/userRegistrationDetails' -Headers @{ Authorization = `"Bearer `$(`$s.accessToken)`" }; `$page.value[0].userPrincipalName" `
            "Import-Module '$manifest'; `$null = Connect-SsprTenant -Sandbox '$uri'; (Get-SsprRegistration | Select-Object -First 1).UserPrincipalName" 2
    )
}
finally { Stop-TestSandbox $sandbox }

$cores = [System.Environment]::ProcessorCount
$system = [System.Runtime.InteropServices.RuntimeInformation]::OSDescription
$where = "$cores cores, $system; PowerShell $(& $program -NoProfile -Command '"$($PSVersionTable.PSVersion)"'); $(Get-Date -Format yyyy-MM-dd); medians of $Pairs pairs; made by ``./build.sh bench``"
$table = @(
    '| what | baseline | SsprTools | ratio | target | |'
    '|---|---|---|---|---|---|'
    $rows | ForEach-Object { "| $($_.Measure) | $($_.Baseline) | $($_.SsprTools) | $($_.Ratio) | $($_.Target) | $($_.Result) |" }
    ''
    "$where."
) -join "`n"
Write-Output $table

$readme = "$root/README.md"
$text = Get-Content -Raw -LiteralPath $readme
$marked = '(?s)(?<=<!-- benchmarks -->\n).*?(?=<!-- /benchmarks -->)'
if ($text -notmatch $marked) { throw 'README.md has no place marked for the benchmarks.' }
[System.IO.File]::WriteAllText($readme, [regex]::Replace($text, $marked, { "$table`n" }))
