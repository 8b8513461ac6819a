# What the commands share: the server's process, its address, and errors. Runs in the module's scope.

# A terminating error of the calling cmdlet, with a stable id.
function Write-Problem($Cmdlet, [string] $Id, [System.Management.Automation.ErrorCategory] $Category, $Target, [string] $Message) {
    $exception = [System.InvalidOperationException]::new($Message)
    $Cmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new($exception, $Id, $Category, $Target))
}

function Find-Dotnet {
    $command = Get-Command dotnet -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($command) { return $command.Source }
    $name = $IsWindows ? 'dotnet.exe' : 'dotnet'
    if ($env:DOTNET_ROOT -and (Test-Path (Join-Path $env:DOTNET_ROOT $name))) { Join-Path $env:DOTNET_ROOT $name }
}

function New-ServerProcess {
    [CmdletBinding(SupportsShouldProcess)]
    param($Cmdlet, [string[]] $Argument)

    if (-not $PSCmdlet.ShouldProcess('dotnet')) { return }
    if (-not (Test-Path -LiteralPath $script:server)) {
        Write-Problem $Cmdlet ServerMissing ResourceUnavailable $script:server "The sandbox's server is not there: $script:server. Build the module with ./build.ps1 or install it again."
    }
    $dotnet = Find-Dotnet
    if (-not $dotnet) {
        Write-Problem $Cmdlet DotnetMissing NotInstalled dotnet ('The program dotnet was not found. The sandbox needs the ASP.NET Core Runtime 10: ' +
            'install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start a new session.')
    }
    $info = [System.Diagnostics.ProcessStartInfo]::new($dotnet)
    $info.ArgumentList.Add($script:server)
    foreach ($item in $Argument) { $info.ArgumentList.Add($item) }
    $info.UseShellExecute = $false
    $info.CreateNoWindow = $true
    $info.RedirectStandardInput = $true
    $info.RedirectStandardOutput = $true
    $info.RedirectStandardError = $true
    $info.StandardOutputEncoding = [System.Text.UTF8Encoding]::new($false)
    [System.Diagnostics.Process]::Start($info)
}

# The first line that a process writes, or nothing when it ended without one. Waits in small steps, so that Ctrl+C is heard.
function Wait-Line([System.Diagnostics.Process] $Process, [int] $Seconds) {
    $reading = $Process.StandardOutput.ReadLineAsync()
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not $reading.Wait(100)) {
        if ($clock.Elapsed.TotalSeconds -gt $Seconds) { return }
    }
    $reading.Result
}

function Write-StartProblem($Cmdlet, [System.Diagnostics.Process] $Process, $Errors) {
    if (-not $Process.WaitForExit(5000)) {
        $Process.Kill($true)
        Write-Problem $Cmdlet SandboxNotReady OperationTimeout $null 'The sandbox was not ready within a minute.'
    }
    $text = $Errors.GetAwaiter().GetResult().Trim()
    if ($text -match 'Microsoft\.AspNetCore\.App' -or $text -match 'install or update \.NET|No frameworks were found') {
        Write-Problem $Cmdlet AspNetCoreMissing NotInstalled 'Microsoft.AspNetCore.App' ('The sandbox needs the ASP.NET Core Runtime 10, which is not installed. ' +
            'Install it from https://dotnet.microsoft.com/download/dotnet/10.0 ("ASP.NET Core Runtime", or the SDK).')
    }

    # The usage text that follows is for people at a shell.
    $reason = ($text -split "`n")[0].Trim()
    Write-Problem $Cmdlet SandboxNotStarted InvalidArgument $null "The sandbox did not start: $($reason ? $reason : "exit code $($Process.ExitCode)")"
}

function Stop-ServerProcess {
    [CmdletBinding(SupportsShouldProcess)]
    param($Entry)

    if (-not $PSCmdlet.ShouldProcess("$($Entry.Uri)")) { return }
    $process = $Entry.Process
    if (-not $process.HasExited) {
        try { $null = Invoke-RestMethod "$("$($Entry.Uri)".TrimEnd('/'))/_sandbox/stop" -Method Post -NoProxy -TimeoutSec 2 }
        catch { Write-Verbose "The sandbox did not take the request to stop: $_" }
        if (-not $process.WaitForExit(3000)) { $process.Kill($true) }
        $process.WaitForExit()
    }
    $process.Dispose()
}

# The address of the sandbox to talk to, without a slash at its end.
function Resolve-Root($Cmdlet, $Sandbox) {
    $value = $Sandbox
    if ($null -eq $value) {
        $entry = @($script:started.Values).Where({ -not $_.Process.HasExited }) | Select-Object -Last 1
        if (-not $entry) {
            Write-Problem $Cmdlet NoSandbox ResourceUnavailable $null 'No sandbox is running in this session. Start one with Start-SsprSandbox, or name one with -Sandbox.'
        }
        $value = $entry.Uri
    }
    elseif ($value -isnot [uri] -and $value.psobject.Properties['Uri']) {
        $value = $value.Uri
    }
    $uri = $value -as [uri]
    if (-not $uri -or -not $uri.IsAbsoluteUri -or $uri.Scheme -notin 'http', 'https' -or -not $uri.IsLoopback) {
        Write-Problem $Cmdlet NotASandbox InvalidArgument $value '-Sandbox takes what Start-SsprSandbox gives, or an address on this machine such as http://127.0.0.1:5005.'
    }
    $uri.GetLeftPart([System.UriPartial]::Authority)
}
