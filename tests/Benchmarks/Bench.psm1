# What the rows share: fresh processes, medians, a sandbox for a while, and the table.

$ErrorActionPreference = 'Stop'
$script:program = $env:SSPRTOOLS_PWSH ? $env:SSPRTOOLS_PWSH : [System.Environment]::ProcessPath
$script:manifest = Get-TestModulePath

function Get-BenchModule { $script:manifest }

function Get-Median([double[]] $Number) {
    $sorted = @($Number | Sort-Object)
    ($sorted[[math]::Floor(($sorted.Count - 1) / 2)] + $sorted[[math]::Ceiling(($sorted.Count - 1) / 2)]) / 2
}

# The machine's load of the last minute; $null where nobody says.
function Get-Load { (Test-Path /proc/loadavg) ? [double] ((Get-Content /proc/loadavg) -split ' ')[0] : $null }

# The load when the build's own has passed, which takes a minute or two; what is left after that is others'.
function Wait-Quiet {
    for ($waited = 0; $waited -lt 180 -and (Get-Load) -gt 0.7; $waited += 10) { Start-Sleep -Seconds 10 }
    Get-Load
}

# Builds a program of the benchmarks. Gives the path of the assembly.
function Build-Program([string] $Root, [string] $Name) {
    $folder = "$Root/tests/Benchmarks/$Name"
    $out = dotnet build "$folder/$Name.csproj" -c Release -nologo -v:quiet 2>&1
    if ($LASTEXITCODE -ne 0) { throw "$Name could not be built: $($out -join "`n")" }
    Get-ChildItem "$folder/bin/Release" -Recurse -Filter "$Name.dll" | Select-Object -First 1 -ExpandProperty FullName
}

# Milliseconds from the start of a process to the first line that it prints.
function Measure-FirstLine([string[]] $Argument) {
    $info = New-StartInfo $script:program $Argument
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $process = [System.Diagnostics.Process]::Start($info)
    $line = $process.StandardOutput.ReadLine()
    $elapsed = $watch.Elapsed.TotalMilliseconds
    $process.WaitForExit()
    if (-not $line) { throw "The process printed nothing: $Argument" }
    $elapsed
}

# Two commands in turn, each in fresh processes up to their first line. Gives both medians.
function Measure-Pair([string[]] $Baseline, [string[]] $Subject, [int] $Pairs = 20) {
    $null = Measure-FirstLine $Baseline
    $null = Measure-FirstLine $Subject
    $times = foreach ($round in 1..$Pairs) { [pscustomobject]@{ Baseline = Measure-FirstLine $Baseline; Subject = Measure-FirstLine $Subject } }
    [pscustomobject]@{ Baseline = Get-Median $times.Baseline; Subject = Get-Median $times.Subject }
}

# A script in a fresh process; what it says of itself: Seconds, CpuSeconds, PeakMegabytes, and Rows or whatever it gave.
function Measure-Script([string] $Path, [hashtable] $With = @{}) {
    $arguments = '-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/Measure-Here.ps1", '-Path', $Path, '-With', ($With | ConvertTo-Json -Compress)
    Read-Measure (New-StartInfo $script:program $arguments)
}

# The same of a program.
function Measure-Peer([string] $Assembly, [string[]] $Argument) { Read-Measure (New-StartInfo dotnet (@($Assembly) + $Argument)) }

function Read-Measure($Info) {
    $process = [System.Diagnostics.Process]::Start($Info)
    $text = $process.StandardOutput.ReadToEnd()
    $process.WaitForExit()
    $line = @($text -split "`n" | Where-Object { $_.StartsWith('{') })[-1]
    if ($process.ExitCode -ne 0 -or -not $line) { throw "The process ended with $($process.ExitCode): $text" }
    $line | ConvertFrom-Json
}

function New-StartInfo([string] $Program, [string[]] $Argument) {
    $info = [System.Diagnostics.ProcessStartInfo]::new($Program)
    foreach ($item in $Argument) { $info.ArgumentList.Add($item) }
    $info.RedirectStandardOutput = $true
    # Telemetry and update checks are nobody's cost here.
    $info.Environment['POWERSHELL_TELEMETRY_OPTOUT'] = '1'
    $info.Environment['POWERSHELL_UPDATECHECK'] = 'Off'
    $info
}

# Does something with a sandbox that ends with it.
function Use-Sandbox([string[]] $Argument, [scriptblock] $Work) {
    $sandbox = Start-TestSandbox $Argument
    try { & $Work $sandbox } finally { Stop-TestSandbox $sandbox }
}

function Get-SandboxAddress($Sandbox) { "$($Sandbox.Uri)".TrimEnd('/') }

# One line of the table. Ratio: own figure by the baseline's, or the other way where more is better (-AtLeast).
function New-BenchRow {
    param([string] $What, [string] $Baseline, [string] $Own, [double] $Ratio, [double] $AtMost, [double] $AtLeast, [string] $Missed, [string] $NotMeasured)

    $target = $AtMost ? "at most $AtMost" : $AtLeast ? "at least $AtLeast" : ''
    $met = $AtMost ? $Ratio -le $AtMost : $AtLeast ? $Ratio -ge $AtLeast : $true
    [pscustomobject]@{
        What = $What; Baseline = $Baseline; Own = $Own; Ratio = $target -and -not $NotMeasured ? $Ratio.ToString('0.00', [cultureinfo]::InvariantCulture) : ''; Target = $target
        Result = $NotMeasured ? "not measured: $NotMeasured" : $Missed ? ($Missed -like 'failed*' ? $Missed : "missed: $Missed") : $target ? ($met ? 'met' : 'missed') : ''
    }
}

function Format-Figure([double] $Value, [string] $Unit) { "$($Value.ToString($Value -ge 100 ? '0' : $Value -ge 10 ? '0.0' : '0.00', [cultureinfo]::InvariantCulture)) $Unit" }

function Format-BenchLine($Result) { "| $($Result.What) | $($Result.Baseline) | $($Result.Own) | $($Result.Ratio) | $($Result.Target) | $($Result.Result) |" }

function Format-BenchTable($Result, $Load) {
    $version = & $script:program -NoProfile -Command '"$($PSVersionTable.PSVersion)"'
    $memory = [math]::Round([System.GC]::GetGCMemoryInfo().TotalAvailableMemoryBytes / 1GB)
    $busy = $null -ne $Load -and $Load -gt 2 ? " Preliminary: the machine was busy, its load at the start $Load." : ''
    @(
        '| what | baseline | SsprTools | ratio | target | |'
        '|---|---|---|---|---|---|'
        $Result | ForEach-Object { Format-BenchLine $_ }
        ''
        ("$([System.Environment]::ProcessorCount) cores, $memory GB, $([System.Runtime.InteropServices.RuntimeInformation]::OSDescription); PowerShell $version; $(Get-Date -Format yyyy-MM-dd); " +
        "made by ``./build.sh bench``, the sandbox on the same machine.$busy")
    ) -join "`n"
}

# Puts the table between its marks. Rows that were not measured this time stay as they are.
function Update-BenchReadme([string] $Path, $Result, $Load) {
    $text = Get-Content -Raw -LiteralPath $Path
    $marked = '(?s)(?<=<!-- benchmarks -->\n).*?(?=<!-- /benchmarks -->)'
    if ($text -notmatch $marked) { throw 'README.md has no place marked for the benchmarks.' }
    $old = @($Matches[0] -split "`n" | Where-Object { $_ -match '^\| (?!what \||-)' -and $_ -notmatch '^\|---' })
    $table = (Format-BenchTable $Result $Load) -split "`n"
    $fresh = @($Result | ForEach-Object { Format-BenchLine $_ })
    $kept = if (@(Get-ChildItem "$PSScriptRoot/Rows" -Filter *.ps1).Count -gt @($Result.Row | Select-Object -Unique).Count) {
        $old | Where-Object { ($_ -split ' \| ')[0].TrimStart('| ') -notin $Result.What }
    }
    $new = @($table[0..1]) + @($kept | Where-Object { $_ }) + $fresh + @($table[(2 + $fresh.Count)..($table.Count - 1)])
    [System.IO.File]::WriteAllText($Path, [regex]::Replace($text, $marked, { "$($new -join "`n")`n" }))
}

Export-ModuleMember -Function *-*
