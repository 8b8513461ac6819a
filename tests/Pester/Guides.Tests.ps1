# The guides in docs/guides, block by block as they stand, each in one session against sandboxes of its own. waves.md has a suite of its own.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/SignIn.psm1", "$PSScriptRoot/DocCode.psm1" -Force
    Import-TestModule
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    Import-Module "$root/out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
    $before = @{ Place = Get-Location; DataHome = $env:XDG_DATA_HOME; Endpoint = $env:IDENTITY_ENDPOINT; Header = $env:IDENTITY_HEADER }
    $env:XDG_DATA_HOME = "$TestDrive/data"

    # The rest of a guide's session: a folder of its own, and errors that end the test.
    function Enter-Guide([string] $Name) {
        $null = New-Item "$TestDrive/$Name" -ItemType Directory
        Set-Location "$TestDrive/$Name"
        Get-DocBlock "$root/docs/guides/$Name.md"
    }
}

AfterAll {
    Set-Location $before.Place
    Stop-SsprSandbox
    $env:XDG_DATA_HOME, $env:IDENTITY_ENDPOINT, $env:IDENTITY_HEADER = $before.DataHome, $before.Endpoint, $before.Header
}

Describe 'The guide to a pilot' {
    It 'runs from the connection to everything back' {
        $ErrorActionPreference = 'Stop'
        $blocks = Enter-Guide pilot
        $out = @{}
        foreach ($block in $blocks) {
            $said = @(. ([scriptblock]::Create($block.Code)) 6>$null)
            $out[$block.Heading] = @($out[$block.Heading]) + $said
            if ($block.Heading -eq 'Turn it on') { "$($change.Status)" | Should -Be 'Updated' }
            if ($block.Heading -eq 'The test') { $said | Where-Object Succeeded -EQ $false | Should -BeNullOrEmpty }
        }

        "$(($out['Look before you change'] | Where-Object Check)[0].Verdict)" | Should -Be 'Pass'
        "$($out['Can she reset?'][1].Verdict)" | Should -Be 'Fail'
        $out['Can she reset?'][-1] | Should -Be 'Nothing stands in the way.'
        "$($done.State)" | Should -Be 'Passed' -Because ($done.Steps | ForEach-Object { "$($_.Step) $($_.State): $($_.Reason)" } | Out-String)
        $out['For those who ask'].Kind | Should -Contain 'Reset'
        Get-Content -Raw ./pilot.html | Should -Match 'MonicaT@contoso'
        ($out['Everything back'].Status | ForEach-Object { "$_" } | Sort-Object -Unique) -join ',' | Should -Be 'Removed,Updated'
    }
}

Describe 'The guide to 2027-02-01' {
    It 'finds who loses reset and brings the number to none' {
        $ErrorActionPreference = 'Stop'
        $WarningPreference = 'SilentlyContinue'
        $sandbox = Start-TestSandbox
        try {
            $null = Connect-SsprTenant -Sandbox $sandbox.Uri
            $null = Set-SsprPolicy -Scope All -Confirm:$false
            Step-SandboxClock $sandbox 0.05:00:00
            $null = Connect-SsprTenant -Sandbox $sandbox.Uri
            $blocks = @(Enter-Guide sms-voice-retirement)
            $blocks.Count | Should -Be 8
            $said = foreach ($block in $blocks) { , @(. ([scriptblock]::Create($block.Code))) }

            $impact.Loses | Should -Be 1
            $losing.UserPrincipalName | Should -Be 'ben@contoso.onmicrosoft.com'
            $losing.MustRegister | Should -Contain 'Email'
            (Import-Csv ./losing.csv).UserPrincipalName | Should -Be $losing.UserPrincipalName
            "$($said[4][-1].Status)" | Should -Be 'Created' -Because 'the campaign''s email was written'
            $said[5] | Should -Be 0
            @(Get-SsprGroup 'Register another method' -Member).Count | Should -Be 0
            $said[7].Loses | Should -Be 0
        }
        finally { Stop-TestSandbox $sandbox }
    }
}

Describe 'The guide to many tenants' {
    It 'reads, compares and reports two, and mixes nothing up' {
        $ErrorActionPreference = 'Stop'
        $WarningPreference = 'SilentlyContinue'
        $seed = "$TestDrive/fabrikam.json"
        '{ "tenant": { "id": "0a0a0a0a-0000-4000-8000-00000000fab1", "displayName": "Fabrikam", "domains": [{ "name": "fabrikam.com" }] },
           "skus": [{ "partNumber": "AAD_PREMIUM", "units": 5 }], "portalPolicy": { "enablementType": 2, "numberOfAuthenticationMethodsRequired": 2 },
           "users": [{ "upn": "root@fabrikam.com", "roles": ["Global Administrator"], "licenses": ["AAD_PREMIUM"] }] }' | Set-Content $seed
        $tenants = @{ 'contoso.com' = Start-TestSandbox; 'fabrikam.com' = Start-TestSandbox '--seed', $seed }
        try {
            Disconnect-SsprTenant
            # The real tenants of the guide, each its sandbox: a parameter default that looks at -TenantId, and the id instead of the name, which the sandbox checks.
            function Connect-SsprTenant($TenantId, [switch] $PortalApi, [switch] $PassThru) {
                $tenant = $tenants[$TenantId]
                SsprTools\Connect-SsprTenant -Sandbox $tenant.Uri -TenantId $tenant.TenantId -PortalApi:$PortalApi -PassThru:$PassThru
            }
            $blocks = @(Enter-Guide many-tenants)
            $blocks.Count | Should -Be 7
            $said = foreach ($block in $blocks) { , @(. ([scriptblock]::Create($block.Code))) }

            ($said[0].TenantId | Sort-Object -Unique).Count | Should -Be 2
            ($said[1] | Where-Object { $_.Tenant -eq $contoso.TenantId -and $_.Setting -eq 'Scope' }).Value | Should -Be 'None'
            ($said[1] | Where-Object { $_.Tenant -eq $fabrikam.TenantId -and $_.Setting -eq 'Scope' }).Value | Should -Be 'All'
            $said[2].Setting | Should -Contain 'Scope'
            $said[3].Name | Should -Contain 'Fail'
            $said[4].Count | Should -Be 2
            Get-Content -Raw "./$($fabrikam.TenantId).html" | Should -Match 'root@fabrikam\.com|Fabrikam|0a0a0a0a'
            Get-Content -Raw ./grant.ps1 | Should -Match 'AuditLog\.Read\.All'
            { Get-SsprPolicy -Connection $contoso } | Should -Throw -ErrorId 'NotConnected,*'
        }
        finally { $tenants.Values | ForEach-Object { Stop-TestSandbox $_ } }
    }
}

Describe 'The guide to runbooks' {
    It 'runs as a managed identity with just the rights that it asks for' {
        $ErrorActionPreference = 'Stop'
        $sandbox = Start-TestSandbox
        try {
            $blocks = @(Enter-Guide runbook)
            $blocks.Count | Should -Be 6
            $null = Connect-SsprTenant -Sandbox $sandbox.Uri
            $null = . ([scriptblock]::Create($blocks[0].Code))
            # What the grant script would grant is what the identity gets.
            $roles = [regex]::Matches((Get-Content -Raw ./grant.ps1), '\b[A-Z]\w+(-\w+)?(\.\w+)+\b').Value | Where-Object { $_ -match '^(User|Group|Audit|Policy|Organization|License|Role)' } | Sort-Object -Unique
            $roles | Should -Contain 'AuditLog.Read.All'
            # One with an id of its own: a process keeps the token of its system-assigned identity, and another suite may have run in this one.
            $identity = Invoke-SandboxControl $sandbox POST identity @{ name = 'runbook'; roles = @($roles) }
            $env:IDENTITY_ENDPOINT, $env:IDENTITY_HEADER = $identity.endpoint, $identity.header
            $PSDefaultParameterValues = @{ 'Connect-SsprTenant:Sandbox' = $sandbox.Uri; 'Connect-SsprTenant:ClientId' = $identity.clientId }

            $said = foreach ($block in $blocks | Select-Object -Skip 1) { , @(. ([scriptblock]::Create($block.Code))) }
            $connection.AuthType | Should -Be 'ManagedIdentity'
            $connection.IsAppOnly | Should -BeTrue
            $said[2].InScope | Should -Not -BeNullOrEmpty
            "$($results.Status)" | Should -Be 'Created'
            $failures | Should -BeNullOrEmpty
            $said[4] | Should -Be 'look: UserNotFound'

            # With one right less it ends in its first lines.
            $less = Invoke-SandboxControl $sandbox POST identity @{ name = 'less'; roles = @($roles | Where-Object { $_ -ne 'AuditLog.Read.All' }) }
            $PSDefaultParameterValues['Connect-SsprTenant:ClientId'] = $less.clientId
            { . ([scriptblock]::Create($blocks[1].Code)) } | Should -Throw -ExpectedMessage '*AuditLog.Read.All*'
        }
        finally { Stop-TestSandbox $sandbox }
    }
}

Describe 'The guide to troubleshooting' {
    BeforeAll {
        $text = Get-Content -Raw "$root/docs/guides/troubleshooting.md"
        $entries = @{}
        foreach ($match in [regex]::Matches($text, '(?ms)^### (SSPR_\d{4})\n(.*?)(?=^##)')) { $entries[$match.Groups[1].Value] = $match.Groups[2].Value }
        # A tenant in which each cause is there once.
        $seed = "$TestDrive/trouble.json"
        '{ "tenant": { "domains": [{ "name": "contoso.onmicrosoft.com" }], "onPremisesSyncEnabled": true },
           "skus": [{ "partNumber": "AAD_PREMIUM", "units": 25 }], "lags": { "audit": "PT0S" },
           "portalPolicy": { "enablementType": 1, "group": "Pilot" }, "onPremisesPolicy": { "writebackEnabled": false, "agentReachable": true },
           "groups": [{ "displayName": "Pilot", "members": ["synced@contoso.onmicrosoft.com", "diego@contoso.onmicrosoft.com", "empty@contoso.onmicrosoft.com", "fine@contoso.onmicrosoft.com"] }],
           "users": [
             { "upn": "root@contoso.onmicrosoft.com", "roles": ["Global Administrator"], "licenses": ["AAD_PREMIUM"], "methods": { "mobilePhone": "+1 2065550100", "email": "r@example.com" }, "password": "Vq7-xnWd-Kr3p-hzt" },
             { "upn": "synced@contoso.onmicrosoft.com", "licenses": ["AAD_PREMIUM"], "onPremisesSyncEnabled": true, "onPremisesImmutableId": "abc", "methods": { "email": "s@example.com" }, "password": "Vq7-xnWd-Kr3p-hzt" },
             { "upn": "diego@contoso.onmicrosoft.com", "methods": { "email": "d@example.com" }, "password": "Vq7-xnWd-Kr3p-hzt" },
             { "upn": "empty@contoso.onmicrosoft.com", "licenses": ["AAD_PREMIUM"], "password": "Vq7-xnWd-Kr3p-hzt" },
             { "upn": "outside@contoso.onmicrosoft.com", "licenses": ["AAD_PREMIUM"], "methods": { "email": "o@example.com" }, "password": "Vq7-xnWd-Kr3p-hzt" },
             { "upn": "fine@contoso.onmicrosoft.com", "licenses": ["AAD_PREMIUM"], "methods": { "email": "f@example.com" }, "password": "Vq7-xnWd-Kr3p-hzt" }] }' | Set-Content $seed
        $sandbox = Start-TestSandbox '--seed', $seed
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $blocks = @(Enter-Guide troubleshooting)

        # The code that the reset page itself shows to a user.
        function Get-PageCode([string] $Name, [string] $Mail) {
            $credential = [pscredential]::new("$Name@contoso.onmicrosoft.com", (ConvertTo-SecureString 'Vq7-xnWd-Kr3p-hzt' -AsPlainText -Force))
            $new = ConvertTo-SecureString "Tr3k-$([guid]::NewGuid())" -AsPlainText -Force
            (Invoke-SsprSandboxUser Reset $credential -NewPassword $new -Email $Mail -Sandbox $sandbox.Uri).SsprCode
        }
    }

    AfterAll { Stop-TestSandbox $sandbox }

    It 'has the eight codes, each with its cause, how to see it and what to do' {
        # The codes that the module knows, which xunit holds against this page as well (TroubleshootingPageTests).
        $entries.Count | Should -Be 8
        foreach ($code in $entries.Keys) {
            foreach ($part in 'Microsoft''s name', 'Cause', 'See it', 'Do') { $entries[$code] | Should -Match "\*\*$([regex]::Escape($part)):\*\* \S.{10,}" -Because "$code, $part" }
            foreach ($gate in [regex]::Matches($entries[$code], 'the gate (\w+)').ForEach({ $_.Groups[1].Value })) { $gate | Should -BeIn ([enum]::GetNames((Get-Command Test-SsprUser).OutputType.Type.GetProperty('Gates').PropertyType.GenericTypeArguments[0].GetProperty('Gate').PropertyType)) }
        }
    }

    It 'names the gate that shows <Code>, and the page says the same: <Name>' -ForEach @(
        @{ Code = 'SSPR_0010'; Name = 'synced'; Gate = 'Writeback' }
        @{ Code = 'SSPR_0012'; Name = 'diego'; Gate = 'License' }
        @{ Code = 'SSPR_0013'; Name = 'outside'; Gate = 'Scope' }
        @{ Code = 'SSPR_0014'; Name = 'empty'; Gate = 'Methods' }
    ) {
        $shown = . ([scriptblock]::Create($blocks[0].Code.Replace('diego@', "$Name@")))
        ($shown | Where-Object SsprCode -EQ $Code).Gate | Should -Be $Gate
        $entries[$Code] | Should -Match "the gate $Gate fails"
        Get-PageCode $Name 'nobody@example.com' | Should -Be $Code
        . ([scriptblock]::Create($blocks[1].Code)) | Should -Not -BeNullOrEmpty -Because 'the log has the attempt'
    }

    It 'names the gate that shows SSPR_0011, and the page says the same' {
        $change = Set-SsprPolicy -Scope None -Confirm:$false
        try {
            $shown = . ([scriptblock]::Create($blocks[0].Code.Replace('diego@', 'fine@')))
            ($shown | Where-Object SsprCode -EQ SSPR_0011).Gate | Should -Be 'Tenant'
            Get-PageCode fine f@example.com | Should -Be 'SSPR_0011'
        }
        finally { $null = Restore-SsprPolicy $change.BackupPath -Confirm:$false }
    }

    It 'says rightly that SSPR_0009 of an administrator shows at the gate Administrator' {
        $null = Set-SsprPolicy -AdminSsprEnabled $false -Confirm:$false
        try {
            (Test-SsprUser root@contoso.onmicrosoft.com).Gates | Where-Object Verdict -EQ Fail | ForEach-Object Gate | Should -Be 'Administrator'
            Get-PageCode root r@example.com | Should -Be 'SSPR_0009'
        }
        finally { $null = Set-SsprPolicy -AdminSsprEnabled $true -Confirm:$false }
    }

    It 'says rightly that no gate fails before <Code>, and that the log has it afterwards' -ForEach @(
        @{ Code = 'SSPR_0029'; Arrange = { Set-SandboxFault $sandbox on-premises-refused } }
        @{ Code = 'SSPR_0030'; Arrange = { } }
    ) {
        $reachable = $Code -eq 'SSPR_0029' ? 'true' : 'false'
        $other = "$TestDrive/$Code.json"
        (Get-Content -Raw $seed) -replace '"writebackEnabled": false, "agentReachable": true', "`"writebackEnabled`": true, `"agentReachable`": $reachable" | Set-Content $other
        $first = $sandbox
        $sandbox = Start-TestSandbox '--seed', $other
        try {
            $null = Connect-SsprTenant -Sandbox $sandbox.Uri
            . $Arrange
            $user = 'synced@contoso.onmicrosoft.com'
            (Test-SsprUser $user).Gates | Where-Object Verdict -EQ Fail | Where-Object Decides | Should -BeNullOrEmpty
            Get-PageCode synced s@example.com | Should -Be $Code
            $said = . ([scriptblock]::Create($blocks[1].Code))
            ($said | Where-Object IsSuccess -EQ $false).Reason | Should -Not -BeNullOrEmpty
        }
        finally { Stop-TestSandbox $sandbox; $null = Connect-SsprTenant -Sandbox $first.Uri }
    }

    It 'finds the most common reason among many' {
        Step-SandboxClock $sandbox 0.05:00:00
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $reasons = @(. ([scriptblock]::Create($blocks[2].Code)))
        $reasons.Count | Should -BeGreaterThan 1
        $reasons[0].Count | Should -BeGreaterOrEqual $reasons[-1].Count
    }
}

Describe 'The guide to the sandbox for users' {
    It 'runs: the pages open, and the robot registers and resets' {
        $ErrorActionPreference = 'Stop'
        $WarningPreference = 'SilentlyContinue'
        $opened = [System.Collections.Generic.List[string]]::new()
        # No browser and no keyboard here.
        function Start-Process { param($FilePath) $opened.Add("$FilePath") }
        function Read-Host { param([switch] $AsSecureString) ConvertTo-SecureString "Tr3k-$([guid]::NewGuid())" -AsPlainText -Force }
        $blocks = @(Enter-Guide sandbox-users)
        $blocks.Count | Should -Be 2
        $null = . ([scriptblock]::Create($blocks[0].Code))
        $opened | ForEach-Object { (Invoke-WebRequest $_).StatusCode } | Should -Be 200, 200

        $user = New-SsprTestUser 'Monica Thompson' MonicaT -License AAD_PREMIUM
        $null = New-SsprGroup SSPRTesters -Member $user
        $null = Enable-SsprGroup SSPRTesters -Confirm:$false
        $steps = . ([scriptblock]::Create($blocks[1].Code))
        $result.Succeeded | Should -BeTrue
        foreach ($step in 'WrongNumberRefused', 'WrongCodeRefused', 'Finished') { ($steps | Where-Object Step -EQ $step).Ok | Should -BeTrue -Because $step }
        Stop-SsprSandbox
    }
}

Describe 'The guides' {
    It 'are all run by a test, and their links lead somewhere' {
        $tests = (Get-ChildItem "$PSScriptRoot/*.Tests.ps1" | Get-Content -Raw) -join "`n"
        foreach ($file in Get-ChildItem "$root/docs/guides/*.md") {
            if (Get-DocBlock $file.FullName) { $tests | Should -Match "guides/$($file.BaseName)\.md|Enter-Guide $($file.BaseName)\b" -Because "$($file.Name) has code" }
            foreach ($link in [regex]::Matches((Get-Content -Raw $file), '\]\((?!https?:)([^)#]+)').ForEach({ $_.Groups[1].Value })) {
                Test-Path (Join-Path $file.DirectoryName $link) | Should -BeTrue -Because "$($file.Name) links to $link"
            }
        }
    }
}
