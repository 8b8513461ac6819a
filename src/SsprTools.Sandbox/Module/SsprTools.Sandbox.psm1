# The module that starts the sandbox tenant and asks it. The tenant itself is the server beside this file.

$ErrorActionPreference = 'Stop'
$script:server = Join-Path $PSScriptRoot 'server' 'SsprTools.Sandbox.dll'

# Sandboxes of this session by process id: Process, Uri.
$script:started = [ordered]@{}

$ExecutionContext.SessionState.Module.OnRemove = {
    foreach ($entry in @($script:started.Values)) {
        if (-not $entry.Process.HasExited) { $entry.Process.Kill($true) }
    }
}

function Start-SsprSandbox {
    <#
    .SYNOPSIS
    Starts an offline tenant on this machine.
    .DESCRIPTION
    Starts the sandbox as a child process that listens on 127.0.0.1 and waits until it is ready. It behaves as a Microsoft Entra tenant is
    documented to behave as far as self-service password reset goes: Microsoft Graph, the portal's password reset API, and the pages of
    users. Nothing leaves the machine and nothing is kept on disk. It ends with this PowerShell session, or with Stop-SsprSandbox.

    The output pipes into Connect-SsprTenant. No token is part of it.
    .PARAMETER Seed
    A JSON file that describes the tenant to start with; the built-in Contoso without it. The format is in the guide to the sandbox.
    .PARAMETER Users
    How many generated users to add.
    .PARAMETER GroupSize
    How many of them make up a second group, First generated users.
    .PARAMETER Budget
    Budgets to keep instead of the documented figures, as limit/seconds, for example @{ reports = '5/1' }.
    .PARAMETER Fault
    Faults to set from the start, as NAME, NAME:COUNT, or with more members after commas, for example
    'throttle,ratio=0.2,seed=7,retryAfter=1'. The guide to the sandbox lists them.
    .PARAMETER Port
    The port on 127.0.0.1. By default a free one is taken.
    .PARAMETER Lag
    How late things show, for example @{ report = [timespan]'04:00'; audit = 'PT5M'; directory = 'PT0S' }.
    .PARAMETER Switch
    Unconfirmed facts to decide, for example @{ 'sign-in-code' = $false }.
    .OUTPUTS
    SsprTools.Sandbox.Tenant with Uri, TenantId, DefaultDomain, Account, Pages and ProcessId.
    .EXAMPLE
    Start-SsprSandbox | Connect-SsprTenant
    .EXAMPLE
    $sandbox = Start-SsprSandbox -Users 1000 -Lag @{ audit = 'PT0S' }
    Start-Process $sandbox.Pages
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType('SsprTools.Sandbox.Tenant')]
    param(
        [ValidateNotNullOrEmpty()]
        [string] $Seed,

        [ValidateRange(0, 2000000)]
        [int] $Users,

        [ValidateRange(0, 2000000)]
        [int] $GroupSize,

        [ArgumentCompletions(
            'user-not-created', 'user-wrong-force-change', 'group-not-created', 'member-not-added', 'member-not-removed', 'user-not-deleted',
            'group-not-deleted', 'licence-plan-disabled', 'licence-not-assigned', 'scope-not-saved', 'policy-field-dropped',
            'policy-changed-meanwhile', 'policy-changed-before-put', 'policy-changed-after-put', 'portal-put-403', 'portal-put-409',
            'portal-put-500', 'portal-put-dropped', 'method-not-saved', 'method-wrong-number', 'report-row-missing', 'report-stale', 'audit-missing',
            'directory-stale', 'code-not-sent', 'wrong-code-accepted', 'reset-not-done', 'audit-late', 'audit-other-user', 'sign-in-refused',
            'on-premises-refused', 'throttle', 'throttle-no-header', 'throttle-date', 'unavailable', 'unavailable-date', 'bad-gateway',
            'bad-gateway-after', 'gateway-timeout', 'gateway-timeout-after', 'server-error', 'html-page', 'proxy-authentication',
            'token-expired', 'claims-challenge', 'reset', 'reset-after', 'truncate', 'slow-body', 'stalled-body', 'not-json',
            'wrong-content-type', 'clock-skew', 'latency', 'step-lost', 'step-twice', 'nextlink-foreign', 'nextlink-repeat', 'nextlink-lost',
            'small-pages', 'token-unavailable', 'token-slow', 'token-garbage')]
        [string[]] $Fault,

        [ValidateRange(0, 65535)]
        [int] $Port,

        [hashtable] $Lag,

        [hashtable] $Switch,

        [hashtable] $Budget
    )

    $arguments = [System.Collections.Generic.List[string]] @('--port', "$Port", '--parent', "$PID")
    if ($Seed) {
        $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Seed)
        if (-not (Test-Path -LiteralPath $file -PathType Leaf)) {
            Write-Problem $PSCmdlet SeedNotFound ObjectNotFound $Seed "-Seed: there is no file '$Seed'."
        }
        $arguments.AddRange([string[]] @('--seed', $file))
    }
    if ($Users) { $arguments.AddRange([string[]] @('--users', "$Users")) }
    if ($GroupSize) { $arguments.AddRange([string[]] @('--group-size', "$GroupSize")) }
    foreach ($name in $Budget.Keys) { $arguments.AddRange([string[]] @('--budget', "$name=$($Budget[$name])")) }
    foreach ($item in $Fault) { $arguments.AddRange([string[]] @('--fault', $item)) }
    foreach ($name in $Lag.Keys) {
        $value = $Lag[$name] -is [timespan] ? [System.Xml.XmlConvert]::ToString([timespan] $Lag[$name]) : "$($Lag[$name])"
        $arguments.AddRange([string[]] @('--lag', "$name=$value"))
    }
    foreach ($name in $Switch.Keys) {
        $value = $Switch[$name] -is [bool] ? "$($Switch[$name])".ToLowerInvariant() : "$($Switch[$name])"
        $arguments.AddRange([string[]] @('--switch', "$name=$value"))
    }

    if (-not $PSCmdlet.ShouldProcess('127.0.0.1', 'Start a sandbox tenant')) { return }
    $process = New-ServerProcess $PSCmdlet $arguments -Confirm:$false
    $ready = $false
    try {
        $errors = $process.StandardError.ReadToEndAsync()
        $line = Wait-Line $process 60
        if (-not $line) {
            Write-StartProblem $PSCmdlet $process $errors
        }
        $discovery = $line | ConvertFrom-Json
        $uri = [uri] $discovery.graph
        $script:started["$($process.Id)"] = [pscustomobject]@{ Process = $process; Uri = $uri }
        $ready = $true
        [pscustomobject]@{
            PSTypeName = 'SsprTools.Sandbox.Tenant'
            Uri = $uri
            TenantId = [guid] $discovery.tenantId
            DefaultDomain = $discovery.defaultDomain
            Account = $discovery.account
            Pages = [uri] $discovery.pages
            ProcessId = $process.Id
        }
    }
    finally {
        # Also when somebody pressed Ctrl+C while it was starting.
        if (-not $ready -and -not $process.HasExited) { $process.Kill($true) }
    }
}

function Stop-SsprSandbox {
    <#
    .SYNOPSIS
    Ends a sandbox tenant.
    .DESCRIPTION
    Ends the sandbox that is given, or all that this session has started. One that has ended already is no error.
    .PARAMETER InputObject
    What Start-SsprSandbox gave.
    .EXAMPLE
    Stop-SsprSandbox
    .EXAMPLE
    $sandbox | Stop-SsprSandbox
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType([void])]
    param(
        [Parameter(ValueFromPipeline, Position = 0)]
        [PSTypeName('SsprTools.Sandbox.Tenant')] $InputObject
    )
    process {
        $ids = $InputObject ? @("$($InputObject.ProcessId)") : @($script:started.Keys)
        foreach ($id in $ids) {
            $entry = $script:started[$id]
            if (-not $entry) {
                Write-Verbose "The sandbox with process id $id has ended already, or another session started it."
                continue
            }
            if (-not $PSCmdlet.ShouldProcess("$($entry.Uri)", 'Stop the sandbox tenant')) { continue }
            Stop-ServerProcess $entry -Confirm:$false
            $script:started.Remove($id)
        }
    }
}

function Get-SsprSandboxMessage {
    <#
    .SYNOPSIS
    Shows the texts, calls and mails that the sandbox "sent", with their codes.
    .DESCRIPTION
    Nothing is really sent. What users would get on their phone, in their mailbox and in their authenticator app is kept in the sandbox, and
    showing it, codes included, is the purpose of this cmdlet. The oldest comes first.
    .PARAMETER To
    Only what went to this phone number or address.
    .PARAMETER User
    Only what was meant for this user.
    .PARAMETER Sandbox
    The sandbox to ask: what Start-SsprSandbox gave, or its address. By default the last one that this session has started.
    .OUTPUTS
    SsprTools.Sandbox.Message with Time, Channel (sms, call, email, app), To, UserPrincipalName, Code, Text.
    .EXAMPLE
    Get-SsprSandboxMessage -User MonicaT@contoso.onmicrosoft.com | Select-Object -Last 1
    .EXAMPLE
    (Get-SsprSandboxMessage -To '+1 2065550100')[-1].Code
    #>
    [CmdletBinding()]
    [OutputType('SsprTools.Sandbox.Message')]
    param(
        [Parameter(Position = 0)]
        [ValidateNotNullOrEmpty()]
        [string] $To,

        [ValidateNotNullOrEmpty()]
        [string] $User,

        [Parameter(ValueFromPipeline)]
        [ValidateNotNull()]
        [object] $Sandbox
    )
    process {
        $root = Resolve-Root $PSCmdlet $Sandbox
        $query = @(
            if ($To) { "to=$([uri]::EscapeDataString($To))" }
            if ($User) { "user=$([uri]::EscapeDataString($User))" }
        ) -join '&'
        try {
            $answer = Invoke-RestMethod "$root/_sandbox/messages?$query" -NoProxy
        }
        catch [System.Net.Http.HttpRequestException] {
            Write-Problem $PSCmdlet SandboxNotReached ConnectionError $root "The sandbox at $root does not answer. Has it been stopped? Start-SsprSandbox starts another one."
        }
        foreach ($message in $answer.value) {
            [pscustomobject]@{
                PSTypeName = 'SsprTools.Sandbox.Message'
                Time = ([datetime] $message.time).ToUniversalTime()
                Channel = $message.channel
                To = $message.to
                UserPrincipalName = $message.userPrincipalName
                Code = $message.code
                Text = $message.text
                Number = $message.seq
            }
        }
    }
}

function Invoke-SsprSandboxUser {
    <#
    .SYNOPSIS
    Lets a robot person use the sandbox's pages: sign in, register, reset a forgotten password, change a password.
    .DESCRIPTION
    The robot reads and fills the pages of the sandbox as a person with a browser, a phone and a mailbox would; there is no back door. Each page
    that it saw is a step of the output. When the pages refuse, the result says so with Succeeded = $false; that is no error.

    It works with sandboxes only, never with a real tenant. Passwords go to the robot through a pipe: they are on no command line and in no output.
    .PARAMETER Action
    Register signs in, replaces an initial password by -NewPassword where the page asks for that, and sets up the methods that are wanted. Reset walks through
    "Forgot my password". SignIn signs in and enters a code when asked. ChangePassword changes a known password.
    .PARAMETER Credential
    User name and password. Reset does not need the password; the user name is enough.
    .PARAMETER NewPassword
    The password to set.
    .PARAMETER MobilePhone
    The person's mobile phone, with country code: '+1 2065550100'.
    .PARAMETER OfficePhone
    The person's office phone.
    .PARAMETER Email
    The person's private mail address.
    .PARAMETER Method
    The method to prefer. By default the first that the pages offer and the person can use.
    .PARAMETER TryWrong
    Also type a wrong code first each time, and report that it was refused. A wrong phone number is tried at every reset anyway.
    .PARAMETER Sandbox
    The sandbox: what Start-SsprSandbox gave, or its address. By default the last one that this session has started.
    .OUTPUTS
    SsprTools.Sandbox.UserResult with Action, UserPrincipalName, Succeeded, Message, SsprCode and Steps (each with Step, Seen, Ok).
    .EXAMPLE
    Invoke-SsprSandboxUser -Action Register -Credential $user.Credential -NewPassword $password -MobilePhone '+1 2065550100'
    .EXAMPLE
    (Invoke-SsprSandboxUser Reset $credential -NewPassword $password -MobilePhone '+1 2065550100').Steps
    #>
    [CmdletBinding()]
    [OutputType('SsprTools.Sandbox.UserResult')]
    param(
        [Parameter(Mandatory, Position = 0)]
        [ValidateSet('Register', 'Reset', 'SignIn', 'ChangePassword')]
        [string] $Action,

        [Parameter(Mandatory, Position = 1)]
        [ValidateNotNull()]
        [pscredential] $Credential,

        [ValidateNotNull()]
        [securestring] $NewPassword,

        [ValidatePattern('^\+\d{1,3} \d[\d ()./-]{3,}$', ErrorMessage = 'A number with country code and a blank is expected, such as +1 2065550100.')]
        [string] $MobilePhone,

        [ValidatePattern('^\+\d{1,3} \d[\d ()./-]{3,}$', ErrorMessage = 'A number with country code and a blank is expected, such as +1 4255550199.')]
        [string] $OfficePhone,

        [ValidatePattern('^[^\s@]+@[^\s@]+$', ErrorMessage = 'A mail address is expected, such as monica@example.com.')]
        [string] $Email,

        [ValidateSet('Text', 'Call', 'Email', 'OfficeCall', 'App')]
        [string] $Method,

        [switch] $TryWrong,

        [Parameter(ValueFromPipeline)]
        [ValidateNotNull()]
        [object] $Sandbox
    )
    process {
        if (-not $NewPassword -and $Action -in 'Reset', 'ChangePassword') {
            Write-Problem $PSCmdlet NewPasswordMissing InvalidArgument $Action "-NewPassword is needed for the action $Action."
        }
        $root = Resolve-Root $PSCmdlet $Sandbox
        $order = [ordered]@{ userName = $Credential.UserName; tryWrongCode = [bool] $TryWrong }
        if ($Action -ne 'Reset') { $order.password = $Credential.GetNetworkCredential().Password }
        if ($NewPassword) { $order.newPassword = [pscredential]::new('x', $NewPassword).GetNetworkCredential().Password }
        if ($MobilePhone) { $order.mobilePhone = $MobilePhone }
        if ($OfficePhone) { $order.officePhone = $OfficePhone }
        if ($Email) { $order.email = $Email }
        if ($Method) { $order.method = $Method }

        $process = New-ServerProcess $PSCmdlet @('robot', '--sandbox', $root, '--action', $Action) -Confirm:$false
        try {
            $errors = $process.StandardError.ReadToEndAsync()
            $process.StandardInput.WriteLine((ConvertTo-Json $order -Compress -EscapeHandling EscapeNonAscii))
            $process.StandardInput.Close()
            $order.Clear()
            $line = Wait-Line $process 300
            if (-not $line) {
                # The robot's usage text is for people at a shell; the first line tells what is wrong.
                $why = ($errors.GetAwaiter().GetResult() -split "`n")[0].Trim()
                Write-Problem $PSCmdlet RobotFailed ConnectionError $root ($why ? $why : 'The robot ended without an answer.')
            }
            $result = $line | ConvertFrom-Json
            [pscustomobject]@{
                PSTypeName = 'SsprTools.Sandbox.UserResult'
                Action = $Action
                UserPrincipalName = $Credential.UserName
                Succeeded = $result.succeeded
                Message = $result.message
                SsprCode = $result.ssprCode
                Steps = @(foreach ($step in $result.steps) {
                        [pscustomobject]@{ PSTypeName = 'SsprTools.Sandbox.Step'; Step = $step.step; Ok = $step.ok; Seen = $step.seen }
                    })
            }
        }
        finally {
            if (-not $process.HasExited) { $process.Kill($true) }
            $process.Dispose()
        }
    }
}

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

Export-ModuleMember -Function Start-SsprSandbox, Stop-SsprSandbox, Get-SsprSandboxMessage, Invoke-SsprSandboxUser
