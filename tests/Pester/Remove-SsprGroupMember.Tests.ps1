BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $users = 1..100 | ForEach-Object { [pscustomobject]@{ DisplayName = "Person $_"; UserPrincipalName = "person$_" } } | New-SsprTestUser
    $null = New-SsprGroup SSPRTesters -Member $users
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Remove-SsprGroupMember' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'takes one out, who still exists' {
        $change = Remove-SsprGroupMember SSPRTesters "person1@$domain"
        $change.Status | Should -Be Removed
        $change.UserPrincipalName | Should -Be "person1@$domain"
        Get-SsprTestUser "person1@$domain" | Should -Not -BeNullOrEmpty
    }

    It 'only ever deletes references' {
        Clear-SandboxRequest $sandbox
        $null = Remove-SsprGroupMember SSPRTesters "person2@$domain"
        $deletes = @(Get-SandboxWrite $sandbox)
        $deletes.Count | Should -Be 1
        $deletes.path | Should -Match '/groups/[^/]+/members/[^/]+/\$ref$'
    }

    It 'leaves one who is not in it alone' {
        Clear-SandboxRequest $sandbox
        (Remove-SsprGroupMember SSPRTesters "person1@$domain").Status | Should -Be Unchanged
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'takes a hundred out by the pipeline' {
        $changes = $users | Remove-SsprGroupMember SSPRTesters
        $changes.Count | Should -Be 100
        @($changes | Where-Object Status -EQ Removed).Count | Should -Be 98
        Get-SsprGroup SSPRTesters -Member | Should -BeNullOrEmpty
        @($users | Get-SsprTestUser).Count | Should -Be 100
    }

    It 'takes members as Get-SsprGroup gives them' {
        $null = New-SsprGroup Round -Member $users[0..2]
        (Get-SsprGroup Round -Member | Remove-SsprGroupMember Round).Status | Should -Be Removed, Removed, Removed
    }

    It 'goes on when one user is missing' {
        $null = New-SsprGroup Partly -Member $users[0..1]
        $changes = "nobody@$domain", "person1@$domain" | Remove-SsprGroupMember Partly -ErrorAction SilentlyContinue -ErrorVariable failure
        $changes.Status | Should -Be Removed
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.RemoveSsprGroupMemberCommand'
    }

    It 'says GroupNotFound once' {
        { $users | Remove-SsprGroupMember 'No such group' } | Should -Throw -ErrorId 'GroupNotFound,SsprTools.Commands.RemoveSsprGroupMemberCommand'
    }

    It 'names the permission that is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'Group.Read.All', 'GroupMember.Read.All'
        $change = Remove-SsprGroupMember Partly "person2@$domain" -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure
        $change.Status | Should -Be Failed
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'GroupMember.ReadWrite.All'
    }

    It '-WhatIf writes nothing' {
        Clear-SandboxRequest $sandbox
        Remove-SsprGroupMember Partly "person2@$domain" -WhatIf | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'member-not-removed: Unverified' {
        Set-SandboxFault $sandbox member-not-removed -Count 1
        $change = Remove-SsprGroupMember Partly "person2@$domain" -WarningAction SilentlyContinue -WarningVariable warning
        $change.Status | Should -Be Unverified
        "$($change.Remarks)" | Should -Match 'still shows the member'
        "$warning" | Should -Match 'still shows the member'
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Remove-SsprGroupMember Partly $upn; "done"' @{ uri = $sandbox.Uri; upn = "person2@$domain" } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'completes groups and users' {
        Get-Completion 'Remove-SsprGroupMember sspr' | Should -Be SSPRTesters
        Get-Completion 'Remove-SsprGroupMember SSPRTesters person42' | Should -Be "'person42@$domain'"
    }
}
