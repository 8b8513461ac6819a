BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $quiet = @{ Confirm = $false; BackupPath = "$TestDrive" }
    $chandra = "chandra@$($sandbox.DefaultDomain)"
    $null = New-SsprGroup -DisplayName Pilot -Confirm:$false
    $null = Add-SsprGroupMember Pilot $chandra -Confirm:$false
    $null = Add-SsprMethod $chandra -MobilePhone '+1 5555550111' -Confirm:$false

    function Set-GoodTenant {
        $null = Set-SsprPolicy @quiet -Scope All -NumberOfMethodsRequired 2 -RequireRegistration $true -ReconfirmDays 180 -NotifyUsers $true -NotifyAdmins $true `
            -AdminSsprEnabled $false -EmailPolicy $true -EmailTarget 'All users' -SmsPolicy $true -SmsTarget 'All users' -MethodMigration Complete
    }

    Set-GoodTenant
    # The registration report has a lag.
    Step-SandboxClock $sandbox 0.09:00:00
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $baseline = "$TestDrive/baseline.json"
    $null = Export-SsprPolicy $baseline

    # The Pester of this run is busy with this file: the command gets a runspace, and with it a Pester, of its own.
    $room = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault())
    $room.Open()
    function Invoke-There([string] $Script, [hashtable] $Variable = @{}) {
        $shell = [powershell]::Create($room)
        try {
            foreach ($name in $Variable.Keys) { $room.SessionStateProxy.SetVariable($name, $Variable[$name]) }
            $output = $shell.AddScript($Script).Invoke()
            [pscustomobject]@{ Output = @($output); Failure = $shell.Streams.Error | Select-Object -Last 1 }
        }
        finally { $shell.Dispose() }
    }
    $null = Invoke-There 'Import-Module $module; Import-Module Pester -RequiredVersion $version; $null = Connect-SsprTenant -Sandbox $uri' @{
        module = Get-TestModulePath; version = "$((Get-Module Pester).Version)"; uri = $sandbox.Uri; baseline = $baseline; folder = "$TestDrive"; pack = "$(Split-Path (Get-TestModulePath))/Validation"
    }

    # An app that may read what Graph has, which is not the SSPR policy.
    $client = Invoke-SandboxControl $sandbox POST clients @{ kind = 'secret'; name = 'pipeline'; roles = @('Policy.Read.All', 'Policy.Read.AuthenticationMethod') }
    $secret = [pscredential]::new($client.clientId, ($client.secret | ConvertTo-SecureString -AsPlainText -Force))
    $app = Connect-SsprTenant -ClientSecret $secret -TenantId $sandbox.TenantId -Sandbox $sandbox.Uri -PassThru
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $room.SessionStateProxy.SetVariable('app', $app)

    function New-Attestation([string] $Name, [hashtable] $Entry = @{}, [hashtable] $File = @{}) {
        $whole = @{
            by = 'Ann Auditor'; at = '2026-11-01'; expires = '2027-10-31'; evidence = 'Ticket SEC-7'
            settings = @{ Scope = 'All'; NumberOfMethodsRequired = 2; RequireRegistration = $true; ReconfirmDays = 90; NotifyUsers = $true; NotifyAdmins = $true; SecurityQuestions = $false }
        }
        foreach ($key in $Entry.Keys) { if ($null -eq $Entry[$key]) { $whole.Remove($key) } else { $whole[$key] = $Entry[$key] } }
        $path = Join-Path $TestDrive "$Name.json"
        @{ kind = 'SsprTools.Policy'; version = 1; attestations = @($whole) } + $File | ConvertTo-Json -Depth 5 | Set-Content $path
        $path
    }

    $ofPolicy = '5.2.4.1', '5.2.4.2', '5.2.4.3', '5.2.4.4', '5.2.4.5' | ForEach-Object { "CIS.M365.$_" }
    $ofPolicy += 'ZTA.21870', 'ZTA.21891', 'ZTA.22072'
    $ofGraph = 'ZTA.21803', 'ZTA.21842', 'EIDSCA.AP01'
    $ofPeople = 'SSPR.Pilot.Registered', 'SSPR.Pilot.Ready', 'SSPR.SmsVoiceRetirement'
}

AfterAll {
    $room.Dispose()
    Stop-TestSandbox $sandbox
}

Describe 'Invoke-SsprValidation' {
    BeforeEach { Clear-SandboxFault $sandbox }

    It 'passes every check of a tenant that is as asked, reads what it says it reads, and writes nothing' {
        Clear-SandboxRequest $sandbox
        $found = (Invoke-There 'Invoke-SsprValidation -Group Pilot -Baseline $baseline -OwnTelecomProvider').Output
        ($found | Where-Object { "$($_.Verdict)" -ne 'Pass' } | ForEach-Object { "$_" }) | Should -BeNullOrEmpty
        $found.Id | Where-Object { $_ -notlike 'SSPR.Baseline.*' } | Sort-Object | Should -Be ($ofPolicy + $ofGraph + $ofPeople | Sort-Object)
        @($found | Where-Object Id -Like 'SSPR.Baseline.*').Count | Should -Be @((Get-Content -Raw $baseline | ConvertFrom-Json).settings.psobject.Properties).Count
        foreach ($one in $found) {
            $one.Reason | Should -Not -BeNullOrEmpty -Because $one.Id
            $one.Expected | Should -Not -BeNullOrEmpty -Because $one.Id
            $one.Actual | Should -Not -BeNullOrEmpty -Because $one.Id
            $one.Source | Should -Not -BeNullOrEmpty -Because $one.Id
            $one.AsOf | Should -Not -BeNullOrEmpty -Because $one.Id
            $one.TenantId | Should -Be $sandbox.TenantId
            $one.IsSimulated | Should -BeTrue
        }
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-UnlistedRequest $sandbox Invoke-SsprValidation | Should -BeNullOrEmpty
    }

    It 'fails every check of the policy when it is not as asked, and the pilot with a member who cannot reset' {
        try {
            $null = Add-SsprGroupMember Pilot "ben@$($sandbox.DefaultDomain)" -Confirm:$false
            $null = Set-SsprPolicy @quiet -Scope None -NumberOfMethodsRequired 1 -RequireRegistration $false -NotifyUsers $false -NotifyAdmins $false -AdminSsprEnabled $true -MethodMigration InProgress
            $policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
            $policy.securityQuestionsOptionEnabled = $true
            $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
            $found = (Invoke-There 'Invoke-SsprValidation -Group Pilot -Baseline $baseline -ExcludeTag Retirement').Output
            $failed = $found | Where-Object { "$($_.Verdict)" -eq 'Fail' }
            $failed.Id | Where-Object { $_ -notlike 'SSPR.Baseline.*' } | Sort-Object | Should -Be ($ofPolicy + $ofGraph + 'SSPR.Pilot.Registered', 'SSPR.Pilot.Ready' | Sort-Object)
            $failed.Id | Where-Object { $_ -like 'SSPR.Baseline.*' } | ForEach-Object { $_ -replace '.*\.' } | Sort-Object |
                Should -Be 'AdminSsprEnabled', 'MethodMigration', 'NotifyAdmins', 'NotifyUsers', 'NumberOfMethodsRequired', 'RequireRegistration', 'Scope'
            $failed | ForEach-Object { $_.NextStep | Should -Not -BeNullOrEmpty -Because $_.Id }
            ($failed | Where-Object Id -EQ 'SSPR.Pilot.Ready').Reason | Should -Match "ben@$([regex]::Escape($sandbox.DefaultDomain))"
        }
        finally {
            $null = Remove-SsprGroupMember Pilot "ben@$($sandbox.DefaultDomain)" -Confirm:$false
            $policy.securityQuestionsOptionEnabled = $false
            $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
            Set-GoodTenant
        }
    }

    It 'fails on who loses reset with Microsoft''s texts and calls' {
        $found = (Invoke-There 'Invoke-SsprValidation Retirement').Output
        "$($found.Id) $($found.Verdict)" | Should -Be 'SSPR.SmsVoiceRetirement Fail'
        $found.Actual | Should -Match '^1 lose it'
    }

    It 'fails a pilot group without members: nobody is not everybody' {
        $null = New-SsprGroup -DisplayName EmptyPilot -Confirm:$false
        (Invoke-There 'Invoke-SsprValidation Pilot -Group EmptyPilot').Output.Verdict | ForEach-Object { "$_" } | Should -Be 'Fail', 'Fail'
    }

    It 'does not know what an app cannot read, and says so; what Graph shows it judges' {
        $found = (Invoke-There 'Invoke-SsprValidation -Connection $app -Group Pilot').Output
        foreach ($one in $found | Where-Object Id -In ($ofPolicy + $ofPeople)) {
            "$($one.Id) $($one.Verdict)" | Should -Be "$($one.Id) Unknown"
            $one.Reason | Should -Match 'no public API|could not be|Insufficient privileges' -Because $one.Id
            $one.NextStep | Should -Not -BeNullOrEmpty
        }
        $found | Where-Object Id -In $ofGraph | ForEach-Object { "$($_.Verdict)" } | Should -Be 'Pass', 'Pass', 'Pass'
    }

    It 'skips what was not asked, with the reason' {
        $found = (Invoke-There 'Invoke-SsprValidation Pilot, Baseline').Output
        $found | ForEach-Object { "$($_.Id) $($_.Verdict)" } | Should -Be 'SSPR.Baseline Skipped', 'SSPR.Pilot.Registered Skipped', 'SSPR.Pilot.Ready Skipped'
        $found | ForEach-Object { $_.Reason | Should -Match 'give -(Group|Baseline)' }
    }

    It 'waits out a throttle' {
        Set-SandboxFault $sandbox throttle 1 policies
        (Invoke-There 'Invoke-SsprValidation EIDSCA').Output.Verdict | Should -Be 'Pass'
    }

    It 'does not know who loses reset where it may not count whom the report leaves out' {
        $less = Invoke-SandboxControl $sandbox POST clients @{ kind = 'secret'; name = 'counts nobody'; roles = @('Policy.Read.All', 'Policy.Read.AuthenticationMethod', 'AuditLog.Read.All', 'Organization.Read.All') }
        $secret = [pscredential]::new($less.clientId, ($less.secret | ConvertTo-SecureString -AsPlainText -Force))
        $blind = Connect-SsprTenant -ClientSecret $secret -TenantId $sandbox.TenantId -Sandbox $sandbox.Uri -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        "$((Invoke-There 'Invoke-SsprValidation Retirement -OwnTelecomProvider -Connection $blind' @{ blind = $blind }).Output.Verdict)" | Should -Be 'Unknown'
    }

    It 'does not know what the service did not answer' {
        Set-SandboxFault $sandbox server-error -Target policies
        $answer = Invoke-There 'Invoke-SsprValidation EIDSCA'
        "$($answer.Output.Verdict)" | Should -Be 'Unknown'
        $answer.Output.Reason | Should -Match 'could not be read'
        Clear-SandboxFault $sandbox
    }
}

Describe 'An attestation' {
    It 'answers for what no API shows, with who, when, evidence and expiry' {
        $found = (Invoke-There 'Invoke-SsprValidation CIS, ZTA -Connection $app -Attestation $file' @{ file = New-Attestation valid }).Output
        $found | Where-Object Id -In $ofPolicy | ForEach-Object { "$($_.Id) $($_.Verdict)" } | Should -Be ($found.Id | Where-Object { $_ -in $ofPolicy } | ForEach-Object { "$_ Attested" })
        @($found | Where-Object Id -In $ofPolicy).Count | Should -Be 8
        $one = $found | Where-Object Id -EQ 'CIS.M365.5.2.4.2'
        $one.Attestation.By | Should -Be 'Ann Auditor'
        $one.Attestation.Evidence | Should -Be 'Ticket SEC-7'
        $one.Reason | Should -Match 'Ann Auditor on 2026-11-01, until 2027-10-31, in valid.json, not signed'
        $one.Actual | Should -BeNullOrEmpty -Because 'nobody saw it'
        # What is seen needs nobody's word.
        "$(($found | Where-Object Id -EQ 'ZTA.21842').Verdict)" | Should -Be 'Pass'
    }

    It 'fails when <What>' -ForEach @(
        @{ What = 'it has expired'; Entry = @{ expires = '2026-11-20' }; Reason = 'has expired' }
        @{ What = 'it is of the future'; Entry = @{ at = '2031-01-01'; expires = '2032-01-01' }; Reason = 'dated in the future' }
        @{ What = 'it attests otherwise'; Entry = @{ settings = @{ Scope = 'Selected' } }; Reason = 'Attested is Selected' }
    ) {
        $found = (Invoke-There 'Invoke-SsprValidation CIS.M365.5.2.4.1 -Connection $app -Attestation $file' @{ file = New-Attestation fails $Entry }).Output
        "$($found.Verdict)" | Should -Be 'Fail'
        $found.Reason | Should -Match $Reason
        $found.NextStep | Should -Match 'attest it anew'
    }

    It 'never outdoes what is seen' {
        $file = New-Attestation lie @{ settings = @{ Scope = 'None' } }
        "$((Invoke-There 'Invoke-SsprValidation CIS.M365.5.2.4.1 -Attestation $file' @{ file = $file }).Output.Verdict)" | Should -Be 'Pass'
    }

    It 'is refused before anything is read when <What>' -ForEach @(
        @{ What = 'nobody signed it off'; Entry = @{ by = '' }; Reason = "no text as 'by'" }
        @{ What = 'it has no evidence'; Entry = @{ evidence = $null }; Reason = "no text as 'evidence'" }
        @{ What = 'its day is none'; Entry = @{ expires = '31.12.2027' }; Reason = "'expires' of attestation 1 is '31.12.2027'" }
        @{ What = 'it expires before it begins'; Entry = @{ expires = '2026-01-01' }; Reason = 'expires before it was made' }
        @{ What = 'it names no setting'; Entry = @{ settings = @{} }; Reason = 'names no settings' }
        @{ What = 'it names a setting that does not exist'; Entry = @{ settings = @{ Nonsense = 1 } }; Reason = "'Nonsense'" }
        @{ What = 'a value is none'; Entry = @{ settings = @{ NumberOfMethodsRequired = 9 } }; Reason = 'from 1 to 2' }
        @{ What = 'it says more than is known of attestations'; Entry = @{ expire = '2027-01-01' }; Reason = "a member 'expire'" }
        @{ What = 'it is of another tenant'; Entry = @{}; File = @{ tenantId = '11111111-1111-1111-1111-111111111111' }; Reason = 'of tenant 1111' }
    ) {
        Clear-SandboxRequest $sandbox
        $answer = Invoke-There 'Invoke-SsprValidation -Attestation $file' @{ file = New-Attestation wrong $Entry ($File ?? @{}) }
        $answer.Failure.FullyQualifiedErrorId | Should -Be 'InvalidBackup,SsprTools.Commands.InvokeSsprValidationCommand'
        $answer.Failure.Exception.Message | Should -Match ([regex]::Escape($Reason))
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'fits the published schema, and a file without one does not serve' {
        $schema = Get-Content -Raw "$PSScriptRoot/../../docs/schemas/sspr-policy.v1.schema.json"
        Get-Content -Raw (New-Attestation schema) | Test-Json -Schema $schema | Should -BeTrue
        Get-Content -Raw (New-Attestation schema @{ by = $null }) | Test-Json -Schema $schema -ErrorAction Ignore | Should -BeFalse
        (Invoke-There 'Invoke-SsprValidation -Attestation $baseline').Failure.Exception.Message | Should -Match 'no attestation in it'
    }

    It 'is signed by Export-SsprPolicy, names its signer then, and is refused when somebody made it last longer' {
        $key = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Ann Auditor', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([datetimeoffset]::UtcNow.AddDays(-1), [datetimeoffset]::UtcNow.AddDays(1))
        $file = (Export-SsprPolicy "$TestDrive/signed.json" -Attestation (New-Attestation one), (New-Attestation two @{ settings = @{ AdminSsprEnabled = $false } }) -Certificate $certificate -Force).Path
        Get-Content -Raw $file | Test-Json -Schema (Get-Content -Raw "$PSScriptRoot/../../docs/schemas/sspr-policy.v1.schema.json") | Should -BeTrue
        @((Get-Content -Raw $file | ConvertFrom-Json).attestations).Count | Should -Be 2
        $found = (Invoke-There 'Invoke-SsprValidation CIS.M365.5.2.4.1 -Connection $app -Attestation $file' @{ file = $file }).Output
        "$($found.Verdict)" | Should -Be 'Attested'
        $found.Reason | Should -Match 'in signed\.json, signed by CN=Ann Auditor'
        (Get-Content -Raw $file) -replace '2027-10-31', '2037-10-31' | Set-Content $file
        (Invoke-There 'Invoke-SsprValidation CIS.M365.5.2.4.1 -Connection $app -Attestation $file' @{ file = $file }).Failure.Exception.Message | Should -Match 'signature does not fit'
        $null = Export-SsprPolicy "$TestDrive/other.json" -Attestation (New-Attestation foreign @{ } @{ tenantId = '11111111-1111-1111-1111-111111111111' }) -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidBackup,SsprTools.Commands.ExportSsprPolicyCommand'
        "$TestDrive/other.json" | Should -Not -Exist
    }

    It 'is what Get-SsprPolicy -Declared shows, until it expires' {
        $declared = Get-SsprPolicy -Connection $app -Setting Scope -Declared (New-Attestation declared)
        "$($declared.Value) $($declared.Source)" | Should -Be 'All Declared'
        $declared.Remarks | Should -Match 'Attested by Ann Auditor'
        $expired = Get-SsprPolicy -Connection $app -Setting Scope -Declared (New-Attestation declared @{ expires = '2026-11-20' })
        $expired.Value | Should -BeNullOrEmpty
        $expired.Remarks | Should -Match 'has expired'
    }
}

Describe 'In CI' {
    It 'writes <Format> that parses and has the counts of the checks, and no secret' -ForEach @(
        @{ Format = 'NUnitXml'; Counts = { $_.'test-results' | ForEach-Object { "$($_.total) $($_.failures) $($_.inconclusive) $($_.skipped)" } } }
        @{ Format = 'NUnit3'; Counts = { $_.'test-run' | ForEach-Object { "$($_.total) $($_.failed) $($_.inconclusive) $($_.skipped)" } } }
        @{ Format = 'JUnitXml'; Counts = { $all = $_.SelectNodes('//testcase') | Where-Object status -NE NotRun; "$(@($all).Count) $($_.testsuites.failures) $(@($all | Where-Object status -EQ Inconclusive).Count) $(@($all | Where-Object status -EQ Skipped).Count)" } }
    ) {
        $file = "$TestDrive/deep/$Format.xml"
        $found = (Invoke-There 'Invoke-SsprValidation CIS, ZTA, Pilot, EIDSCA -Connection $app -Attestation $attestation -OutputPath $file -OutputFormat $format' @{
                attestation = New-Attestation ci @{ settings = @{ Scope = 'None'; NumberOfMethodsRequired = 2 } }; file = $file; format = $Format
            }).Output
        $count = $found | Group-Object { "$($_.Verdict)" } -AsHashTable
        $count.Fail.Count | Should -BeGreaterThan 0
        $count.Unknown.Count | Should -BeGreaterThan 0
        $xml = [xml] (Get-Content -Raw $file)
        $xml | ForEach-Object $Counts | Should -Be "$($found.Count) $($count.Fail.Count) $($count.Unknown.Count) $($count.Skipped.Count)"
        foreach ($token in $client.secret, (Invoke-RestMethod "$("$($sandbox.Uri)".TrimEnd('/'))/_sandbox").accessToken) { Get-Content -Raw $file | Should -Not -Match ([regex]::Escape($token)) }
    }

    It 'writes a whole <Format> whatever a group is called' -ForEach @{ Format = 'NUnitXml' }, @{ Format = 'NUnit3' }, @{ Format = 'JUnitXml' } {
        $name = "Bad`u{1}`e[31m]]><b>`u{202E}"
        $before = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $group = Invoke-SandboxGraph $sandbox POST groups @{ displayName = $name; mailEnabled = $false; securityEnabled = $true; mailNickname = 'bad' }
        try {
            $null = Set-SsprPolicy @quiet -Scope Selected -SelectedGroup $group.id
            '{ "kind": "SsprTools.Policy", "version": 1, "settings": { "Scope": "All", "SelectedGroup": "11111111-2222-3333-4444-555555555555" } }' | Set-Content "$TestDrive/other.json"
            $file = "$TestDrive/hostile-$Format.xml"
            $answer = Invoke-There 'Invoke-SsprValidation Baseline, Pilot -Baseline $other -Group $id -OutputPath $file -OutputFormat $format' @{ other = "$TestDrive/other.json"; id = $group.id; file = $file; format = $Format }
            $answer.Output.Count | Should -Be 4
            $answer.Output.Verdict | ForEach-Object { "$_" } | Should -Be 'Fail', 'Fail', 'Fail', 'Fail'
            ($answer.Output | Where-Object Id -EQ 'SSPR.Baseline.SelectedGroup').Actual | Should -Match 'Bad\[U\+0001\]\[U\+001B\]'
            ([xml] (Get-Content -Raw $file)).OuterXml | Should -Match 'Bad\[U\+0001\]'
        }
        finally { $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $before; $null = Invoke-SandboxGraph $sandbox DELETE "groups/$($group.id)" }
    }

    It 'ends with an error when it is told to, after all results' {
        $answer = Invoke-There '$seen = Invoke-SsprValidation CIS -Connection $app -Attestation $file -Throw -ErrorAction Continue -OutVariable results' @{ file = New-Attestation throws @{ settings = @{ Scope = 'None' } } }
        $answer.Failure.FullyQualifiedErrorId | Should -Be 'ValidationFailed,SsprTools.Commands.InvokeSsprValidationCommand'
        $answer.Failure.Exception.Message | Should -Match '^5 of 5 checks are not met: CIS.M365.5.2.4.1 Fail, CIS.M365.5.2.4.2 Unknown'
        (Invoke-There '$results').Output.Count | Should -Be 5
    }

    It 'lets pass what is attested, and what is unknown only when that is allowed' {
        (Invoke-There '$null = Invoke-SsprValidation CIS -Connection $app -Attestation $file -Throw' @{ file = New-Attestation fine }).Failure | Should -BeNullOrEmpty
        (Invoke-There '$null = Invoke-SsprValidation CIS -Connection $app -Throw').Failure.Exception.Message | Should -Match 'Unknown'
        (Invoke-There '$null = Invoke-SsprValidation CIS -Connection $app -Throw -AllowUnknown').Failure | Should -BeNullOrEmpty
    }

    It 'does not let a job pass that asked for nothing' {
        $answer = Invoke-There '$seen = Invoke-SsprValidation Pilot, Baseline -Throw -AllowUnknown -ErrorAction Continue'
        $answer.Failure.FullyQualifiedErrorId | Should -Be 'ValidationFailed,SsprTools.Commands.InvokeSsprValidationCommand'
        $answer.Failure.Exception.Message | Should -Be 'Nothing was checked: SSPR.Baseline, SSPR.Pilot.Registered, SSPR.Pilot.Ready skipped.'
        (Invoke-There '$null = Invoke-SsprValidation Pilot, EIDSCA -Throw').Failure | Should -BeNullOrEmpty -Because 'something was checked'
    }

    It 'gives Pester''s own result with -PassThru, each test with its check' {
        $run = (Invoke-There 'Invoke-SsprValidation CIS -PassThru').Output
        @($run).Count | Should -Be 1
        $run.PassedCount | Should -Be 5
        ($run.Tests | Where-Object Result -EQ Passed).StandardOutput.Id | Should -Be (1..5 | ForEach-Object { "CIS.M365.5.2.4.$_" })
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'tags that no check has'; Call = 'Invoke-SsprValidation NoSuchTag'; Id = 'InvalidArgument' }
        @{ What = '-AllowUnknown alone'; Call = 'Invoke-SsprValidation -AllowUnknown'; Id = 'InvalidArgument' }
        @{ What = 'a results file that is a folder'; Call = 'Invoke-SsprValidation -OutputPath $folder'; Id = 'FileNotWritten' }
        @{ What = 'a baseline that is none'; Call = 'Set-Content "$folder/none.json" "{}"; Invoke-SsprValidation -Baseline "$folder/none.json"'; Id = 'InvalidBackup' }
    ) {
        (Invoke-There $Call).Failure.FullyQualifiedErrorId | Should -Be "$Id,SsprTools.Commands.InvokeSsprValidationCommand"
    }

    It 'says what to install where there is no Pester, and what to do where there is no connection' {
        $bare = [initialsessionstate]::CreateDefault()
        $bare.ImportPSModule(@(Get-TestModulePath))
        $shell = [powershell]::Create($bare)
        try {
            $script = 'param($uri, $none) try { Invoke-SsprValidation } catch { $_ }; $null = Connect-SsprTenant -Sandbox $uri
                $paths = $env:PSModulePath; try { $env:PSModulePath = $none; Invoke-SsprValidation } catch { $_ } finally { $env:PSModulePath = $paths }'
            $found = $shell.AddScript($script).AddArgument($sandbox.Uri).AddArgument("$TestDrive").Invoke()
        }
        finally { $shell.Dispose() }
        $found.FullyQualifiedErrorId | Should -Be 'NotConnected,SsprTools.Commands.InvokeSsprValidationCommand', 'PesterMissing,SsprTools.Commands.InvokeSsprValidationCommand'
        $found[1].ErrorDetails.RecommendedAction | Should -Match 'Install-PSResource Pester'
    }

    It 'stops within two seconds' {
        # A request is noted when it is answered: the first file's reads are then done, and those of the next two are still to come.
        Set-SandboxFault $sandbox latency -Target 4000
        $shell = [powershell]::Create($room)
        try {
            Clear-SandboxRequest $sandbox
            $running = $shell.AddScript('Invoke-SsprValidation CIS, EIDSCA, ZTA').BeginInvoke()
            while (-not $running.IsCompleted -and -not ((Get-SandboxRequest $sandbox) | Where-Object path -Match PasswordReset)) { Start-Sleep -Milliseconds 50 }
            $running.IsCompleted | Should -BeFalse
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 2
        }
        finally { $shell.Dispose(); Clear-SandboxFault $sandbox }
    }

    It 'completes tags' {
        $line = 'Invoke-SsprValidation -Tag ZTA.2187'
        [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText | Should -Be 'ZTA.21870'
    }

    It 'shows verdicts and who attested in its default view' {
        $text = (Invoke-There 'Invoke-SsprValidation CIS, Pilot -Connection $app -Attestation $file | Out-String -Width 150' @{ file = New-Attestation view }).Output
        $text | Should -Match 'Suite: CIS'
        $text | Should -Match 'CIS\.M365\.5\.2\.4\.1\s+Attested\s+Self-service password.*Attested by Ann Auditor'
        $text | Should -Match 'SSPR\.Pilot\.Ready\s+Skipped'
    }
}

Describe 'The pack' {
    It 'has one test for each check, with its id, title and severity, and sets nothing global' {
        $pack = "$(Split-Path (Get-TestModulePath))/Validation"
        $tests = Get-ChildItem "$pack/*.Tests.ps1" | Get-Content | Select-String "^\s*It '(?<id>[\w.]+): (?<title>(?:[^']|'')+)' -Tag '(?<tag>[\w.]+)', 'Severity:(?<severity>\w+)'" | ForEach-Object { $_.Matches[0].Groups }
        $found = (Invoke-There 'Invoke-SsprValidation').Output
        $inFiles = $tests | Group-Object Name -AsHashTable
        ($inFiles.id.Value | Sort-Object) -join ' ' | Should -Be (($found.Id | Sort-Object) -join ' ')
        ($inFiles.tag.Value | Sort-Object) -join ' ' | Should -Be (($found.Id | Sort-Object) -join ' ')
        ($inFiles.title.Value -replace "''", "'" | Sort-Object) -join "`n" | Should -Be (($found.Title | Sort-Object) -join "`n")
        Get-ChildItem $pack | Get-Content -Raw | Should -Not -Match '(?i)\$global:'
    }

    It 'runs under plain Invoke-Pester with the settings of the environment, unknown as inconclusive and never as passed' {
        $answer = Invoke-There '
            $null = Connect-SsprTenant -Sandbox $uri
            $env:SSPRTOOLS_BASELINE = $baseline; $env:SSPRTOOLS_PILOT_GROUP = "Pilot"; $env:SSPRTOOLS_OWN_TELECOM = "true"
            try { Invoke-Pester $pack -Output None -PassThru } finally { $env:SSPRTOOLS_BASELINE = $env:SSPRTOOLS_PILOT_GROUP = $env:SSPRTOOLS_OWN_TELECOM = $null }
            Invoke-Pester -Container (New-PesterContainer -Path "$pack/Cis.Tests.ps1" -Data @{ Connection = $app }) -Output None -PassThru'
        $answer.Output[0].FailedCount | Should -Be 0
        $answer.Output[0].PassedCount | Should -BeGreaterThan 20
        $answer.Output[0].PassedCount | Should -Be $answer.Output[0].TotalCount
        $answer.Output[1].InconclusiveCount | Should -Be 5
        "$($answer.Output[1].Tests[0].ErrorRecord)" | Should -Match 'no public API'
    }

    It 'fails under plain Invoke-Pester where there is no connection' {
        $answer = Invoke-There 'Disconnect-SsprTenant; try { Invoke-Pester "$pack/Cis.Tests.ps1" -Output None -PassThru } finally { $null = Connect-SsprTenant -Sandbox $uri }'
        "$($answer.Output.FailedCount) $($answer.Output.PassedCount)" | Should -Be '5 0'
    }

    It 'tells Maester, where its commands are, what was expected, found, and why a check says nothing' {
        $answer = Invoke-There '
            $told = [System.Collections.Generic.List[hashtable]]::new()
            function Add-MtTestResultDetail { param($Description, $Result, $Severity, $SkippedBecause, $SkippedCustomReason) $told.Add($PSBoundParameters); if ($SkippedBecause) { Set-ItResult -Skipped -Because $SkippedCustomReason } }
            try { $run = Invoke-Pester -Container (New-PesterContainer -Path "$pack/Cis.Tests.ps1", "$pack/Eidsca.Tests.ps1" -Data @{ Connection = $app }) -Output None -PassThru } finally { Remove-Item function:Add-MtTestResultDetail }
            $told; "$($run.SkippedCount) $($run.PassedCount)"'
        $answer.Output[-1] | Should -Be '5 1'
        $answer.Output[0].SkippedBecause | Should -Be 'Custom'
        $answer.Output[0].SkippedCustomReason | Should -Match 'no public API'
        $answer.Output[5].Result | Should -Match '\*\*Pass\*\*[\s\S]*\| No \| No \| Graph \|'
        $answer.Output[5].Severity | Should -Be 'Medium'
    }
}

Describe 'The guide' {
    It 'runs from the first check to tests of one''s own' {
        Import-Module "$PSScriptRoot/DocCode.psm1"
        $blocks = @(Get-DocBlock "$PSScriptRoot/../../docs/guides/ci-validation.md")
        $blocks.Count | Should -Be 7
        $place = New-Item "$TestDrive/guide" -ItemType Directory
        $said = @{}
        foreach ($block in $blocks) {
            $answer = Invoke-There "Set-Location '$place'; $($block.Code)"
            $answer.Failure | Should -BeNullOrEmpty -Because $block.Code
            $said[$block.Heading] = $answer.Output
        }

        $null = Invoke-There '$env:SSPRTOOLS_ATTESTATION = $null'
        "$place/grant.ps1" | Should -FileContentMatch 'Policy.Read.All'
        ([xml] (Get-Content -Raw "$place/sspr.xml")).testsuites.failures | Should -Be 0
        $said['Under plain Pester'] | ForEach-Object { "$($_.Name) $($_.Count)" } | Should -Be 'Pass 6'
        "$($said['In tests of your own'])" | Should -Be '@{PassedCount=2; FailedCount=0}'
    }
}

Describe 'With Pester <_> in a session of its own' -ForEach @(Get-Module Pester -ListAvailable | Where-Object Version -GE 5.9 | ForEach-Object { "$($_.Version)" } | Select-Object -Unique) {
    It 'gives the same verdicts, and an exit code for CI' {
        $script = "Import-Module Pester -RequiredVersion $_; Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox '$($sandbox.Uri)'
            (Invoke-SsprValidation -ExcludeTag Retirement | ForEach-Object { `"`$(`$_.Id)=`$(`$_.Verdict)`" }) -join ' '; (Get-Module Pester).Version.ToString()
            `$null = Invoke-SsprValidation CIS, Retirement -Throw"
        $lines = & (Get-TestPowerShell) -NoProfile -NonInteractive -Command $script 2>$null
        $LASTEXITCODE | Should -Be 1 -Because 'a check failed'
        $lines[0] -split ' ' | Sort-Object | Should -Be (@($ofPolicy + $ofGraph | ForEach-Object { "$_=Pass" }) + 'SSPR.Baseline=Skipped', 'SSPR.Pilot.Ready=Skipped', 'SSPR.Pilot.Registered=Skipped' | Sort-Object)
        $lines[1] | Should -Be $_
    }
}
