BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--users', '300'
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $null = Enable-SsprGroup 'All generated users' -BackupPath $TestDrive -Confirm:$false
    Step-SandboxClock $sandbox (New-TimeSpan -Hours 5)
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $folder = (New-Item -ItemType Directory (Join-Path $TestDrive reports)).FullName
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Export-SsprReport' {
    BeforeEach { Get-ChildItem $folder -Force | Remove-Item -Recurse -Force }
    AfterEach { Clear-SandboxFault $sandbox }

    It 'collects by itself and returns the file' {
        $file = Export-SsprReport $folder/report.html
        $file | Should -BeOfType System.IO.FileInfo
        ($file | Get-Item).FullName | Should -Be $file.FullName -Because 'it can be piped on'
        $file.FullName | Should -Be "$folder/report.html"
        $html = Get-Content $file -Raw
        $html | Should -Match 'Simulated'
        $html | Should -Match $sandbox.TenantId
        $html | Should -Match 'Number of methods required'
        $html | Should -Match 'Invoke-SsprTest' -Because 'a section without data says why'
    }

    It 'shows the users whom the report of the service shows' {
        $stuck = Get-SsprRegistration -Enabled -Capable:$false
        $stuck.Count | Should -BeGreaterThan 20
        $json = Get-Content (Export-SsprReport $folder/report.json) -Raw | ConvertFrom-Json
        $json.users.items.userPrincipalName | Sort-Object | Should -Be ($stuck.UserPrincipalName | Sort-Object)
        $json.adoption.items[0].capable | Should -Be (Get-SsprAdoption).Capable
        @($json.policy.items).Count | Should -Be @(Get-SsprPolicy).Count
    }

    It 'shows who loses reset when SMS and voice end, as Measure-SsprImpact does' {
        $measured = @(Measure-SsprImpact -SmsVoiceRetirement | Where-Object Impact -eq Loses)
        $given = Get-Content ($measured | Export-SsprReport $folder/given.json) -Raw | ConvertFrom-Json
        @($given.impact.items).Count | Should -Be $measured.Count
        $own = Get-Content (Export-SsprReport $folder/own.json) -Raw | ConvertFrom-Json
        $measured.Count | Should -BeGreaterThan 0
        @($own.impact.items | Where-Object effect -eq Loses).userPrincipalName | Sort-Object | Should -Be ($measured.UserPrincipalName | Sort-Object)
    }

    It 'writes every form that is asked for' {
        $files = Export-SsprReport $folder/report -Format Html, Json, Csv, Markdown
        $files.Name | Should -Be 'report.html', 'report.json', 'report.adoption.csv', 'report.users.csv', 'report.impact.csv', 'report.policy.csv', 'report.tests.csv', 'report.gaps.csv', 'report.md'
        (Get-ChildItem $folder).Count | Should -Be 9
        @(Import-Csv $folder/report.users.csv).Count | Should -BeGreaterThan 20
        (Import-Csv $folder/report.policy.csv)[0].Setting | Should -Be Scope
        (Import-Csv $folder/report.tests.csv)[0].User | Should -Match '^Unknown: '
    }

    It 'names the file itself in a folder' {
        (Export-SsprReport $folder).Name | Should -Match "^sspr-report-$($sandbox.TenantId.Substring(0, 8))-\d{8}-\d{6}\.html$"
    }

    It 'takes results by parameter, and says of the others that they were not given' {
        $run = Invoke-SsprTest "ben@$domain" -Timeout 0 -EvidencePath $TestDrive/journal.json 6> $null
        $impact = [pscustomobject]@{ UserPrincipalName = 'lost@contoso.com'; Effect = 'Loses'; Reason = 'has only a mobile phone'; NextStep = 'Register an app.' }
        Clear-SandboxRequest $sandbox
        $json = Get-Content (Export-SsprReport $folder/given.json -User (Test-SsprUser "ben@$domain", "adele@$domain") -Test $run -Impact $impact) -Raw | ConvertFrom-Json
        $json.users.items.userPrincipalName | Should -Be "ben@$domain", "adele@$domain"
        $json.tests.items[0].userPrincipalName | Should -Be "ben@$domain"
        $json.impact.items[0].reason | Should -Be 'has only a mobile phone'
        $json.policy.whyEmpty | Should -Match 'Get-SsprPolicy'
        $json.tenantId | Should -Be $sandbox.TenantId
    }

    It 'takes results of any kind from the pipeline, and asks the tenant for nothing' {
        $all = @(Get-SsprPolicy) + @(Get-SsprAdoption) + @(Test-SsprUser "ben@$domain")
        Clear-SandboxRequest $sandbox
        $json = Get-Content ($all | Export-SsprReport $folder/piped.json) -Raw | ConvertFrom-Json
        @($json.policy.items).Count | Should -BeGreaterThan 20
        @($json.adoption.items).Count | Should -Be 1
        @($json.users.items).Count | Should -Be 1
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'shows the checks and attestations of Invoke-SsprValidation, and nothing of them where none were given' {
        $file = "$TestDrive/attested.json"
        '{ "kind": "SsprTools.Policy", "version": 1, "attestations": [{ "by": "Ann <b>Auditor</b>", "at": "2026-11-01", "expires": "2099-12-31", "evidence": "SEC-7", "settings": { "Scope": "All" } }] }' | Set-Content $file
        $client = Invoke-SandboxControl $sandbox POST clients @{ kind = 'secret'; name = 'auditor'; roles = @('Policy.Read.All') }
        $app = Connect-SsprTenant -Sandbox $sandbox.Uri -TenantId $sandbox.TenantId -PassThru -ClientSecret ([pscredential]::new($client.clientId, (ConvertTo-SecureString $client.secret -AsPlainText -Force)))
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $all = Invoke-SsprValidation CIS, Pilot -Connection $app -Attestation $file | Export-SsprReport "$TestDrive/checks" -Format Html, Json, Csv
        $page = Get-Content -Raw ($all | Where-Object Extension -EQ .html).FullName
        $page | Should -Match 'id="checks"'
        $page | Should -Match '1 Attested'
        $page | Should -Match 'Unknown; attested by Ann &lt;b&gt;Auditor'
        $page | Should -Match 'Check CIS\.M365\.5\.2\.4\.2' -Because 'what is unknown is a gap'
        ((Get-Content -Raw ($all | Where-Object Extension -EQ .json).FullName | ConvertFrom-Json).validation.items | Where-Object id -EQ CIS.M365.5.2.4.1).verdict | Should -Be 'Attested'
        $row = Import-Csv ($all | Where-Object Name -Match 'checks.*checks.*csv$').FullName | Where-Object Check -EQ CIS.M365.5.2.4.1
        "$($row.Verdict) $($row.AttestedBy) $($row.Evidence)" | Should -Be 'Attested Ann <b>Auditor</b> SEC-7'
        $without = Get-SsprPolicy | Export-SsprReport "$TestDrive/without.html"
        Get-Content -Raw $without.FullName | Should -Not -Match 'id="checks"'
    }

    It 'takes an empty list for nothing given, and not for nobody' {
        $json = Get-Content (Export-SsprReport $folder/nobody.json -Impact @() -User @() -Policy @()) -Raw | ConvertFrom-Json
        foreach ($section in $json.impact, $json.users, $json.policy) { $section.whyEmpty | Should -Match 'no results of' }
        Get-Content -Raw (Export-SsprReport $folder/nobody.html -Impact @()) | Should -Not -Match '>0</strong> users lose'
        $unaffected = Measure-SsprImpact "adele@$domain" -SmsVoiceRetirement -OwnTelecomProvider -All
        Get-Content -Raw (Export-SsprReport $folder/none.html -Impact $unaffected) | Should -Match '>0</strong> users lose' -Because 'somebody was looked at'
    }

    It 'says of a tenant without users in the report that nothing is known, and of one where all have registered that they have' {
        $seed = "$TestDrive/small.json"
        foreach ($case in @(
                @{ Users = ''; Users0 = 'Nobody in the registration report'; Lose = 'of nobody is it known' }
                @{ Users = ', { "upn": "fine@contoso.onmicrosoft.com", "licenses": ["AAD_PREMIUM"], "methods": { "mobilePhone": "+1 2065550100", "email": "f@example.com" } }'; Users0 = 'Everybody in scope has registered enough methods: 2 users'; Lose = 'users lose' })) {
            '{ "tenant": { "domains": [{ "name": "contoso.onmicrosoft.com" }] }, "skus": [{ "partNumber": "AAD_PREMIUM", "units": 5 }], "portalPolicy": { "enablementType": 2 },
               "users": [{ "upn": "root@contoso.onmicrosoft.com", "roles": ["Global Administrator"], "licenses": ["AAD_PREMIUM"], "methods": { "mobilePhone": "+1 2065550101", "email": "r@example.com" } }' + $case.Users + '] }' | Set-Content $seed
            $small = Start-TestSandbox '--seed', $seed
            try {
                $connection = Connect-SsprTenant -Sandbox $small.Uri -PassThru
                if (-not $case.Users) { $null = Invoke-SandboxControl $small POST faults @{ name = 'report-row-missing' } }
                $html = Get-Content -Raw (Export-SsprReport $folder/small.html -Connection $connection -Force)
            }
            finally { Stop-TestSandbox $small; $null = Connect-SsprTenant -Sandbox $sandbox.Uri }
            $html | Should -Match $case.Users0
            $html | Should -Match $case.Lose
        }
    }

    It 'needs no connection for results that are there' {
        $users = Test-SsprUser "ben@$domain"
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({ param($module, $users, $path) Import-Module $module; Export-SsprReport $path -User $users }).AddParameters(@((Get-TestModulePath), $users, "$folder/alone.html"))
            $shell.Invoke().Name | Should -Be alone.html
            $shell.Commands.Clear()
            $failure = try { $null = $shell.AddScript({ param($path) Export-SsprReport $path }).AddArgument("$folder/none.html").Invoke() } catch { $_ }
            "$failure $($shell.Streams.Error)" | Should -Match 'no connection'
        }
        finally { $shell.Dispose() }
    }

    It 'says of what it cannot show that it cannot, and goes on' {
        $file = 42, (Test-SsprUser "ben@$domain") | Export-SsprReport $folder/odd.json -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'InvalidArgument,SsprTools.Commands.ExportSsprReportCommand'
        @((Get-Content $file -Raw | ConvertFrom-Json).users.items).Count | Should -Be 1
    }

    It 'makes no report of two tenants' {
        $other = Start-TestSandbox '--seed', (New-Item "$TestDrive/other.json" -Force -Value '{ "tenant": { "id": "11111111-2222-3333-4444-555555555555" }, "users": [{ "upn": "root@contoso.onmicrosoft.com", "roles": ["Global Administrator"] }] }').FullName
        try {
            $connection = Connect-SsprTenant -Sandbox $other.Uri -PassThru
            $foreign = Get-SsprAdoption -Connection $connection
            $null = Connect-SsprTenant -Sandbox $sandbox.Uri
            (Get-Failure { @($foreign) + @(Get-SsprAdoption) | Export-SsprReport $folder/two.html }).FullyQualifiedErrorId | Should -Match '^InvalidArgument,'
            Test-Path $folder/two.html | Should -BeFalse
        }
        finally { Stop-TestSandbox $other }
    }

    It 'keeps a file that is there, and replaces it with -Force' {
        Set-Content $folder/report.html mine
        Clear-SandboxRequest $sandbox
        (Get-Failure { Export-SsprReport $folder/report.html }).FullyQualifiedErrorId | Should -Be 'FileExists,SsprTools.Commands.ExportSsprReportCommand'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty -Because 'that is known before anything is read'
        Get-Content $folder/report.html | Should -Be mine
        $null = Export-SsprReport $folder/report.html -Force
        (Get-Content $folder/report.html)[0] | Should -Be '<!DOCTYPE html>'
        (Get-ChildItem $folder -Force).Count | Should -Be 1
    }

    It 'keeps all when one of several is there' {
        Set-Content $folder/report.json mine
        (Get-Failure { Export-SsprReport $folder/report -Format Html, Json }).FullyQualifiedErrorId | Should -Match '^FileExists,'
        Test-Path $folder/report.html | Should -BeFalse
    }

    It 'writes and reads nothing with -WhatIf' {
        Clear-SandboxRequest $sandbox
        Export-SsprReport $folder/report.html -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'has no folder to write to' {
        (Get-Failure { Export-SsprReport $folder/no/such/report.html }).FullyQualifiedErrorId | Should -Be 'FileNotWritten,SsprTools.Commands.ExportSsprReportCommand'
    }

    It 'says what could not be read, and why, where the permission is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All'
        $json = Get-Content (Export-SsprReport $folder/narrow.json -Connection $narrow) -Raw | ConvertFrom-Json
        $json.adoption.items[0].users | Should -BeGreaterThan 200
        $null -eq $json.adoption.items[0].capable | Should -BeTrue
        $json.users.whyEmpty | Should -Match 'could not be read'
        ($json.gaps | Where-Object what -eq 'Who cannot reset').reason | Should -Match 'could not be read'
    }

    It 'goes through throttling' {
        Set-SandboxFault $sandbox throttle -Count 1
        Export-SsprReport $folder/report.html | Should -Not -BeNullOrEmpty
    }

    It 'leaves no file behind when the report is broken off' {
        Set-SandboxFault $sandbox small-pages -Target 20
        Set-SandboxFault $sandbox nextlink-repeat -Target userRegistrationDetails
        (Get-Failure { Export-SsprReport $folder/report.html }).FullyQualifiedErrorId | Should -Match '^IncompletePages,'
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
    }

    It 'ends within two seconds on Ctrl+C and leaves nothing' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Export-SsprReport $path' @{ uri = $sandbox.Uri; path = "$folder/stopped.html" } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
    }

    It 'holds no password and no token' {
        $user = New-SsprTestUser 'Report Secret' reportsecret
        $null = Add-SsprGroupMember 'All generated users' $user
        $text = (Export-SsprReport $folder/all -Format Html, Json, Csv, Markdown | Get-Content -Raw) -join "`n"
        $text | Should -Match 'Properties' -Because 'the files were read'
        $text | Should -Not -Match ([regex]::Escape($user.Credential.GetNetworkCredential().Password))
        $text | Should -Not -Match 'eyJ[A-Za-z0-9_-]{10,}'
    }
}
