BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $monica = New-SsprTestUser 'Monica Thompson' MonicaT
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'New-SsprGroup' {
    AfterEach { Clear-SandboxFault $sandbox }

    Context 'the tutorial''s group' {
        It 'is created with its member' {
            $group = New-SsprGroup -DisplayName SSPRTesters -Description 'Testers of SSPR rollout' -Member $monica
            $group.Status | Should -Be Created
            $group.Description | Should -Be 'Testers of SSPR rollout'
            $group.Membership | Should -Be Assigned
            $group.SecurityEnabled | Should -BeTrue
            $group.MailEnabled | Should -BeFalse
            $group.Members.UserPrincipalName | Should -Be "MonicaT@$domain"
            $group.Members.Status | Should -Be Created
        }

        It 'is really there' {
            $stored = (Invoke-SandboxGraph $sandbox GET "groups?`$filter=displayName eq 'SSPRTesters'").value
            $stored.mailNickname | Should -Be SSPRTesters
            $stored.groupTypes | Should -BeNullOrEmpty
            (Invoke-SandboxGraph $sandbox GET "groups/$($stored.id)/members").value.id | Should -Be $monica.Id
        }

        It 'stays as it is when the call is made again' {
            Clear-SandboxRequest $sandbox
            $group = New-SsprGroup -DisplayName SSPRTesters -Description 'Testers of SSPR rollout' -Member "MonicaT@$domain"
            $group.Status | Should -Be Unchanged
            $group.Members.Status | Should -Be Unchanged
            Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        }

        It 'gets a member who is missing' {
            $other = New-SsprTestUser Other other
            $group = New-SsprGroup SSPRTesters -Member $monica, $other
            $group.Status | Should -Be Updated
            $group.Members.Status | Should -Be Unchanged, Created
        }

        It 'gets another description with -Force only' {
            Clear-SandboxRequest $sandbox
            New-SsprGroup SSPRTesters 'Other testers' -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
            $failure[0].FullyQualifiedErrorId | Should -Be 'GroupDiffers,SsprTools.Commands.NewSsprGroupCommand'
            "$($failure[0])" | Should -Match "is 'Testers of SSPR rollout', not 'Other testers'"
            Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
            (New-SsprGroup SSPRTesters 'Other testers' -Force).Status | Should -Be Updated
            (Get-SsprGroup SSPRTesters).Description | Should -Be 'Other testers'
        }
    }

    It 'takes members by the hundred, twenty in a request' {
        $users = 1..45 | ForEach-Object { [pscustomobject]@{ DisplayName = "Person $_"; UserPrincipalName = "person$_" } } | New-SsprTestUser
        Clear-SandboxRequest $sandbox
        $group = New-SsprGroup Many -Member $users
        $group.Members.Status | Sort-Object -Unique | Should -Be Created
        $group.Members.Count | Should -Be 45
        @(Get-SandboxWrite $sandbox | Where-Object method -EQ PATCH).Count | Should -Be 3
    }

    It 'takes a group as a member' {
        $group = New-SsprGroup Outer -Member (Get-SsprGroup SSPRTesters)
        $group.Members.Kind | Should -Be Group
        (Get-SsprGroup Outer -Member -Transitive).UserPrincipalName | Should -Contain "MonicaT@$domain"
    }

    It 'makes a hundred by the pipeline' {
        $groups = 1..100 | ForEach-Object { [pscustomobject]@{ DisplayName = "Wave $_"; Description = "Wave number $_" } } | New-SsprGroup
        $groups.Count | Should -Be 100
        $groups.Status | Sort-Object -Unique | Should -Be Created
        $groups[41].Description | Should -Be 'Wave number 42'
    }

    It 'makes a mail nickname of any name' {
        (New-SsprGroup 'O''Neil & friends, 50% (a#b+c)').Status | Should -Be Created
        (New-SsprGroup 'O''Neil & friends, 50% (a#b+c)').Status | Should -Be Unchanged
        (New-SsprGroup 'Тестировщики').Status | Should -Be Created
    }

    Context 'bad input' {
        BeforeAll {
            $null = New-PlainGroup $sandbox Twice
            $null = New-PlainGroup $sandbox Twice
            $null = New-PlainGroup $sandbox Dynamic @{ groupTypes = @('DynamicMembership'); membershipRule = 'user.department -eq "x"' }
            $null = New-PlainGroup $sandbox Mailed @{ groupTypes = @('Unified'); mailEnabled = $true }
        }

        It 'is <id> for <name>, and changes nothing' -ForEach @(
            @{ id = 'AmbiguousGroup'; name = 'Twice' }
            @{ id = 'GroupDiffers'; name = 'Dynamic' }
            @{ id = 'GroupDiffers'; name = 'Mailed' }
            @{ id = 'InvalidArgument'; name = 'x' * 257 }
            @{ id = 'InvalidArgument'; name = '   ' }
            @{ id = 'InvalidArgument'; name = '4d6f6e69-6361-5468-6f6d-70736f6e0000' }
        ) {
            Clear-SandboxRequest $sandbox
            New-SsprGroup $name -Force -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
            @($failure).Count | Should -Be 1
            $failure[0].FullyQualifiedErrorId | Should -Be "$id,SsprTools.Commands.NewSsprGroupCommand"
            Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        }

        It 'creates no group for a member nobody knows' {
            Clear-SandboxRequest $sandbox
            New-SsprGroup Lonely -Member $monica, "nobody@$domain" -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
            $failure[0].FullyQualifiedErrorId | Should -BeLike 'UserNotFound,*'
            Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        }
    }

    It 'names the permission that is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'Group.Read.All'
        New-SsprGroup Forbidden -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Group.ReadWrite.All'
    }

    It '-WhatIf writes nothing' {
        Clear-SandboxRequest $sandbox
        New-SsprGroup WhatIf -Description x -Member $monica -WhatIf | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'group-not-created: Unverified, members not tried' {
        Set-SandboxFault $sandbox group-not-created -Count 1
        Clear-SandboxRequest $sandbox
        $group = New-SsprGroup Ghost -Member $monica -WarningAction SilentlyContinue -WarningVariable warning
        $group.Status | Should -Be Unverified
        "$($group.Remarks)" | Should -Match 'does not show it.*members were not tried'
        "$warning" | Should -Match 'does not show it'
        @(Get-SandboxWrite $sandbox).Count | Should -Be 1
    }

    It 'member-not-added: Unverified, the member named' {
        Set-SandboxFault $sandbox member-not-added -Count 1
        $group = New-SsprGroup Empty -Member $monica -WarningAction SilentlyContinue
        $group.Status | Should -Be Unverified
        "$($group.Remarks)" | Should -Match "MonicaT@$([regex]::Escape($domain))"
        $group.Members.Status | Should -Be Unverified
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; New-SsprGroup Slow; "done"' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'completes members' { Get-Completion 'New-SsprGroup x -Member mon' | Should -Be "'MonicaT@$domain'" }
}
