BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $null = New-SsprGroup SSPRTesters
    $null = Enable-SsprGroup SSPRTesters -BackupPath $TestDrive -Confirm:$false
    $ready = New-SsprTestUser 'Ready User' ready -License AAD_PREMIUM -UsageLocation US -Group SSPRTesters
    $null = Add-SsprMethod $ready -MobilePhone '+1 2065550100'
    $outside = New-SsprTestUser 'Outside User' outside -License AAD_PREMIUM -UsageLocation US
    $null = Add-SsprMethod $outside -MobilePhone '+1 2065550101'
    $unlicensed = New-SsprTestUser 'Unlicensed User' unlicensed -Group SSPRTesters
    $null = Add-SsprMethod $unlicensed -MobilePhone '+1 2065550102'
    $bare = New-SsprTestUser 'Bare User' bare -License AAD_PREMIUM -UsageLocation US -Group SSPRTesters
    $disabled = New-SsprTestUser 'Disabled User' disabled -License AAD_PREMIUM -UsageLocation US -Group SSPRTesters
    $null = Add-SsprMethod $disabled -MobilePhone '+1 2065550103'
    $null = Invoke-SandboxGraph $sandbox PATCH "users/$($disabled.Id)" @{ accountEnabled = $false }
    function Get-Gate($Result, [string] $Name) { $Result.Gates | Where-Object Gate -EQ $Name }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Test-SsprUser' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'passes a user for whom everything is in order, with evidence for each gate' {
        $result = Test-SsprUser $ready
        $result.Verdict | Should -Be Pass
        $result.IsSimulated | Should -BeTrue
        $result.TenantId | Should -Be $sandbox.TenantId
        $result.Gates.Gate | Should -Be Account, UserType, License, Tenant, Scope, Administrator, Methods, Writeback, Block, Report
        foreach ($gate in $result.Gates | Where-Object Decides) {
            $gate.Verdict | Should -Be Pass -Because "$($gate.Gate): $($gate.Reason)"
            $gate.Evidence | Should -Not -BeNullOrEmpty
            $gate.RuleSource | Should -Not -BeNullOrEmpty
        }
    }

    It 'fails <name> at the gate <gate> with <code>' -ForEach @(
        @{ name = 'outside'; gate = 'Scope'; code = 'SSPR_0013' }
        @{ name = 'unlicensed'; gate = 'License'; code = 'SSPR_0012' }
        @{ name = 'bare'; gate = 'Methods'; code = 'SSPR_0014' }
        @{ name = 'disabled'; gate = 'Account'; code = $null }
    ) {
        $result = Test-SsprUser "$name@$domain"
        $result.Verdict | Should -Be Fail
        $failed = @($result.Gates | Where-Object { $_.Decides -and $_.Verdict -eq 'Fail' })
        $failed.Gate | Should -Be $gate
        $failed.SsprCode | Should -Be $code
        $failed.NextStep | Should -Not -BeNullOrEmpty
        $result.Summary | Should -Be $failed.Reason
    }

    It 'counts members of nested groups' {
        $inner = New-SsprGroup Nested -Member $outside
        $null = Invoke-SandboxGraph $sandbox POST "groups/$((Get-SsprGroup SSPRTesters).Id)/members/`$ref" @{ '@odata.id' = "$($sandbox.Uri)v1.0/directoryObjects/$($inner.Id)" }
        (Get-Gate (Test-SsprUser $outside) Scope).Verdict | Should -Be Pass
        Remove-SsprGroup Nested -Confirm:$false
    }

    It 'a user who does not exist fails, and nothing is guessed of the rest' {
        $result = Test-SsprUser "nobody@$domain"
        $result.Verdict | Should -Be Fail
        $result.UserId | Should -BeNullOrEmpty
        @($result.Gates | Where-Object Verdict -EQ Pass) | Should -BeNullOrEmpty
    }

    It 'an administrator with one method fails where two are needed or passes where one is enough, by the tenant''s domains' {
        $result = Test-SsprUser "admin@$domain"
        (Get-Gate $result Methods).Evidence -join ' ' | Should -Match 'administrator'
        (Get-Gate $result Administrator).Evidence -join ' ' | Should -Match 'allowedToUseSSPR'
    }

    It 'a licence whose plan is switched off does not pass' {
        Set-SandboxFault $sandbox licence-plan-disabled
        $gate = Get-Gate (Test-SsprUser $ready) License
        $gate.Verdict | Should -Be Fail
        $gate.Reason | Should -Match 'AAD_PREMIUM'
    }

    It 'what may not be read is Unknown with the reason, never Pass (<gate> without <missing>)' -ForEach @(
        @{ missing = 'AuditLog.Read.All'; gate = 'Block' }
        @{ missing = 'UserAuthenticationMethod.Read.All'; gate = 'Methods' }
    ) {
        $all = 'User.Read.All', 'GroupMember.Read.All', 'Group.Read.All', 'AuditLog.Read.All', 'UserAuthenticationMethod.Read.All', 'LicenseAssignment.Read.All',
            'Policy.Read.All', 'Policy.Read.AuthenticationMethod', 'Organization.Read.All', 'RoleManagement.Read.Directory', 'RoleEligibilitySchedule.Read.Directory', 'PrivilegedEligibilitySchedule.Read.AzureADGroup'
        $narrow = Connect-Narrowly $sandbox ($all -ne $missing)
        $result = Test-SsprUser $ready -Connection $narrow
        $found = Get-Gate $result $gate
        $found.Verdict | Should -Be Unknown
        $found.Reason | Should -Not -BeNullOrEmpty
        $result.Verdict | Should -Be Unknown
    }

    It 'takes a hundred from the pipeline and reads the policy once' {
        Clear-SandboxRequest $sandbox
        $results = 1..100 | ForEach-Object { $ready } | Test-SsprUser
        $results.Count | Should -Be 100
        $results.Verdict | Sort-Object -Unique | Should -Be Pass
        @(Get-SandboxRequest $sandbox | Where-Object path -Match 'PasswordResetPolicies$').Count | Should -BeLessOrEqual 2
    }

    It 'writes nothing' {
        Clear-SandboxRequest $sandbox
        $null = Test-SsprUser $ready
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Test-SsprUser $user' @{ uri = $sandbox.Uri; user = $ready.Id } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'says of the report whether it has caught up, and lets nothing hang on it' {
        $gate = Get-Gate (Test-SsprUser $ready) Report
        $gate.Decides | Should -BeFalse
        $gate.Verdict | Should -Not -Be Pass -Because 'the report is four hours late and the phone is new'
        Step-SandboxClock $sandbox ([timespan]::FromHours(5))
        (Get-Gate (Test-SsprUser $ready) Report).Verdict | Should -Be Pass
    }
}

Describe 'Test-SsprUser on someone who is eligible for a role' {
    BeforeAll {
        $seed = Join-Path $TestDrive seed.json
        @{
            tenant = @{ displayName = 'Fabrikam'; domains = @(@{ name = 'fabrikam.onmicrosoft.com' }, @{ name = 'fabrikam.example' }) }
            skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 25 })
            users = @(
                @{ upn = 'admin@fabrikam.onmicrosoft.com'; displayName = 'Admin'; roles = @('Global Administrator') }
                foreach ($name in 'direct', 'reads', 'group', 'plain') {
                    $user = @{ upn = "$name@fabrikam.example"; displayName = $name; licenses = @('AAD_PREMIUM'); methods = @{ mobilePhone = '+1 2065550100' } }
                    if ($name -eq 'direct') { $user.eligibleRoles = @('User Administrator') }
                    if ($name -eq 'reads') { $user.eligibleRoles = @('Reports Reader') }
                    $user
                }
                foreach ($name in 'activates', 'nested') {
                    @{ upn = "$name@fabrikam.example"; displayName = $name; licenses = @('AAD_PREMIUM'); methods = @{ mobilePhone = '+1 2065550100' } }
                }
                foreach ($issuer in 'ExternalAzureAD', 'MicrosoftAccount', 'mail', 'google.com') {
                    @{
                        upn = "guest_$($issuer -replace '\W')#EXT#@fabrikam.onmicrosoft.com"; displayName = $issuer; userType = 'Guest'; licenses = @('AAD_PREMIUM'); creationType = 'Invitation'
                        identities = @(@{ signInType = 'federated'; issuer = $issuer }); methods = @{ mobilePhone = '+1 2065550100' }
                    }
                }
            )
            groups = @(
                @{ displayName = 'Inner'; members = @('nested@fabrikam.example') }
                @{ displayName = 'Role holders'; members = @('group@fabrikam.example'); eligibleMembers = @('activates@fabrikam.example', 'Inner'); isAssignableToRole = $true; eligibleRoles = @('User Administrator') }
            )
            portalPolicy = @{ enablementType = 2 }
        } | ConvertTo-Json -Depth 9 | Set-Content $seed
        $eligible = Start-TestSandbox '--seed', $seed
        $fabrikam = Connect-SsprTenant -Sandbox $eligible.Uri -PassThru
    }

    AfterAll { Stop-TestSandbox $eligible }

    It '<name> with one method: <verdict>' -ForEach @(
        @{ name = 'plain'; verdict = 'Pass' }
        @{ name = 'direct'; verdict = 'Fail' }
        @{ name = 'reads'; verdict = 'Unknown' }
        @{ name = 'group'; verdict = 'Fail' }
        @{ name = 'activates'; verdict = 'Fail' }
        @{ name = 'nested'; verdict = 'Fail' }
    ) {
        $result = Test-SsprUser "$name@fabrikam.example" -Connection $fabrikam
        (Get-Gate $result Methods).Verdict | Should -Be $verdict -Because (Get-Gate $result Methods).Reason
        $result.Verdict | Should -Be $verdict
    }

    It 'nobody passes for a plain user while eligible members of groups may not be read' {
        $scopes = 'User.Read.All', 'GroupMember.Read.All', 'Group.Read.All', 'AuditLog.Read.All', 'UserAuthenticationMethod.Read.All', 'LicenseAssignment.Read.All',
            'Policy.Read.All', 'Policy.Read.AuthenticationMethod', 'Organization.Read.All', 'RoleManagement.Read.Directory', 'RoleEligibilitySchedule.Read.Directory'
        $result = Test-SsprUser plain@fabrikam.example -Connection (Connect-Narrowly $eligible $scopes)
        $result.Verdict | Should -Be Unknown
        (Get-Gate $result Methods).Reason | Should -Match 'eligible for groups'
    }

    It 'a guest of <issuer> is <verdict>' -ForEach @(
        @{ issuer = 'ExternalAzureAD'; verdict = 'Unknown' }
        @{ issuer = 'MicrosoftAccount'; verdict = 'Fail' }
        @{ issuer = 'mail'; verdict = 'Pass' }
        @{ issuer = 'google.com'; verdict = 'Unknown' }
    ) {
        $result = Test-SsprUser "guest_$($issuer -replace '\W')#EXT#@fabrikam.onmicrosoft.com" -Connection $fabrikam
        (Get-Gate $result UserType).Verdict | Should -Be $verdict
    }

    It 'reads the licences of many without a request for each' {
        Clear-SandboxRequest $eligible
        $results = 1..30 | ForEach-Object { 'plain@fabrikam.example', 'direct@fabrikam.example' } | Test-SsprUser -Connection $fabrikam
        $results | ForEach-Object { (Get-Gate $_ License).Verdict } | Sort-Object -Unique | Should -Be Pass
        Get-SandboxRequest $eligible | Where-Object path -Match licenseDetails | Should -BeNullOrEmpty
    }
}

Describe 'Test-SsprUser with thousands of users' {
    BeforeAll {
        $crowd = Start-TestSandbox '--users', '10000'
        $many = Connect-SsprTenant -Sandbox $crowd.Uri -PassThru
        $null = Enable-SsprGroup 'All generated users' -BackupPath $TestDrive -Confirm:$false -Connection $many
        $people = Get-SsprGroup 'All generated users' -Member -Connection $many
        function Measure-Request {
            $rows = @(Get-SandboxRequest $crowd)
            [pscustomobject]@{ Requests = @($rows | Where-Object { -not $_.batchId }).Count; Steps = @($rows | Where-Object batchId).Count; Rows = $rows }
        }
    }

    AfterAll { Stop-TestSandbox $crowd }
    AfterEach { Clear-SandboxFault $crowd }

    It 'makes at most 8 requests and 130 sub-requests per hundred of 10,000, answers in the order of the input, and keeps nothing of who was answered' {
        $people.Count | Should -Be 10000
        Clear-SandboxRequest $crowd
        $ids = [System.Collections.Generic.List[string]]::new(10000)
        $held = [System.Collections.Generic.List[double]]::new()
        $short = $disabled = 0
        $people | Test-SsprUser -Connection $many | ForEach-Object {
            $ids.Add($_.UserId)
            if ($_.Gates.Count -ne 10) { $short++ }
            if ($_.Gates[0].Rule -eq 'Account.Disabled') { $disabled++ }
            if ($ids.Count % 2000 -eq 0) { $held.Add([gc]::GetTotalMemory($true) / 1MB) }
        }
        $ids -join ' ' | Should -BeExactly ($people.Id -join ' ')
        $short | Should -Be 0
        $disabled | Should -Be 200 -Because 'every fiftieth is disabled'
        $cost = Measure-Request
        $cost.Requests | Should -BeLessOrEqual (8 * $people.Count / 100)
        $cost.Steps | Should -BeLessOrEqual (130 * $people.Count / 100)
        # 8,000 results that were kept would be some 50 MB.
        $held[-1] - $held[0] | Should -BeLessThan 10 -Because "$held"
    }

    It 'says the same of a user alone as among many' {
        foreach ($person in $people | Select-Object -First 3 -Skip 47) {
            $alone = Test-SsprUser $person -Connection $many
            $among = ($people | Select-Object -First 60 | Test-SsprUser -Connection $many) | Where-Object UserId -EQ $person.Id
            ($among.Gates | ForEach-Object { "$($_.Rule) $($_.Verdict)" }) | Should -Be ($alone.Gates | ForEach-Object { "$($_.Rule) $($_.Verdict)" })
        }
    }

    It 'a user who is not there, one named twice, and one whose methods cannot be read yet spoil nothing for the others' {
        $null = Invoke-SandboxControl $crowd PATCH switches @{ 'new-user-methods-delay' = 600 }
        try {
            $new = New-SsprTestUser 'New User' newcomer -Connection $many
            $chunk = @($people | Select-Object -First 50).Id
            $names = @($chunk[0..9]) + "nobody@$($crowd.DefaultDomain)" + $new.Id + @($chunk[10..49]) + $chunk[3]
            $results = $names | Test-SsprUser -Connection $many
            $results.Count | Should -Be $names.Count
            $results[10].Summary | Should -Match 'no such user'
            $results[-1].UserId | Should -Be $chunk[3]
            (Get-Gate $results[11] Methods).Verdict | Should -Be Unknown
            (Get-Gate $results[11] Account).Verdict | Should -Be Pass
            @($results | Where-Object { (Get-Gate $_ Methods).Verdict -eq 'Unknown' -and $_.UserId }).Count | Should -Be 1
        }
        finally { $null = Invoke-SandboxControl $crowd PATCH switches @{ 'new-user-methods-delay' = 0 } }
    }

    It 'asks for one user in a handful of requests' {
        Clear-SandboxRequest $crowd
        $null = Test-SsprUser $people[0] -Connection $many
        (Measure-Request).Requests | Should -BeLessOrEqual 17
    }

    It 'gives what it has when the pipeline ends early' {
        Clear-SandboxRequest $crowd
        $first = $people | Test-SsprUser -Connection $many | Select-Object -First 1
        $first.UserId | Should -Be $people[0].Id
        @((Measure-Request).Rows | Where-Object path -Match 'authentication/methods$').Count | Should -BeLessOrEqual 100
    }
}

Describe 'Test-SsprUser where a method is on for one group' {
    BeforeAll {
        $seed = Join-Path $TestDrive targeted.json
        $person = { @{ upn = "$args@contoso.onmicrosoft.com"; licenses = @('AAD_PREMIUM'); methods = @{ email = "$args@example.com" } } }
        @{
            skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 99 })
            users = @(@{ upn = 'admin@contoso.onmicrosoft.com'; roles = @('Global Administrator') }) + @(@('inside', 'nested', 'outside', 'excluded') + @(1..20 | ForEach-Object { "other$_" }) | ForEach-Object { & $person $_ })
            groups = @(@{ displayName = 'Inner'; members = @('nested@contoso.onmicrosoft.com') }, @{ displayName = 'Left out'; members = @('excluded@contoso.onmicrosoft.com') },
                @{ displayName = 'Mail'; members = @('inside@contoso.onmicrosoft.com', 'excluded@contoso.onmicrosoft.com', 'Inner') })
            portalPolicy = @{ enablementType = 2 }
            methodsPolicy = @{ migrationState = 'MigrationComplete'; email = @{ enabled = $true; groups = @('Mail'); excludedGroups = @('Left out') } }
        } | ConvertTo-Json -Depth 9 | Set-Content $seed
        $targeted = Start-TestSandbox '--seed', $seed
        $connection = Connect-SsprTenant -Sandbox $targeted.Uri -PassThru
    }

    AfterAll { Stop-TestSandbox $targeted }

    It 'goes by membership, for a few and for many' {
        $expected = [ordered]@{ inside = 'Pass'; nested = 'Pass'; outside = 'Fail'; excluded = 'Fail' }
        $names = $expected.Keys | ForEach-Object { "$_@contoso.onmicrosoft.com" }
        # From twenty users on the groups are listed; before, each user is asked for.
        foreach ($more in @(), @(1..20 | ForEach-Object { "other$_@contoso.onmicrosoft.com" })) {
            $results = @($names) + $more | Test-SsprUser -Connection $connection
            $results.Count | Should -Be (4 + $more.Count)
            $results[0..3] | ForEach-Object { "$((Get-Gate $_ Methods).Verdict)" } | Should -Be $expected.Values
        }
    }
}
