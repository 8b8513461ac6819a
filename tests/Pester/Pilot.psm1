# What the suites of the pilot commands share: arranging the tenant behind the module's back, and searching streams for secrets.

$ErrorActionPreference = 'Stop'

# A request of our own with the sandbox's admin token, for what the module itself must refuse to make.
function Invoke-SandboxGraph($Sandbox, [string] $Method, [string] $Path, $Body) {
    $root = "$($Sandbox.Uri)".TrimEnd('/')
    $token = (Invoke-RestMethod "$root/_sandbox").accessToken
    $request = @{ Method = $Method; Uri = "$root/v1.0/$Path"; Headers = @{ Authorization = "Bearer $token" } }
    if ($null -ne $Body) { $request.Body = $Body | ConvertTo-Json -Depth 9; $request.ContentType = 'application/json' }
    Invoke-RestMethod @request
}

# A user that is no test user.
function New-PlainUser($Sandbox, [string] $Name) {
    Invoke-SandboxGraph $Sandbox POST users @{
        accountEnabled = $true; displayName = $Name; mailNickname = $Name; userPrincipalName = "$Name@$($Sandbox.DefaultDomain)"
        passwordProfile = @{ password = 'Kf7-mWqx-Hrt4-cvxw'; forceChangePasswordNextSignIn = $true }
    }
}

function New-PlainGroup($Sandbox, [string] $Name, [hashtable] $More = @{}) {
    $body = @{ displayName = $Name; mailNickname = $Name; mailEnabled = $false; securityEnabled = $true }
    foreach ($key in $More.Keys) { $body[$key] = $More[$key] }
    Invoke-SandboxGraph $Sandbox POST groups $body
}

# A connection whose token has just these scopes.
function Connect-Narrowly($Sandbox, [string[]] $Scope) {
    Connect-SsprTenant -Sandbox $Sandbox.Uri -AccessToken (New-SandboxToken $Sandbox -Scope $Scope) -PassThru
}

# Everything that a command put out anywhere, as one text: streams at their loudest, a transcript, errors with all their details.
function Get-AllText([scriptblock] $Script) {
    $file = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).txt"
    $null = Start-Transcript $file
    try { $all = & $Script *>&1 } finally { $null = Stop-Transcript }
    $text = @(
        $all | Format-List * -Force | Out-String -Width 4000
        $all | Out-String -Width 4000
        $all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] } | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue
        $all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { $_.Exception.ToString(); "$($_.ErrorDetails)" }
        Get-Content $file -Raw
    ) -join "`n"
    Remove-Item $file
    [pscustomobject]@{ Text = $text; Output = @($all | Where-Object { $_ -isnot [System.Management.Automation.InformationalRecord] -and $_ -isnot [System.Management.Automation.ErrorRecord] }) }
}

# The error that ends a call, with its details.
function Get-Failure([scriptblock] $Script) {
    try { $null = & $Script } catch { return $_ }
    throw 'No error came.'
}

function Get-Completion([string] $Text) {
    [System.Management.Automation.CommandCompletion]::CompleteInput($Text, $Text.Length, $null).CompletionMatches.CompletionText
}

Export-ModuleMember -Function *-*
