# The examples of every page in docs/SsprTools, run as they stand: page by page, in one session, against a sandbox with the tenant of Docs/tenant.json.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Shared.psm1"
    Import-TestModule
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    # A page whose examples change the tenant gets a sandbox of its own; the others share one, and are seen to write nothing.
    Import-Module "$PSScriptRoot/DocCode.psm1"
    $pages = Get-ChildItem "$root/docs/SsprTools/*-*.md" | ForEach-Object {
        $commands = Get-DocExample $_.FullName | ForEach-Object { Get-DocCommand $_.Code } | Sort-Object -Unique
        @{ Page = $_.BaseName; Writes = [bool] ($commands | Where-Object { (Get-Command $_ -ErrorAction Ignore).Parameters.Keys -contains 'WhatIf' -and $_ -notmatch 'SsprSandbox|^Export-Sspr' }) }
    }
    $readers = $pages | Where-Object { -not $_.Writes }
    $writers = $pages | Where-Object { $_.Writes }
    if (@($readers).Count -lt 10 -or @($writers).Count -lt 10) { throw 'The pages were not found.' }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/SignIn.psm1", "$PSScriptRoot/DocCode.psm1" -Force
    Import-TestModule
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    Import-Module "$root/out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
    $before = @{ Place = Get-Location; DataHome = $env:XDG_DATA_HOME; Endpoint = $env:IDENTITY_ENDPOINT; Header = $env:IDENTITY_HEADER }
    $tenant = '--seed', "$PSScriptRoot/Docs/tenant.json"

    # What is not run as it stands, each with its reason. One that no page has any more fails below.
    $changes = @(
        @{ Page = 'Get-SsprEvent'; From = 'Get-SsprEvent -Follow'; To = ''; Why = 'runs until Ctrl+C; Get-SsprEvent.Tests.ps1 follows and stops it' }
        @{ Page = 'Invoke-SsprTest'; From = '-Timeout 1:0'; To = '-Timeout 0:0'; Why = 'nobody resets a password while it waits' }
        @{ Page = 'Invoke-SsprTest'; From = ' -OpenBrowser'; To = ''; Why = 'there is no person in front of a browser' }
        @{ Page = 'Invoke-SsprValidation'; From = ' -Throw -AllowUnknown'; To = ''; Why = 'a tenant whose rollout has begun fails checks, and this is to end the command' }
        @{ Page = 'Invoke-SsprValidation'; From = ' -Throw'; To = ''; Why = 'as above; Invoke-SsprValidation.Tests.ps1 sees it end' }
        @{ Page = 'Set-SsprPolicy'; From = '-Timeout 01:30:00'; To = '-Timeout 0:0'; Why = 'nobody clicks in the portal while it waits' }
    )

    # An example that shows nothing, writes no file and changes nothing teaches nothing. These are right to be silent.
    $silent = @(
        'Disconnect-SsprTenant' # has nothing to show
        'Get-SsprContext|Connect only when needed' # is connected already
        'Get-SsprAdoption|What is not known, and why' # "Empty when every figure is certain."
        'Remove-SsprGroupMember|Empty a group', 'Undo-SsprMethod|See what would be brought back', 'New-SsprTestUser|See what would be done' # -WhatIf talks to the host
        'Get-SsprEvent|The report instead of the log' # no reset failed
        'Test-SsprPrerequisite|What this sign-in can run' # a Global Administrator can run all
        'Get-SsprEvent|Watch a pilot' # not run, see above
    )

    # What a person would have at hand.
    function Initialize-Folder {
        $null = New-Item $folder -ItemType Directory
        Set-Location $folder
        Set-Content phones.csv 'UserPrincipalName,MobilePhone,Email', 'MonicaT@contoso.onmicrosoft.com,+1 2065550100,monica@example.com', 'ben@contoso.onmicrosoft.com,+1 2065550104,ben@example.com'
        Set-Content leavers.csv 'UserPrincipalName,Method', 'SamR@contoso.onmicrosoft.com,Email', 'ben@contoso.onmicrosoft.com,MobilePhone'
        Set-Content waves.csv 'DisplayName,Description', 'SSPR wave 3,Third wave', 'SSPR wave 4,Fourth wave'
        Set-Content pilot.csv 'DisplayName,UserPrincipalName', 'Ada Pilot,AdaP', 'Bo Pilot,BoP'
        $certificate = New-TestCertificate signer
        [System.IO.File]::WriteAllBytes("$folder/signer.pfx", $certificate.Export('Pfx', ''))
        [System.IO.File]::WriteAllBytes("$folder/app.pfx", $certificate.Export('Pfx', 'pfx-Pa55'))
        $null = New-Item reports -ItemType Directory
        $certificate
    }

    # What a page's examples take as done before.
    $arrange = @{
        'Compare-SsprPolicy'   = { '{ "kind": "SsprTools.Policy", "version": 1, "settings": { "NotifyUsers": false } }' | Set-Content ./policy.json }
        'Invoke-SsprValidation' = {
            '{ "kind": "SsprTools.Policy", "version": 1, "settings": { "NotifyUsers": false } }' | Set-Content ./policy.json
            '{ "kind": "SsprTools.Policy", "version": 1, "attestations": [{ "by": "Ann", "at": "2026-11-01", "expires": "2099-12-31", "evidence": "SEC-7", "settings": { "NotifyUsers": true } }] }' | Set-Content ./attestations.json
        }
        'Restore-SsprPolicy'   = { Export-SsprPolicy ./policy.json; Set-SsprPolicy -NotifyUsers $false -Confirm:$false }
        'Get-SsprAdoption'     = { Get-SsprAdoption -Group Wave1, Wave2 -Snapshot }
        'Get-SsprRegistration' = { Add-SsprMethod MonicaT@contoso.onmicrosoft.com -MobilePhone '+1 2065550100' }
        'Get-SsprEvent'        = {
            $old = [pscredential]::new('MonicaT@contoso.onmicrosoft.com', (ConvertTo-SecureString 'Vq7-xnWd-Kr3p-hzt' -AsPlainText -Force))
            $new = ConvertTo-SecureString "Tr3k-$([guid]::NewGuid())" -AsPlainText -Force
            Add-SsprMethod $old.UserName -MobilePhone '+1 2065550100'
            Invoke-SsprSandboxUser Reset $old -NewPassword $new -MobilePhone '+1 2065550100' -TryWrong -Sandbox $Sandbox.Uri
        }
        'New-SsprTestUser'     = { Remove-SsprTestUser MonicaT@contoso.onmicrosoft.com -Confirm:$false }
        'Undo-SsprMethod'      = { Import-Csv ./phones.csv | Add-SsprMethod -UndoPath ./phones-undo.jsonl }
        'Remove-SsprMethod'    = { Add-SsprMethod MonicaT@contoso.onmicrosoft.com -MobilePhone '+1 2065550100' -AlternateMobilePhone '+1 2065550105' -Email monica@example.com }
    }

    # Nothing opens on the machine that runs the tests, and there is no Az module: stand-ins with the parameters that are used.
    function Invoke-Item { param([Parameter(ValueFromPipelineByPropertyName)][Alias('FullName')] [string] $Path) process { "opened $Path" } }
    function Get-AzAccessToken { param([string] $ResourceTypeName, [switch] $AsSecureString) [pscustomobject]@{ Token = $token } }

    # Runs all examples of a page, one after the other, and gives what each put out.
    function Invoke-Page([string] $Page, $Sandbox) {
        $folder = Join-Path $TestDrive $Page
        $env:XDG_DATA_HOME = "$folder-data"
        $certificate = Initialize-Folder
        # Where an example names a real tenant, it goes to the sandbox; where it would wait for a person, it looks once. The person says Yes.
        $PSDefaultParameterValues = @{ 'Connect-SsprTenant:Sandbox' = $Sandbox.Uri; 'Invoke-SsprTest:Timeout' = '0:0' }
        $ConfirmPreference = 'None'
        $ErrorActionPreference = 'Stop'
        $WarningPreference = 'SilentlyContinue'
        $identity = Invoke-SandboxControl $Sandbox POST identity @{ }
        $env:IDENTITY_ENDPOINT = $identity.endpoint
        $env:IDENTITY_HEADER = $identity.header
        $app = (New-SignInClient $Sandbox certificate @{ certificatePem = $certificate.ExportCertificatePem() }).clientId
        $password = ConvertTo-SecureString 'pfx-Pa55' -AsPlainText -Force
        $token = $pilotToken = New-SandboxToken $Sandbox -Scope 'User.Read.All', 'AuditLog.Read.All', 'Group.Read.All'
        $null = Connect-SsprTenant
        $id = (Get-SsprGroup SSPRTesters).Id
        $identity = (Get-SsprGroup Wave1).Id
        if ($arrange[$Page]) { $null = . $arrange[$Page] }
        Clear-SandboxRequest $Sandbox

        foreach ($example in Get-DocExample "$root/docs/SsprTools/$Page.md") {
            $code = $example.Code
            foreach ($change in $changes | Where-Object Page -EQ $Page) { $code = $code.Replace($change.From, $change.To) }
            if ($code -match 'Start-SsprSandbox') { $PSDefaultParameterValues.Remove('Connect-SsprTenant:Sandbox') }
            $files = @(Get-ChildItem $folder -Recurse -File).Count
            $writes = @(Get-SandboxWrite $Sandbox).Count
            try { $said = @(. ([scriptblock]::Create($code)) 6>$null) } catch { throw "$Page, '$($example.Title)': $_`n$($_.ScriptStackTrace)" }
            $effect = $said.Count + (@(Get-ChildItem $folder -Recurse -File).Count - $files) + (@(Get-SandboxWrite $Sandbox).Count - $writes)
            [pscustomobject]@{ Title = $example.Title; Output = $said; IsSilent = $effect -eq 0 -and $Page -notin $silent -and "$Page|$($example.Title)" -notin $silent }
            $PSDefaultParameterValues['Connect-SsprTenant:Sandbox'] = $Sandbox.Uri
        }
    }
}

AfterAll {
    Set-Location $before.Place
    $env:XDG_DATA_HOME, $env:IDENTITY_ENDPOINT, $env:IDENTITY_HEADER = $before.DataHome, $before.Endpoint, $before.Header
    Stop-SsprSandbox
}

Describe 'The examples of what only reads' {
    BeforeAll { $sandbox = Start-TestSandbox $tenant }

    AfterAll { Stop-TestSandbox $sandbox }

    It '<Page>: each runs without an error, shows something, and writes nothing' -ForEach $readers {
        $results = @(Invoke-Page $Page $sandbox)
        $results.Count | Should -BeGreaterThan 0
        ($results | Where-Object IsSilent).Title | Should -BeNullOrEmpty -Because 'an example is to show something'
        Get-SandboxWrite $sandbox | ForEach-Object { "$($_.method) $($_.path)" } | Should -BeNullOrEmpty
    }
}

Describe 'The examples of what changes something' {

    It '<Page>: each runs without an error and shows something' -ForEach $writers {
        $own = Start-TestSandbox $tenant
        try { $results = @(Invoke-Page $Page $own) } finally { Stop-TestSandbox $own }
        $results.Count | Should -BeGreaterThan 0
        ($results | Where-Object IsSilent).Title | Should -BeNullOrEmpty -Because 'an example is to show something'
        # What a person has yet to do in the portal cannot have been seen.
        $results.Output | Where-Object { "$($_.Status)" -in 'Failed', 'Unverified' -and "$($_.Route)" -ne 'Assisted' } | Should -BeNullOrEmpty
    }
}

Describe 'The examples of the sandbox''s own commands' {
    It 'run without an error, one after the other' {
        $WarningPreference = 'SilentlyContinue'
        $ErrorActionPreference = 'Stop'
        $opened = @()
        function Start-Process { param($FilePath) Set-Variable opened "$FilePath" -Scope 1 }
        $own = Start-TestSandbox $tenant
        try {
            $PSDefaultParameterValues = @{ 'Invoke-SsprSandboxUser:Sandbox' = $own.Uri; 'Get-SsprSandboxMessage:Sandbox' = $own.Uri }
            $user = $null
            $credential = [pscredential]::new('MonicaT@contoso.onmicrosoft.com', (ConvertTo-SecureString 'Vq7-xnWd-Kr3p-hzt' -AsPlainText -Force))
            $user = [pscustomobject]@{ Credential = $credential }
            $password = ConvertTo-SecureString "Tr3k-$([guid]::NewGuid())" -AsPlainText -Force
            foreach ($name in 'Invoke-SsprSandboxUser', 'Get-SsprSandboxMessage') {
                $examples = @((Get-Help $name -Full).Examples.Example)
                $examples.Count | Should -Be 2
                foreach ($example in $examples) { . ([scriptblock]::Create("$($example.Code)`
$($example.Remarks.Text -join "`
")")) | Should -Not -BeNullOrEmpty -Because $example.Code }
            }

            $PSDefaultParameterValues = @{ }
            foreach ($name in 'Start-SsprSandbox', 'Stop-SsprSandbox') {
                foreach ($example in (Get-Help $name -Full).Examples.Example) { $null = . ([scriptblock]::Create("$($example.Code)`
$($example.Remarks.Text -join "`
")")) }
            }
            $opened | Should -Match '^http://127'
        }
        finally { Stop-TestSandbox $own; Stop-SsprSandbox }
    }
}

Describe 'The list of what is not run as it stands' {
    It 'has nothing that no page says any more' {
        foreach ($change in $changes) { (Get-Content -Raw "$root/docs/SsprTools/$($change.Page).md").Contains($change.From) | Should -BeTrue -Because $change.From }
        $titles = Get-ChildItem "$root/docs/SsprTools/*-*.md" | ForEach-Object { $page = $_.BaseName; $page; Get-DocExample $_.FullName | ForEach-Object { "$page|$($_.Title)" } }
        $silent | Where-Object { $_ -notin $titles } | Should -BeNullOrEmpty
    }
}

Describe 'The run of examples' {
    It 'fails on <Why>' -ForEach @(
        @{ Why = 'an error'; Code = 'Get-SsprGroup Nonesuch'; Message = '*Nonesuch*' }
        @{ Why = 'silence'; Code = '$null = Get-SsprContext'; Message = 'silent' }
    ) {
        $null = New-Item "$TestDrive/docs/SsprTools" -ItemType Directory -Force
        Set-Content "$TestDrive/docs/SsprTools/Page.md" '### Example 1: One', '', '```powershell', $Code, '```'
        $root = "$TestDrive"
        $own = Start-TestSandbox $tenant
        try { { if ((Invoke-Page Page $own).IsSilent) { throw 'silent' } } | Should -Throw -ExpectedMessage $Message } finally { Stop-TestSandbox $own; Set-Location $before.Place; Remove-Item "$TestDrive/Page" -Recurse }
    }
}
