# The module that starts the sandbox tenant and asks it. The tenant itself is the server beside this file.

$ErrorActionPreference = 'Stop'
$script:server = Join-Path $PSScriptRoot 'server' 'SsprTools.Sandbox.dll'

. "$PSScriptRoot/Server.ps1"
. "$PSScriptRoot/Invoke-SsprSandboxUser.ps1"

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

Export-ModuleMember -Function Start-SsprSandbox, Stop-SsprSandbox, Get-SsprSandboxMessage, Invoke-SsprSandboxUser
