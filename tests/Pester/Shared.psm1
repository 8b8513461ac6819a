# What the Pester suites share: the module under test as it is packed, a sandbox of their own, and its control routes.
# The module folder can be given by SSPRTOOLS_MODULE, else it is out/SsprTools of this checkout.

$ErrorActionPreference = 'Stop'
$root = (Resolve-Path "$PSScriptRoot/../..").Path
$script:modulePath = $env:SSPRTOOLS_MODULE ? $env:SSPRTOOLS_MODULE : "$root/out/SsprTools/SsprTools.psd1"
$script:serverPath = "$root/out/SsprTools.Sandbox/server/SsprTools.Sandbox.dll"

function Get-TestModulePath { $script:modulePath }

# The PowerShell for processes of their own. The process that this one runs in may be dotnet, where PowerShell is a .NET tool.
function Get-TestPowerShell {
    $name = $env:SSPRTOOLS_PWSH ? $env:SSPRTOOLS_PWSH : [System.Environment]::ProcessPath
    (Get-Command $name -CommandType Application -TotalCount 1).Source
}

function Import-TestModule {
    if (-not (Test-Path $script:modulePath)) { throw "The module is not built: $script:modulePath. Run ./build.sh build." }
    Import-Module $script:modulePath -Global
}

# Starts a sandbox of this test file's own; ends with this process at the latest.
function Start-TestSandbox([string[]] $Argument = @()) {
    $info = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    foreach ($item in @($script:serverPath, '--port', '0', '--parent', "$PID") + $Argument) { $info.ArgumentList.Add($item) }
    $info.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($info)
    $line = $process.StandardOutput.ReadLine()
    if (-not $line) { throw 'The sandbox ended before it was ready.' }
    $ready = $line | ConvertFrom-Json
    [pscustomobject]@{ Uri = [uri] $ready.graph; TenantId = $ready.tenantId; DefaultDomain = $ready.defaultDomain; Process = $process }
}

function Stop-TestSandbox($Sandbox) {
    if ($Sandbox -and -not $Sandbox.Process.HasExited) { $Sandbox.Process.Kill($true); $Sandbox.Process.WaitForExit() }
}

function Invoke-SandboxControl($Sandbox, [string] $Method, [string] $Route, $Body) {
    $request = @{ Method = $Method; Uri = "$("$($Sandbox.Uri)".TrimEnd('/'))/_sandbox/$Route" }
    if ($null -ne $Body) { $request.Body = $Body | ConvertTo-Json -Depth 9; $request.ContentType = 'application/json' }
    Invoke-RestMethod @request
}

function Get-SandboxRequest($Sandbox) { (Invoke-SandboxControl $Sandbox GET requests).value }

function Clear-SandboxRequest($Sandbox) { $null = Invoke-SandboxControl $Sandbox DELETE requests }

# Every request that could have changed something. Questions that are asked by POST change nothing.
function Get-SandboxWrite($Sandbox) {
    Get-SandboxRequest $Sandbox | Where-Object {
        $_.method -ne 'GET' -and $_.path -notmatch '/(\$batch|checkMemberGroups|getMemberGroups)$'
    }
}

# The requests, as verb and path, that none of a cmdlet's [GraphPermission] attributes tells of.
function Get-UnlistedRequest($Sandbox, [string] $Command) {
    $patterns = (Get-Command $Command).ImplementingType.GetCustomAttributes($true) | Where-Object { $_.GetType().Name -eq 'GraphPermissionAttribute' } |
        ForEach-Object { $verb, $path = $_.Request -split ' ', 2; "^$verb (/v1\.0|/portal|/passwordreset/v1\.0)$([regex]::Escape($path) -replace '\\\{id}', '[^/]+')$" }
    Get-SandboxRequest $Sandbox | Where-Object path -NotMatch '/\$batch$' | ForEach-Object { "$($_.method) $(($_.path -split '\?')[0])" } | Sort-Object -Unique |
        Where-Object { $request = $_; -not ($patterns | Where-Object { $request -match $_ }) }
}

function Set-SandboxFault($Sandbox, [string] $Name, [Nullable[int]] $Count, [string] $Target) {
    $body = @{ name = $Name }
    if ($null -ne $Count) { $body.count = $Count }
    if ($Target) { $body.target = $Target }
    $null = Invoke-SandboxControl $Sandbox POST faults $body
}

function Clear-SandboxFault($Sandbox) { $null = Invoke-SandboxControl $Sandbox DELETE faults }

function Step-SandboxClock($Sandbox, [timespan] $By) {
    $null = Invoke-SandboxControl $Sandbox POST clock @{ advance = [System.Xml.XmlConvert]::ToString($By) }
}

# A token with just these scopes and role template ids, as a SecureString.
function New-SandboxToken($Sandbox, [string[]] $Scope, [string[]] $RoleTemplate, [switch] $AppOnly, [int] $ExpiresIn = 3600) {
    $body = @{ audience = 'graph'; appOnly = [bool] $AppOnly; expiresIn = $ExpiresIn }
    if ($AppOnly) { $body.roles = @($Scope) } else { $body.scopes = @($Scope); if ($PSBoundParameters.ContainsKey('RoleTemplate')) { $body.wids = @($RoleTemplate) } }
    (Invoke-SandboxControl $Sandbox POST tokens $body).accessToken | ConvertTo-SecureString -AsPlainText -Force
}

# A request of the sandbox's own administrator, past the module under test: for setting things up and for looking behind it.
function Invoke-SandboxGraph($Sandbox, [string] $Method, [string] $Path, $Body) {
    Invoke-SandboxApi $Sandbox $Method "v1.0/$Path" accessToken $Body
}

function Invoke-SandboxPortal($Sandbox, [string] $Method, [string] $Path, $Body) {
    Invoke-SandboxApi $Sandbox $Method "portal/api/PasswordReset/$Path" portalAccessToken $Body
}

function Invoke-SandboxApi($Sandbox, [string] $Method, [string] $Path, [string] $Token, $Body) {
    $root = "$($Sandbox.Uri)".TrimEnd('/')
    $discovery = Invoke-RestMethod "$root/_sandbox"
    $request = @{ Method = $Method; Uri = "$root/$Path"; Headers = @{ Authorization = "Bearer $($discovery.$Token)"; 'X-Requested-With' = 'XMLHttpRequest' } }
    if ($null -ne $Body) { $request.Body = $Body | ConvertTo-Json -Depth 9; $request.ContentType = 'application/json' }
    Invoke-RestMethod @request
}

# Runs a script in a runspace of its own, stops it after a while, and says how long the stop took and what came out.
function Measure-Stop([string] $Script, [hashtable] $Variable = @{}, [int] $After = 700) {
    $state = [initialsessionstate]::CreateDefault()
    $state.ImportPSModule($script:modulePath)
    $shell = [powershell]::Create($state)
    try {
        foreach ($name in $Variable.Keys) { $shell.Runspace.SessionStateProxy.SetVariable($name, $Variable[$name]) }
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.AddScript($Script).BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        Start-Sleep -Milliseconds $After
        $stateBefore = $shell.InvocationStateInfo.State
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        [pscustomobject]@{ WasRunning = $stateBefore -eq 'Running'; Elapsed = $watch.Elapsed; State = $shell.InvocationStateInfo.State; Output = @($output); Errors = @($shell.Streams.Error) }
    }
    finally { $shell.Dispose() }
}

# The progress records of a command before a host where somebody sits, or, with -NonInteractive, where nobody does; first of all how the command ended.
function Get-ProgressRecord($Sandbox, [string] $Command, [string[]] $Switch) {
    $script = @"
`$state = [initialsessionstate]::CreateDefault()
`$state.ImportPSModule('$(Get-TestModulePath)')
`$room = [runspacefactory]::CreateRunspace(`$Host, `$state)
`$room.Open()
`$shell = [powershell]::Create()
`$shell.Runspace = `$room
`$null = `$shell.AddScript({ param(`$uri, `$command) `$null = Connect-SsprTenant -Sandbox `$uri; try { `$null = & ([scriptblock]::Create(`$command)); 'done' } catch { `$_.FullyQualifiedErrorId } }).AddArgument('$($Sandbox.Uri)').AddArgument('$($Command -replace "'", "''")')
`$said = `$shell.Invoke()
'JSON' + (@([pscustomobject]@{ Error = "`$said" }) + @(`$shell.Streams.Progress | ForEach-Object { [pscustomobject]@{ Activity = `$_.Activity; Status = `$_.StatusDescription; Left = `$_.SecondsRemaining; Type = "`$(`$_.RecordType)"; Id = `$_.ActivityId } }) | ConvertTo-Json -Compress)
"@
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid()).ps1"
    Set-Content $file $script
    try { $line = & (Get-TestPowerShell) -NoProfile @Switch -File $file 2>&1 | Where-Object { $_ -match 'JSON[\[{]' } | Select-Object -First 1 }
    finally { Remove-Item $file }
    "$line" -replace '^.*?JSON(?=[\[{])' | ConvertFrom-Json
}

Export-ModuleMember -Function *-*
