BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $seed = Join-Path $TestDrive seed.json
    @{
        tenant = @{ displayName = 'Fabrikam'; domains = @(@{ name = 'fabrikam.onmicrosoft.com' }, @{ name = 'fabrikam.example' }) }
        skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 50 })
        users = @(
            @{ upn = 'admin@fabrikam.onmicrosoft.com'; displayName = 'Admin'; roles = @('Global Administrator'); methods = @{ mobilePhone = '+1 2065550100'; email = 'admin@example.com' } }
            @{ upn = 'phone@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'Phone'; methods = @{ mobilePhone = '+1 2065550101' } }
            @{ upn = 'both@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'Both'; methods = @{ mobilePhone = '+1 2065550102'; email = 'both@example.com' } }
            @{ upn = 'mail@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'Mail'; methods = @{ email = 'mail@example.com' } }
            @{ upn = 'none@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'None' }
            @{ upn = 'contactphone@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'Contact phone'; contactMobile = '+1 2065550103' }
            @{ upn = 'phoneandcontact@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'Phone and contact mail'; methods = @{ mobilePhone = '+1 2065550104' }; otherMails = @('pc@example.com') }
            @{ upn = 'office@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'Office'; methods = @{ officePhone = '+1 2065550105' } }
            @{ upn = 'extension@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'Extension'; methods = @{ officePhone = '+1 2065550106x12' } }
            @{ upn = 'outside@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'Outside'; methods = @{ mobilePhone = '+1 2065550107' } }
            @{ upn = 'off@fabrikam.example'; licenses = @('AAD_PREMIUM'); displayName = 'Off'; accountEnabled = $false; methods = @{ mobilePhone = '+1 2065550108' } }
        )
        groups = @(
            @{ displayName = 'Inner'; members = @('mail@fabrikam.example') }
            @{ displayName = 'Pilot'; members = @('phone@fabrikam.example', 'both@fabrikam.example', 'none@fabrikam.example', 'contactphone@fabrikam.example', 'phoneandcontact@fabrikam.example', 'office@fabrikam.example', 'extension@fabrikam.example', 'off@fabrikam.example', 'Inner') }
            @{ displayName = 'Others'; members = @('outside@fabrikam.example') }
        )
        portalPolicy = @{ enablementType = 1; group = 'Pilot'; numberOfAuthenticationMethodsRequired = 1; mobilePhoneOptionEnabled = $true; emailOptionEnabled = $true; officePhoneOptionEnabled = $true }
        lags = @{ report = 'PT0S' }
    } | ConvertTo-Json -Depth 9 | Set-Content $seed
    $sandbox = Start-TestSandbox '--seed', $seed
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    function Get-Name([string] $Impact, $Result) { @($Result | Where-Object Impact -EQ $Impact | ForEach-Object { ($_.UserPrincipalName -split '@')[0] } | Sort-Object) }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Measure-SsprImpact' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'says who loses password reset on 2027-02-01 and what each must register' {
        $result = Measure-SsprImpact -SmsVoiceRetirement
        Get-Name Loses $result | Should -Be admin, contactphone, office, phone
        Get-Name Gains $result | Should -BeNullOrEmpty
        Get-Name Unknown $result | Should -BeNullOrEmpty
        $phone = $result | Where-Object UserPrincipalName -Match '^phone@'
        $phone.Id | Should -Not -BeNullOrEmpty
        $phone.MissingMethods | Should -Be 1
        $phone.MustRegister | Should -Contain email
        $phone.MustRegister | Should -Not -Contain 'mobile phone'
        $phone.Reason | Should -Match '2027-02-01'
        $phone.IsSimulated | Should -BeTrue
        $phone.TenantId | Should -Be $sandbox.TenantId
    }

    It 'warns of enabled users whom the report does not have, and counts them apart' {
        $count = Measure-SsprImpact -SmsVoiceRetirement -Summary -WarningVariable quiet
        $count.NotInReport | Should -Be 0
        $quiet | Should -BeNullOrEmpty
        Set-SandboxFault $sandbox report-row-missing -Target office@fabrikam.example
        $short = Measure-SsprImpact -SmsVoiceRetirement -Summary -WarningVariable said -WarningAction SilentlyContinue
        $short.NotInReport | Should -Be 1
        $short.Total | Should -Be ($count.Total - 1)
        "$said" | Should -Match '^1 enabled users are not in the registration report'
    }

    It 'with a telecom provider of its own the tenant loses nothing' {
        Measure-SsprImpact -SmsVoiceRetirement -OwnTelecomProvider | Should -BeNullOrEmpty
    }

    It 'two methods instead of one' {
        $result = Measure-SsprImpact -Change @{ NumberOfMethodsRequired = 2 }
        Get-Name Loses $result | Should -Be contactphone, mail, office, phone
    }

    It 'another group, everyone, nobody' {
        $result = Measure-SsprImpact -Group Others
        Get-Name Gains $result | Should -Be outside
        Get-Name Loses $result | Should -Be both, contactphone, mail, office, phone, phoneandcontact
        Get-Name Gains (Measure-SsprImpact -Scope All) | Should -Be outside
        Get-Name Loses (Measure-SsprImpact -Scope None) | Should -Be both, contactphone, mail, office, phone, phoneandcontact
    }

    It 'administrators' {
        Get-Name Loses (Measure-SsprImpact -Change @{ AdminSsprEnabled = $false }) | Should -Be admin
    }

    It 'names everyone with -All, and counts with -Summary' {
        $all = Measure-SsprImpact -SmsVoiceRetirement -All
        $all.Count | Should -Be 10 -Because 'the report leaves out the disabled user'
        Get-Name StillCannot $all | Should -Be extension, none, outside
        Get-Name Unaffected $all | Should -Be both, mail, phoneandcontact
        $count = Measure-SsprImpact -SmsVoiceRetirement -Summary
        @($count).Count | Should -Be 1
        $count.Loses | Should -Be 4
        $count.Unaffected | Should -Be 3
        $count.StillCannot | Should -Be 3
        $count.Total | Should -Be 10
        ($count.ByReason | Where-Object Rule -EQ Methods.TooFew | Where-Object Impact -EQ Loses).Count | Should -Be 3
        $count | Out-String | Should -Match 'Loses\s+: 4'
    }

    It 'agrees with Test-SsprUser before and after a real change' {
        $users = 'phone', 'both', 'mail', 'none', 'contactphone', 'phoneandcontact', 'office', 'extension', 'outside' | ForEach-Object { "$_@fabrikam.example" }
        $predicted = Measure-SsprImpact -Change @{ NumberOfMethodsRequired = 2 } -All
        $before = $users | Test-SsprUser
        $policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        try {
            $policy.numberOfAuthenticationMethodsRequired = 2
            $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
            $after = $users | Test-SsprUser
        }
        finally {
            $policy.numberOfAuthenticationMethodsRequired = 1
            $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
        }
        foreach ($index in 0..($users.Count - 1)) {
            $gates = { param($Result) "$(($Result.Gates | Where-Object Gate -EQ Methods).Verdict)" }
            $expected = switch ("$(& $gates $before[$index]) $(& $gates $after[$index])") { 'Pass Fail' { 'Loses' } 'Pass Pass' { 'Unaffected' } default { 'StillCannot' } }
            if ($users[$index] -match '^outside') { $expected = 'StillCannot' }
            "$(($predicted | Where-Object UserPrincipalName -EQ $users[$index]).Impact)" | Should -Be $expected -Because $users[$index]
        }
    }

    It 'Set-SsprPolicy -WhatIf shows the counts, and writes nothing' {
        Clear-SandboxRequest $sandbox
        $null = Set-SsprPolicy -NumberOfMethodsRequired 2 -WhatIf -InformationVariable told
        "$told" | Should -Match '4 lose password reset, 0 gain it, 0 are unknown'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'Set-SsprPolicy -WhatIf reads no report where nothing hangs on the setting' {
        Clear-SandboxRequest $sandbox
        $null = Set-SsprPolicy -NotifyAdmins $true -WhatIf -InformationVariable told
        "$told" | Should -Match 'none of these settings'
        Get-SandboxRequest $sandbox | Where-Object path -Match 'userRegistrationDetails' | Should -BeNullOrEmpty
    }

    It 'Set-SsprPolicy -WhatIf without the report says that it could not be measured, and is no error' {
        Set-SandboxFault $sandbox server-error -Target userRegistrationDetails
        $null = Set-SsprPolicy -NumberOfMethodsRequired 2 -WhatIf -InformationVariable told -ErrorAction Stop -WarningAction SilentlyContinue
        "$told" | Should -Match 'could not be measured'
    }

    It 'pipes on: those who lose it become the members of a campaign''s group' {
        $null = New-SsprGroup Campaign
        Measure-SsprImpact -SmsVoiceRetirement | Where-Object Impact -EQ Loses | Add-SsprGroupMember Campaign -Confirm:$false | ForEach-Object Status | Sort-Object -Unique | Should -Be Created
        (Get-SsprGroup Campaign -Member).Count | Should -Be 4
        Remove-SsprGroup Campaign -Confirm:$false
    }

    It 'goes into a CSV file' {
        $file = Join-Path $TestDrive impact.csv
        Measure-SsprImpact -SmsVoiceRetirement | Select-Object UserPrincipalName, Impact, Rule, Reason | Export-Csv $file
        (Import-Csv $file | Where-Object Impact -EQ Loses).Count | Should -Be 4
    }

    It 'takes users from the pipeline, in their order, and judges them by what is there now' {
        $result = 'mail@fabrikam.example', 'phone@fabrikam.example', 'nobody@fabrikam.example' | Measure-SsprImpact -SmsVoiceRetirement -All
        $result.UserPrincipalName | Should -Be mail@fabrikam.example, phone@fabrikam.example, nobody@fabrikam.example
        $result[0].Impact, $result[1].Impact, $result[2].Impact | Should -Be Unaffected, Loses, StillCannot
        $result[1].Source | Should -Match live
    }

    It 'an empty pipeline is nobody' {
        @() | Measure-SsprImpact -SmsVoiceRetirement -All | Should -BeNullOrEmpty
    }

    It 'with -ReportOnly makes no request for a user, and says Unknown of those whom the report cannot tell' {
        Clear-SandboxRequest $sandbox
        $result = Measure-SsprImpact -SmsVoiceRetirement -ReportOnly -All
        Get-SandboxRequest $sandbox | Where-Object path -Match '/users' | Where-Object path -NotMatch 'transitiveMembers|users/\$count$' | Should -BeNullOrEmpty
        Get-Name Unknown $result | Should -Be admin, contactphone, extension, none, office, phone, phoneandcontact
        Get-Name Unaffected $result | Should -Be both, mail
        Get-Name StillCannot $result | Should -Be outside
    }

    It 'fetches methods only of those whom report and contact data leave open' {
        Clear-SandboxRequest $sandbox
        $null = Measure-SsprImpact -SmsVoiceRetirement
        @(Get-SandboxRequest $sandbox | Where-Object path -Match 'authentication/methods$').Count | Should -Be 2 -Because 'of office phones the report does not tell the extension'
    }

    It 'writes nothing' {
        Clear-SandboxRequest $sandbox
        $null = Measure-SsprImpact -SmsVoiceRetirement
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'without the report it is an error that says what is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'Policy.Read.All'
        $failure = Get-Failure { Measure-SsprImpact -SmsVoiceRetirement -Connection $narrow -ErrorAction Stop }
        $failure.Exception.Message | Should -Match '403|AuditLog.Read.All|permission'
    }

    It 'what may not be read is Unknown, never Unaffected' {
        $narrow = Connect-Narrowly $sandbox 'AuditLog.Read.All', 'Policy.Read.AuthenticationMethod'
        $result = Measure-SsprImpact -SmsVoiceRetirement -Connection $narrow -All
        $result.Impact | Sort-Object -Unique | Should -Be Unknown
    }

    It '<what> is refused before anything is read' -ForEach @(
        @{ what = 'no change'; arguments = @{}; message = 'No change was given' }
        @{ what = 'an unknown setting'; arguments = @{ Change = @{ Colour = 'red' } }; message = "no setting 'Colour'" }
        @{ what = 'a wrong value'; arguments = @{ Change = @{ NumberOfMethodsRequired = 9 } }; message = 'NumberOfMethodsRequired' }
        @{ what = '-OwnTelecomProvider alone'; arguments = @{ Scope = 'All'; OwnTelecomProvider = $true }; message = 'OwnTelecomProvider' }
    ) {
        Clear-SandboxRequest $sandbox
        $failure = Get-Failure { Measure-SsprImpact @arguments -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match '^InvalidArgument'
        $failure.Exception.Message | Should -Match $message
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'a group that is not there is an error' {
        (Get-Failure { Measure-SsprImpact -Group Nowhere -ErrorAction Stop }).FullyQualifiedErrorId | Should -Match '^GroupNotFound'
    }

    It 'completes groups' {
        Get-Completion 'Measure-SsprImpact -Group Pil' | Should -Contain Pilot
    }

    It 'survives throttling' {
        Set-SandboxFault $sandbox throttle 2
        Get-Name Loses (Measure-SsprImpact -SmsVoiceRetirement -WarningAction SilentlyContinue) | Should -Be admin, contactphone, office, phone
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Measure-SsprImpact -SmsVoiceRetirement' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}

Describe 'Measure-SsprImpact of a large tenant' {
    BeforeAll {
        $crowd = Start-TestSandbox '--users', '5000', '--lag', 'report=PT0S'
        $many = Connect-SsprTenant -Sandbox $crowd.Uri -PassThru
        $null = Enable-SsprGroup 'All generated users' -BackupPath $TestDrive -Confirm:$false -Connection $many
    }

    AfterAll { Stop-TestSandbox $crowd }

    It 'makes no request per user' {
        Clear-SandboxRequest $crowd
        $count = Measure-SsprImpact -SmsVoiceRetirement -Summary -Connection $many
        $count.Total | Should -BeGreaterThan 4800
        $rows = Get-SandboxRequest $crowd
        @($rows | Where-Object { -not $_.batchId }).Count | Should -BeLessThan 60
        @($rows | Where-Object path -Match 'authentication/methods$').Count | Should -BeLessThan 100
    }

    It 'of 200,000 from the report alone: a request for each page and some for the tenant, and nothing is kept' {
        $huge = Start-TestSandbox '--users', '200000', '--lag', 'report=PT0S'
        try {
            $tenant = Connect-SsprTenant -Sandbox $huge.Uri -PassThru
            $null = Enable-SsprGroup 'All generated users' -BackupPath $TestDrive -Confirm:$false -Connection $tenant
            Clear-SandboxRequest $huge
            $held = [System.Collections.Generic.List[double]]::new()
            $seen = 0
            Measure-SsprImpact -SmsVoiceRetirement -ReportOnly -All -Connection $tenant | ForEach-Object {
                if (++$seen % 40000 -eq 0) { $held.Add([gc]::GetTotalMemory($true) / 1MB) }
            }
            $seen | Should -BeGreaterThan 195000
            $rows = Get-SandboxRequest $huge
            $pages = @($rows | Where-Object path -Match 'userRegistrationDetails').Count
            $pages | Should -BeLessOrEqual 201
            # The group's members by pages of 999 besides.
            @($rows | Where-Object path -NotMatch 'userRegistrationDetails|transitiveMembers').Count | Should -BeLessThan 30
            $rows | Where-Object path -Match '/users/[^$]|/users\?' | Should -BeNullOrEmpty
            # 160,000 results that were kept would be some 100 MB.
            $held[-1] - $held[0] | Should -BeLessThan 20 -Because "$held"
        }
        finally { Stop-TestSandbox $huge }
    }
}
