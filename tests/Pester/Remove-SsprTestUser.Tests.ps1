BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $null = New-PlainUser $sandbox Somebody
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Remove-SsprTestUser' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'removes a test user, softly' {
        $user = New-SsprTestUser 'Gone Soon' gone
        $removed = Remove-SsprTestUser $user.UserPrincipalName -Confirm:$false
        $removed.Status | Should -Be Removed
        $removed.UserPrincipalName | Should -Be $user.UserPrincipalName
        (Invoke-SandboxGraph $sandbox GET "directory/deletedItems/$($user.Id)").id | Should -Be $user.Id
    }

    It 'finds nobody the second time' {
        Clear-SandboxRequest $sandbox
        Remove-SsprTestUser "gone@$domain" -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.RemoveSsprTestUserCommand'
        $failure[0].CategoryInfo.Category | Should -Be ObjectNotFound
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses a user that is no test user' {
        Clear-SandboxRequest $sandbox
        Remove-SsprTestUser "Somebody@$domain" -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'NotATestUser,SsprTools.Commands.RemoveSsprTestUserCommand'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'removes a hundred by the pipeline' {
        $users = 1..100 | ForEach-Object { [pscustomobject]@{ DisplayName = "Person $_"; UserPrincipalName = "person$_" } } | New-SsprTestUser
        $removed = $users | Remove-SsprTestUser -Confirm:$false
        $removed.Count | Should -Be 100
        $removed.Status | Sort-Object -Unique | Should -Be Removed
        Get-SsprTestUser | Should -BeNullOrEmpty
    }

    It 'asks first, and says so where nobody can answer' {
        $null = New-SsprTestUser 'Asked For' askedfor
        Clear-SandboxRequest $sandbox
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox '$($sandbox.Uri)'; Remove-SsprTestUser 'askedfor@$domain'")
        $null = $shell.Invoke()
        $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'ConfirmationImpossible,*'
        $shell.Dispose()
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It '-WhatIf writes nothing' {
        $null = New-SsprTestUser 'What If' whatif
        Clear-SandboxRequest $sandbox
        Remove-SsprTestUser "whatif@$domain" -WhatIf | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-SsprTestUser "whatif@$domain" | Should -Not -BeNullOrEmpty
    }

    It 'names the permission that is missing' {
        $null = New-SsprTestUser 'Forbidden' forbidden
        $narrow = Connect-Narrowly $sandbox 'User.Read.All'
        Remove-SsprTestUser "forbidden@$domain" -Confirm:$false -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'User.ReadWrite.All'
    }

    It 'user-not-deleted: Unverified' {
        $null = New-SsprTestUser 'Stays' stays
        Set-SandboxFault $sandbox user-not-deleted -Count 1
        $removed = Remove-SsprTestUser "stays@$domain" -Confirm:$false -WarningAction SilentlyContinue -WarningVariable warning
        $removed.Status | Should -Be Unverified
        "$($removed.Remarks)" | Should -Match 'still shows'
        "$warning" | Should -Match 'still shows'
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Remove-SsprTestUser $upn -Confirm:$false; "done"' @{ uri = $sandbox.Uri; upn = "stays@$domain" } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'completes test users only' {
        Get-Completion 'Remove-SsprTestUser what' | Should -Be "'whatif@$domain'"
        Get-Completion 'Remove-SsprTestUser some' | Should -BeNullOrEmpty
    }
}
