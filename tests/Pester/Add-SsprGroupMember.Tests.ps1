BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $null = New-SsprGroup SSPRTesters
    $users = 1..100 | ForEach-Object { [pscustomobject]@{ DisplayName = "Person $_"; UserPrincipalName = "person$_" } } | New-SsprTestUser
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Add-SsprGroupMember' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'adds one by UPN' {
        $change = Add-SsprGroupMember SSPRTesters "person1@$domain"
        $change.Status | Should -Be Created
        $change.UserPrincipalName | Should -Be "person1@$domain"
        $change.GroupName | Should -Be SSPRTesters
        $change.Kind | Should -Be User
    }

    It 'leaves one who is in it alone' {
        Clear-SandboxRequest $sandbox
        (Add-SsprGroupMember SSPRTesters "person1@$domain").Status | Should -Be Unchanged
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'adds a hundred by the pipeline, twenty in a request, one outcome each' {
        Clear-SandboxRequest $sandbox
        $changes = $users | Add-SsprGroupMember SSPRTesters
        $changes.Count | Should -Be 100
        @($changes | Where-Object Status -EQ Created).Count | Should -Be 99
        @($changes | Where-Object Status -EQ Unchanged).UserPrincipalName | Should -Be "person1@$domain"
        @(Get-SandboxWrite $sandbox).Count | Should -Be 5
        @(Get-SsprGroup SSPRTesters -Member).Count | Should -Be 100
    }

    It 'takes rows with a UPN, and the same one twice' {
        $null = New-SsprGroup Rows
        $changes = "UserPrincipalName`nperson1@$domain`nperson2@$domain`nperson1@$domain" | ConvertFrom-Csv | Add-SsprGroupMember Rows
        @($changes | Where-Object Status -EQ Created).Count | Should -Be 2
        @($changes | Where-Object Status -EQ Unchanged).Count | Should -Be 1
    }

    It 'takes a group as a member' {
        $null = New-SsprGroup Outer
        (Get-SsprGroup Rows | Add-SsprGroupMember Outer).Kind | Should -Be Group
        (Get-SsprGroup Outer -Member).DisplayName | Should -Be Rows
    }

    It 'goes on when one user is missing' {
        $null = New-SsprGroup Partly
        $changes = "person1@$domain", "nobody@$domain", "person2@$domain" | Add-SsprGroupMember Partly -ErrorAction SilentlyContinue -ErrorVariable failure
        $changes.Status | Should -Be Created, Created
        @($failure).Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.AddSsprGroupMemberCommand'
        $failure[0].TargetObject | Should -Be "nobody@$domain"
    }

    It 'says <id> for the group <name>, once' -ForEach @(
        @{ id = 'GroupNotFound'; name = 'No such group' }
        @{ id = 'AmbiguousGroup'; name = 'Twice' }
        @{ id = 'GroupDiffers'; name = 'Dynamic' }
    ) {
        if ($name -eq 'Twice') { 1..2 | ForEach-Object { $null = New-PlainGroup $sandbox Twice } }
        if ($name -eq 'Dynamic') { $null = New-PlainGroup $sandbox Dynamic @{ groupTypes = @('DynamicMembership'); membershipRule = 'user.department -eq "x"' } }
        Clear-SandboxRequest $sandbox
        { $users | Add-SsprGroupMember $name } | Should -Throw -ErrorId "$id,SsprTools.Commands.AddSsprGroupMemberCommand"
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'adds the others when one of a bind was added by somebody else meanwhile' {
        $group = New-SsprGroup Race
        # Read after the group was looked at, before the bind is sent.
        $changes = & {
            $users[0..3]
            Invoke-SandboxGraph $sandbox POST "groups/$($group.Id)/members/`$ref" @{ '@odata.id' = "$("$($sandbox.Uri)".TrimEnd('/'))/v1.0/directoryObjects/$($users[1].Id)" } | Out-Null
        } | Add-SsprGroupMember Race
        $changes.Status | Should -Be Created, Unchanged, Created, Created
    }

    It 'names the permission that is missing, once for all, and each failed' {
        $null = New-SsprGroup Forbidden
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'Group.Read.All', 'GroupMember.Read.All'
        $changes = $users[0..4] | Add-SsprGroupMember Forbidden -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure
        $changes.Status | Sort-Object -Unique | Should -Be Failed
        $changes.Count | Should -Be 5
        @($failure).Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'GroupMember.ReadWrite.All'
    }

    It 'is taken back with its own results, also from a file: who was in before stays' {
        $null = New-SsprGroup Back -Member $users[2].UserPrincipalName
        $users[0..4] | Add-SsprGroupMember Back | Export-Csv "$TestDrive/added.csv"
        @(Get-SsprGroup Back -Member).Count | Should -Be 5
        $undone = Import-Csv "$TestDrive/added.csv" | Where-Object Status -EQ Created | Remove-SsprGroupMember Back -Confirm:$false
        $undone.Status | Should -Be (@('Removed') * 4)
        (Get-SsprGroup Back -Member).UserPrincipalName | Should -Be $users[2].UserPrincipalName
    }

    It '-WhatIf writes nothing' {
        Clear-SandboxRequest $sandbox
        $users[5..9] | Add-SsprGroupMember Partly -WhatIf | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'member-not-added: Unverified, and only that one' {
        $null = New-SsprGroup Sabotage
        Set-SandboxFault $sandbox member-not-added -Count 1
        $change = Add-SsprGroupMember Sabotage "person1@$domain" -WarningAction SilentlyContinue -WarningVariable warning
        $change.Status | Should -Be Unverified
        "$($change.Remarks)" | Should -Match 'does not show it in the group'
        "$warning" | Should -Match "person1@$([regex]::Escape($domain))"
        (Add-SsprGroupMember Sabotage "person1@$domain").Status | Should -Be Created
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Add-SsprGroupMember SSPRTesters $upn; "done"' @{ uri = $sandbox.Uri; upn = "person1@$domain" } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'completes groups and users' {
        Get-Completion 'Add-SsprGroupMember sspr' | Should -Be SSPRTesters
        Get-Completion 'Add-SsprGroupMember SSPRTesters -Member person42' | Should -Be "'person42@$domain'"
        Get-Completion "Add-SsprGroupMember SSPRTesters -Member 'person 42" | Should -Be "'person42@$domain'"
    }
}
