BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $script:count = 0
    # A user of this test's own, with phones and email.
    function New-Holder([hashtable] $With = @{ MobilePhone = '+1 2065550100'; AlternateMobilePhone = '+1 2065550101'; Email = 'kim@example.com' }) {
        $user = New-SsprTestUser 'Method Holder' "holder$((++$script:count))"
        $null = Add-SsprMethod $user @With
        $user
    }
    function Get-Held($User) { (Get-SsprMethod $User -Method MobilePhone, AlternateMobilePhone, OfficePhone, Email).Method }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Remove-SsprMethod' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'removes a method and says what was there' {
        $user = New-Holder
        $result = Remove-SsprMethod $user Email -Confirm:$false
        $result.Status | Should -Be Removed
        $result.Before | Should -Be kim@example.com
        $result.After | Should -BeNullOrEmpty
        $result.UserId | Should -Be $user.Id
        Get-Held $user | Should -Be @('MobilePhone', 'AlternateMobilePhone')
    }

    It 'removes the alternate mobile phone before the mobile one' {
        $user = New-Holder
        Clear-SandboxRequest $sandbox
        $results = Remove-SsprMethod $user MobilePhone, AlternateMobilePhone, Email -Confirm:$false
        $results.Status | Should -Be @('Removed', 'Removed', 'Removed')
        $writes = @(Get-SandboxWrite $sandbox | Where-Object path -Match phoneMethods)
        $writes[0].path | Should -Match 'b6332ec1-7057-4abe-9331-3d72feddfe41$'
        $writes[1].path | Should -Match '3179e48a-750b-4051-897c-87b9720928f7$'
        Get-Held $user | Should -BeNullOrEmpty
    }

    It 'takes what Get-SsprMethod gives, whatever its order' {
        $user = New-Holder
        $results = Get-SsprMethod $user -Method MobilePhone, AlternateMobilePhone | Remove-SsprMethod -Confirm:$false
        $results.Status | Should -Be @('Removed', 'Removed')
        Get-Held $user | Should -Be Email
    }

    It 'does not take the mobile phone from under an alternate one' {
        $user = New-Holder
        Clear-SandboxRequest $sandbox
        Remove-SsprMethod $user MobilePhone -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'MethodOrder,SsprTools.Commands.RemoveSsprMethodCommand'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'AlternateMobilePhone'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'does nothing the second time' {
        $user = New-Holder
        $null = Remove-SsprMethod $user Email -Confirm:$false
        Clear-SandboxRequest $sandbox
        (Remove-SsprMethod $user Email -Confirm:$false).Status | Should -Be Unchanged
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'takes sixty rows of a CSV file in batches, in their order, and one bad row does not stop the rest' {
        $users = 1..60 | ForEach-Object { New-SsprTestUser "Bulk $_" "leaver$_" }
        $null = $users | ForEach-Object { [pscustomobject]@{ UserPrincipalName = $_.UserPrincipalName; Email = 'kim@example.com' } } | Add-SsprMethod
        $file = Join-Path $TestDrive rows.csv
        $users.UserPrincipalName[0..29] + "nobody@$domain" + $users.UserPrincipalName[30..59] |
            ForEach-Object { [pscustomobject]@{ UserPrincipalName = $_; Method = 'Email' } } | Export-Csv $file
        Clear-SandboxRequest $sandbox
        $results = Import-Csv $file | Remove-SsprMethod -Confirm:$false -UndoPath $TestDrive/bulk.jsonl -ErrorAction SilentlyContinue -ErrorVariable failure
        $results.UserPrincipalName | Should -Be $users.UserPrincipalName
        $results.Status | Sort-Object -Unique | Should -Be Removed
        $failure.FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.RemoveSsprMethodCommand'
        @(Get-SandboxWrite $sandbox).Count | Should -Be 60
        @(Get-SandboxRequest $sandbox | Where-Object path -Match '/\$batch$').Count | Should -BeLessOrEqual 12
    }

    It 'changes nothing with -WhatIf, and names tenant, user and old value' {
        $user = New-Holder
        Clear-SandboxRequest $sandbox
        $text = pwsh -NoProfile -Command "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); Remove-SsprMethod $($user.UserPrincipalName) MobilePhone, AlternateMobilePhone -WhatIf" | Out-String
        foreach ($part in $sandbox.TenantId, $user.UserPrincipalName, 'Remove MobilePhone +1 2065550100', 'Remove AlternateMobilePhone +1 2065550101') { $text | Should -Match ([regex]::Escape($part)) }
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'asks first, and where nobody can answer says so' {
        $user = New-Holder
        Clear-SandboxRequest $sandbox
        $text = pwsh -NoProfile -NonInteractive -Command "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); try { Remove-SsprMethod $($user.UserPrincipalName) Email } catch { `$_.FullyQualifiedErrorId }"
        $text | Should -Contain 'ConfirmationImpossible,SsprTools.Commands.RemoveSsprMethodCommand'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses a kind that it cannot remove' {
        Remove-SsprMethod "holder1@$domain" Password -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'InvalidArgument,SsprTools.Commands.RemoveSsprMethodCommand'
    }

    It 'says that a user is not there' {
        Remove-SsprMethod "nobody@$domain" Email -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.RemoveSsprMethodCommand'
        $failure[0].CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'names the permission and role that are missing' {
        $user = New-Holder
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'UserAuthenticationMethod.Read.All'
        $result = Remove-SsprMethod $user Email -Confirm:$false -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure
        $result.Status | Should -Be Failed
        $failure[0].FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.RemoveSsprMethodCommand'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'UserAuthMethod-Email.ReadWrite.All'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Authentication Administrator'
    }

    It 'goes through throttling of the batch and of its steps' {
        $user = New-Holder
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'throttle'; count = 4; retryAfter = 1 }
        (Remove-SsprMethod $user MobilePhone, AlternateMobilePhone, Email -Confirm:$false).Status | Should -Be @('Removed', 'Removed', 'Removed')
    }

    It 'looks when the answer to a removal is lost, and removes nothing twice' {
        $user = New-Holder
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'step-lost'; method = 'DELETE'; count = 1 }
        Clear-SandboxRequest $sandbox
        (Remove-SsprMethod $user Email -Confirm:$false).Status | Should -Be Removed
        @(Get-SandboxWrite $sandbox).Count | Should -Be 1
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Remove-SsprMethod $user Email -Confirm:$false' @{ uri = $sandbox.Uri; user = "holder1@$domain" } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}
