BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $null = New-SsprGroup SSPRTesters -Description 'Testers of SSPR rollout'
    function ConvertTo-Secret([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'New-SsprTestUser' {
    AfterEach { Clear-SandboxFault $sandbox }

    Context 'the tutorial''s user' {
        It 'is created, licensed, in the group, with a credential' {
            $user = New-SsprTestUser -DisplayName 'Monica Thompson' -UserPrincipalName MonicaT -License AAD_PREMIUM -Group SSPRTesters
            $user.Status | Should -Be Created
            $user.UserPrincipalName | Should -Be "MonicaT@$domain"
            $user.DisplayName | Should -Be 'Monica Thompson'
            $user.MustChangePassword | Should -BeTrue
            $user.License | Should -Be AAD_PREMIUM
            $user.Groups | Should -Be SSPRTesters
            $user.AccountEnabled | Should -BeTrue
            $user.Credential.UserName | Should -Be $user.UserPrincipalName
            $user.Credential.GetNetworkCredential().Password.Length | Should -BeGreaterOrEqual 16
            $user.TestUntil | Should -Be ([DateOnly]::FromDateTime([datetime]::UtcNow.AddDays(30)))
            "$($user.Remarks)" | Should -Match 'Usage location .. was taken'
        }

        It 'is really there' {
            $stored = Invoke-SandboxGraph $sandbox GET "users/MonicaT@${domain}?`$select=displayName,employeeType,usageLocation,passwordProfile,assignedLicenses"
            $stored.employeeType | Should -Match '^SsprTest until \d{4}-\d\d-\d\d$'
            $stored.passwordProfile.forceChangePasswordNextSignIn | Should -BeTrue
            @($stored.assignedLicenses).Count | Should -Be 1
            (Get-SsprGroup SSPRTesters -Member).UserPrincipalName | Should -Contain "MonicaT@$domain"
        }

        It 'stays as it is when the call is made again' {
            Clear-SandboxRequest $sandbox
            $user = New-SsprTestUser -DisplayName 'Monica Thompson' -UserPrincipalName MonicaT -License AAD_PREMIUM -Group SSPRTesters
            $user.Status | Should -Be Unchanged
            $user.Credential | Should -BeNullOrEmpty
            Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        }

        It 'stays as it is on another day' {
            Step-SandboxClock $sandbox (New-TimeSpan -Days 2)
            (New-SsprTestUser 'Monica Thompson' MonicaT).Status | Should -Be Unchanged
        }
    }

    It 'reads a number of days or a time span, and says how' {
        (New-SsprTestUser 'Days' days -ExpiresAfter 10).TestUntil | Should -Be (New-SsprTestUser 'Span' span -ExpiresAfter (New-TimeSpan -Days 10)).TestUntil
        { New-SsprTestUser 'Soon' soon -ExpiresAfter soon } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -ExpectedMessage '*number of days*'
    }

    It 'takes a password, and need not force a change' {
        $user = New-SsprTestUser 'Own Password' ownpassword -Password (ConvertTo-Secret 'Kf7-mWqx-Hrt4') -NoPasswordChange
        $user.Status | Should -Be Created
        $user.MustChangePassword | Should -Not -BeTrue
        $user.Credential.GetNetworkCredential().Password | Should -Be 'Kf7-mWqx-Hrt4'
    }

    Context 'an existing test user' {
        BeforeAll { $null = New-SsprTestUser 'Ed Existing' ed }

        It 'gets a missing group and licence' {
            $user = New-SsprTestUser 'Ed Existing' ed -Group SSPRTesters -License AAD_PREMIUM
            $user.Status | Should -Be Updated
            $user.Groups | Should -Be SSPRTesters
            $user.License | Should -Be AAD_PREMIUM
            $user.UsageLocation | Should -Not -BeNullOrEmpty
        }

        It 'with another name is an error without -Force' {
            Clear-SandboxRequest $sandbox
            New-SsprTestUser 'Edward Existing' ed -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
            $failure[0].FullyQualifiedErrorId | Should -Be 'UserDiffers,SsprTools.Commands.NewSsprTestUserCommand'
            $failure[0].CategoryInfo.Category | Should -Be ResourceExists
            Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
            $user = New-SsprTestUser 'Edward Existing' ed -Force
            $user.Status | Should -Be Updated
            $user.DisplayName | Should -Be 'Edward Existing'
        }

        It 'keeps its other properties when one is changed' {
            $before = Invoke-SandboxGraph $sandbox GET "users/ed@${domain}?`$select=employeeType,usageLocation"
            $null = New-SsprTestUser 'Ed Third' ed -Force
            $after = Invoke-SandboxGraph $sandbox GET "users/ed@${domain}?`$select=employeeType,usageLocation"
            $after.employeeType | Should -Be $before.employeeType
            $after.usageLocation | Should -Be $before.usageLocation
        }
    }

    Context 'bad input' {
        BeforeAll {
            $null = New-PlainUser $sandbox Somebody
            $null = New-PlainGroup $sandbox Twice
            $null = New-PlainGroup $sandbox Twice
        }

        It 'is <id> for <what>, and changes nothing' -ForEach @(
            @{ id = 'InvalidUserPrincipalName'; what = 'a malformed UPN'; with = @{ UserPrincipalName = 'bad name' } }
            @{ id = 'InvalidUserPrincipalName'; what = 'two at signs'; with = @{ UserPrincipalName = 'a@b@c' } }
            @{ id = 'UnknownDomain'; what = 'an unknown domain'; with = @{ UserPrincipalName = 'bad@fabrikam.example' } }
            @{ id = 'WeakPassword'; what = 'a short password'; secret = 'Kf7-' }
            @{ id = 'WeakPassword'; what = 'a password with the name'; secret = 'xThompson-77-qwf' }
            @{ id = 'LicenseNotFound'; what = 'an unknown licence'; with = @{ License = 'NO_SUCH_SKU' } }
            @{ id = 'GroupNotFound'; what = 'an unknown group'; with = @{ Group = 'SSPRTesters', 'No such group' } }
            @{ id = 'AmbiguousGroup'; what = 'a group name that stands for two'; with = @{ Group = 'Twice' } }
            @{ id = 'NotATestUser'; what = 'somebody else''s user'; with = @{ UserPrincipalName = 'Somebody'; Force = $true } }
            @{ id = 'InvalidArgument'; what = 'a usage location of three letters'; with = @{ UsageLocation = 'GBR' } }
            @{ id = 'InvalidArgument'; what = 'no time at all'; with = @{ ExpiresAfter = 0 } }
        ) {
            $call = @{ DisplayName = 'Bad Thompson'; UserPrincipalName = 'badinput' }
            foreach ($key in $with.Keys) { $call[$key] = $with[$key] }
            if ($secret) { $call.Password = ConvertTo-Secret $secret }
            Clear-SandboxRequest $sandbox
            New-SsprTestUser @call -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
            @($failure).Count | Should -Be 1
            $failure[0].FullyQualifiedErrorId | Should -Be "$id,SsprTools.Commands.NewSsprTestUserCommand"
            $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            $failure[0].TargetObject | Should -Be $call.UserPrincipalName
            Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        }

        It 'names the licences that there are' {
            New-SsprTestUser 'x' badlicence -License nope -ErrorAction SilentlyContinue -ErrorVariable failure
            $failure[0].ErrorDetails.RecommendedAction | Should -Match 'AAD_PREMIUM'
        }
    }

    Context 'without the permission' {
        It 'names <permission> when the token lacks it' -ForEach @(
            @{ permission = 'User.ReadWrite.All'; scope = 'User.Read.All', 'Organization.Read.All' }
            @{ permission = 'Organization.Read.All'; scope = , 'User.Read.All' }
        ) {
            $narrow = Connect-Narrowly $sandbox $scope
            New-SsprTestUser 'Forbidden' forbidden -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
            $failure[0].FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
            $failure[0].ErrorDetails.RecommendedAction | Should -Match ([regex]::Escape($permission))
        }

        It 'gives out the user that it made, and the error, when the licence is refused' {
            $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'Organization.Read.All', 'LicenseAssignment.Read.All', 'User.ReadWrite.All', 'Group.Read.All', 'GroupMember.Read.All'
            $user = New-SsprTestUser 'Halfway' halfway -Group SSPRTesters -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure
            $user.Status | Should -Be Failed
            $user.Groups | Should -BeNullOrEmpty
            $user.Credential | Should -Not -BeNullOrEmpty
            $failure[0].FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
            $failure[0].ErrorDetails.RecommendedAction | Should -Match 'GroupMember.ReadWrite.All'
            (New-SsprTestUser 'Halfway' halfway -Group SSPRTesters).Status | Should -Be Updated
        }
    }

    It 'says so when there is no connection' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$(Get-TestModulePath)'; New-SsprTestUser x y")
        $null = $shell.Invoke()
        $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'NotConnected,*'
        $shell.Dispose()
    }

    Context '-WhatIf' {
        It 'writes nothing and returns nothing' {
            Clear-SandboxRequest $sandbox
            New-SsprTestUser 'What If' whatif -License AAD_PREMIUM -Group SSPRTesters -WhatIf | Should -BeNullOrEmpty
            Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
            @(Get-SandboxRequest $sandbox).Count | Should -BeGreaterThan 0
        }

        It 'names tenant, user, and everything that would be done' {
            $shell = [powershell]::Create()
            $file = Join-Path $TestDrive whatif.txt
            $null = $shell.AddScript("Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox '$($sandbox.Uri)'; `$null = Start-Transcript '$file'; New-SsprTestUser 'What If' whatif -License AAD_PREMIUM -Group SSPRTesters -WhatIf; Stop-Transcript")
            $null = pwsh -NoProfile -Command ($shell.Commands.Commands[0].CommandText)
            $shell.Dispose()
            $text = (Get-Content $file -Raw) -replace '\s+', ' '
            $text | Should -Match ([regex]::Escape($sandbox.TenantId))
            $text | Should -Match 'What If.*AAD_PREMIUM.*SSPRTesters'
        }
    }

    Context 'when the service is lost' {
        It 'an expired token ends the command with one error' {
            $expired = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -ExpiresIn -60) -PassThru
            $rows = 1..3 | ForEach-Object { [pscustomobject]@{ DisplayName = "Late $_"; UserPrincipalName = "late$_" } }
            $failure = Get-Failure { $rows | New-SsprTestUser -Connection $expired }
            $failure.FullyQualifiedErrorId | Should -Be 'AccessTokenExpired,SsprTools.Commands.NewSsprTestUserCommand'
            $failure.CategoryInfo.Category | Should -Be AuthenticationError
        }

        It 'a sandbox that was stopped ends the command with one error' {
            $other = Start-TestSandbox
            $lost = Connect-SsprTenant -Sandbox $other.Uri -PassThru
            $rows = 1..3 | ForEach-Object { [pscustomobject]@{ DisplayName = "Lost $_"; UserPrincipalName = "lost$_" } }
            $users = [System.Collections.Generic.List[object]]::new()
            $failure = Get-Failure { $rows | New-SsprTestUser -Connection $lost | ForEach-Object { $users.Add($_); Stop-TestSandbox $other } }
            $users.Count | Should -Be 1
            $failure.FullyQualifiedErrorId | Should -Be 'ServiceUnreachable,SsprTools.Commands.NewSsprTestUserCommand'
            $failure.CategoryInfo.Category | Should -Be ConnectionError
        }

        It 'a connection lost half-way leaves a true account' {
            Set-SandboxFault $sandbox reset -Target '/members/$ref'
            $users = [System.Collections.Generic.List[object]]::new()
            $failure = Get-Failure { New-SsprTestUser 'Cut Off' cutoff -Group SSPRTesters | ForEach-Object { $users.Add($_) } }
            $failure.FullyQualifiedErrorId | Should -BeLike 'ServiceUnreachable,*'
            $users[0].Status | Should -Be Failed
            $users[0].Credential | Should -Not -BeNullOrEmpty
            "$($users[0].Remarks)" | Should -Match "not added to the group 'SSPRTesters'"
        }

        It 'throttling is waited out' {
            Set-SandboxFault $sandbox throttle -Count 2
            (New-SsprTestUser 'Throt Tled' throttled).Status | Should -Be Created
        }
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; New-SsprTestUser Slow slow; "done"' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Output | Should -Not -Contain 'done'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
        $stop.State | Should -Be Stopped
    }

    Context 'sabotage' {
        It 'user-not-created: Unverified, nothing further tried' {
            Set-SandboxFault $sandbox user-not-created -Count 1
            Clear-SandboxRequest $sandbox
            $user = New-SsprTestUser 'Ghost' ghost -Group SSPRTesters -WarningAction SilentlyContinue -WarningVariable warning
            $user.Status | Should -Be Unverified
            "$($user.Remarks)" | Should -Match 'does not show it'
            "$warning" | Should -Match 'does not show it'
            @(Get-SandboxWrite $sandbox).Count | Should -Be 1
        }

        It 'user-wrong-force-change: Unverified, the property named' {
            Set-SandboxFault $sandbox user-wrong-force-change -Count 1
            $user = New-SsprTestUser 'No Force' noforce -WarningAction SilentlyContinue -WarningVariable warning
            $user.Status | Should -Be Unverified
            "$($user.Remarks)" | Should -Match 'forceChangePasswordNextSignIn'
            "$warning" | Should -Match 'forceChangePasswordNextSignIn'
            $user.MustChangePassword | Should -Not -BeTrue
        }

        It 'licence-not-assigned: Unverified, the licence named' {
            Set-SandboxFault $sandbox licence-not-assigned -Count 1
            $user = New-SsprTestUser 'No Licence' nolicence -License AAD_PREMIUM -WarningAction SilentlyContinue
            $user.Status | Should -Be Unverified
            "$($user.Remarks)" | Should -Match 'licence AAD_PREMIUM, but does not show'
            $user.License | Should -BeNullOrEmpty
        }

        It 'licence-plan-disabled: said in a remark and a warning' {
            Set-SandboxFault $sandbox licence-plan-disabled
            $user = New-SsprTestUser 'No Plan' noplan -License AAD_PREMIUM -WarningAction SilentlyContinue -WarningVariable warning
            "$($user.Remarks)" | Should -Match 'AAD_PREMIUM is Disabled'
            "$warning" | Should -Match 'AAD_PREMIUM is Disabled'
        }

        It 'member-not-added: Unverified, the group named' {
            Set-SandboxFault $sandbox member-not-added -Count 1
            $user = New-SsprTestUser 'No Member' nomember -Group SSPRTesters -WarningAction SilentlyContinue
            $user.Status | Should -Be Unverified
            "$($user.Remarks)" | Should -Match "'SSPRTesters'.*does not show"
            $user.Groups | Should -BeNullOrEmpty
        }
    }

    Context 'secrets' {
        # -Confirm:$false: PowerShell 7.4 takes -Debug for a wish to be asked.
        It 'shows the generated password in no stream, view, JSON or transcript' {
            $all = Get-AllText { New-SsprTestUser 'Se Cret' secretive -License AAD_PREMIUM -Verbose -Debug -InformationAction Continue -Confirm:$false }
            $password = @($all.Output)[0].Credential.GetNetworkCredential().Password
            $password | Should -Not -BeNullOrEmpty
            $all.Text | Should -Match 'POST /v1.0/users'
            $all.Text.Contains($password) | Should -BeFalse
            $all.Text.Contains('eyJ') | Should -BeFalse
        }

        It 'shows a refused password nowhere' {
            $password = ConvertTo-Secret ('thom' + 'pson')
            $all = Get-AllText { New-SsprTestUser 'Se Cret' secretive2 -Password $password -Verbose -Debug -ErrorAction Continue }
            $all.Text | Should -Match 'WeakPassword'
            $all.Text.Contains('thompson') | Should -BeFalse
        }
    }

    Context 'completion' {
        It 'offers the tenant''s groups' { Get-Completion 'New-SsprTestUser a b -Group sspr' | Should -Contain SSPRTesters }
        It 'offers the tenant''s licences' { Get-Completion 'New-SsprTestUser a b -License aad' | Should -Contain AAD_PREMIUM }
    }
}
