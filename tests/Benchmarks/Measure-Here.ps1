# Runs a script in this process and prints, as one line of JSON, what it cost. What the script prepares before it gives '@go' does not count.
param([string] $Path, [string] $With)

$ErrorActionPreference = 'Stop'
$arguments = $With ? ($With | ConvertFrom-Json -AsHashtable) : @{}
$self = [System.Diagnostics.Process]::GetCurrentProcess()
$state = @{ watch = $null; cpu = $null; result = $null }
& $Path @arguments | ForEach-Object {
    if ($_ -is [string] -and $_ -eq '@go') {
        $self.Refresh()
        $state.cpu = $self.TotalProcessorTime
        $state.watch = [System.Diagnostics.Stopwatch]::StartNew()
    }
    else { $state.result = $_ }
}
$seconds = $state.watch.Elapsed.TotalSeconds
$self.Refresh()
[ordered]@{
    Seconds = $seconds; CpuSeconds = ($self.TotalProcessorTime - $state.cpu).TotalSeconds; PeakMegabytes = $self.PeakWorkingSet64 / 1MB; Result = $state.result
} | ConvertTo-Json -Compress
