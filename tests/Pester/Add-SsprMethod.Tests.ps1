BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $script:count = 0
    # A user of this test's own.
    function New-MethodUser { New-SsprTestUser 'Method User' "method$((++$script:count))" }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Add-SsprMethod' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'adds a phone and an email, and says what it did' {
        $user = New-MethodUser
        $results = Add-SsprMethod $user -MobilePhone '+1 (206) 555-0100' -Email kim@example.com
        $results.Status | Should -Be @('Created', 'Created')
        $results[0].After | Should -Be '+1 2065550100'
        $results[0].Before | Should -BeNullOrEmpty
        $results.UserPrincipalName | Should -Be @($user.UserPrincipalName, $user.UserPrincipalName)
        $held = Get-SsprMethod $user
        ($held | Where-Object Method -EQ MobilePhone).Value | Should -Be '+1 2065550100'
        ($held | Where-Object Method -EQ Email).Value | Should -Be kim@example.com
    }

    It 'writes mobile before alternate mobile' {
        $user = New-MethodUser
        $results = Add-SsprMethod $user -AlternateMobilePhone '+1 2065550102' -MobilePhone '+1 2065550101' -OfficePhone '+1 2065550103x12'
        $results.Method | Should -Be @('MobilePhone', 'AlternateMobilePhone', 'OfficePhone')
        $results.Status | Should -Be @('Created', 'Created', 'Created')
    }

    It 'does nothing the second time' {
        $user = New-MethodUser
        $null = Add-SsprMethod $user -MobilePhone '+1 2065550100' -Email kim@example.com
        Clear-SandboxRequest $sandbox
        (Add-SsprMethod $user -MobilePhone '+12065550100' -Email KIM@example.com).Status | Should -Be @('Unchanged', 'Unchanged')
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'does not replace another value without -Force' {
        $user = New-MethodUser
        $null = Add-SsprMethod $user -MobilePhone '+1 2065550100'
        Clear-SandboxRequest $sandbox
        Add-SsprMethod $user -MobilePhone '+1 2065550199' -Email kim@example.com -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'MethodDiffers,SsprTools.Commands.AddSsprMethodCommand'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty -Because 'the email must not be half of a change'
        $result = Add-SsprMethod $user -MobilePhone '+1 2065550199' -Force
        $result.Status | Should -Be Updated
        $result.Before | Should -Be '+1 2065550100'
    }

    It 'takes a hundred rows of a CSV file, and one bad row does not stop the rest' {
        $rows = 1..100 | ForEach-Object {
            $null = New-SsprTestUser "Bulk $_" "bulk$_"
            [pscustomobject]@{ UserPrincipalName = "bulk$_@$domain"; MobilePhone = $_ -eq 50 ? '0123' : "+1 20655502$('{0:d2}' -f ($_ % 100))"; Email = '' }
        }
        $file = Join-Path $TestDrive rows.csv
        $rows | Export-Csv $file
        $results = Import-Csv $file | Add-SsprMethod -UndoPath $TestDrive -ErrorAction SilentlyContinue -ErrorVariable failure
        @($results).Count | Should -Be 99
        $results.Status | Sort-Object -Unique | Should -Be Created
        @($failure).Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -Be 'InvalidPhoneNumber,SsprTools.Commands.AddSsprMethodCommand'
    }

    It 'changes nothing with -WhatIf' {
        $user = New-MethodUser
        Clear-SandboxRequest $sandbox
        Add-SsprMethod $user -MobilePhone '+1 2065550100' -WhatIf | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'names tenant, user and value in the question' {
        $user = New-MethodUser
        $text = pwsh -NoProfile -Command "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); Add-SsprMethod $($user.UserPrincipalName) -MobilePhone '+1 2065550100' -WhatIf" | Out-String
        $text | Should -Match ([regex]::Escape($sandbox.TenantId))
        $text | Should -Match ([regex]::Escape($user.UserPrincipalName))
        $text | Should -Match ([regex]::Escape('+1 2065550100'))
    }

    It 'refuses <what> and leaves nothing behind' -ForEach @(
        @{ what = 'a number without country code'; with = @{ MobilePhone = '2065550100' }; id = 'InvalidPhoneNumber' }
        @{ what = 'a mobile with an extension'; with = @{ MobilePhone = '+1 2065550100x1' }; id = 'InvalidPhoneNumber' }
        @{ what = 'a number with letters'; with = @{ OfficePhone = '+1 206555CALL' }; id = 'InvalidPhoneNumber' }
        @{ what = 'an address that is none'; with = @{ Email = 'kim' }; id = 'InvalidEmailAddress' }
        @{ what = 'a good phone beside a bad address'; with = @{ MobilePhone = '+1 2065550100'; Email = 'kim@' }; id = 'InvalidEmailAddress' }
        @{ what = 'an alternate mobile alone'; with = @{ AlternateMobilePhone = '+1 2065550100' }; id = 'MethodOrder' }
        @{ what = 'no method at all'; with = @{ MobilePhone = '' }; id = 'InvalidArgument' }
    ) {
        $user = New-MethodUser
        Clear-SandboxRequest $sandbox
        Add-SsprMethod $user @with -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be "$id,SsprTools.Commands.AddSsprMethodCommand"
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'writes a number of no known range with a warning that names user and number: <number>' -ForEach @(
        @{ number = '+44 (0)7700 900123'; kept = '+44 7700900123'; warns = $true }
        @{ number = '+1 (206) 555-0100'; kept = '+1 2065550100'; warns = $false }
    ) {
        $user = New-MethodUser
        (Add-SsprMethod $user -MobilePhone $number -WarningVariable warning -WarningAction SilentlyContinue).Status | Should -Be Created
        (Get-SsprMethod $user -Method MobilePhone).Value | Should -Be $kept
        @($warning).Count | Should -Be ([int] $warns)
        if ($warns) { "$warning" | Should -BeLike "$($user.UserPrincipalName): $kept is in no known range *" }
    }

    It 'refuses a length that the country does not have, and says so' {
        $user = New-MethodUser
        $null = Add-SsprMethod $user -MobilePhone '+33 6 12 34 56' -ErrorAction SilentlyContinue -ErrorVariable failure
        "$($failure[0])" | Should -BeLike '*is no phone number: it is too short for +33.'
    }

    It 'says that a user is not there' {
        Add-SsprMethod "nobody@$domain" -MobilePhone '+1 2065550100' -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.AddSsprMethodCommand'
        $failure[0].CategoryInfo.Category | Should -Be ObjectNotFound
    }

    It 'names the permission and role that are missing' {
        $user = New-MethodUser
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'UserAuthenticationMethod.Read.All'
        { Add-SsprMethod $user -MobilePhone '+1 2065550100' -Connection $narrow -ErrorAction Stop } |
            Should -Throw -ErrorId 'PermissionMissing,*'
        Add-SsprMethod $user -MobilePhone '+1 2065550100' -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'UserAuthMethod-Phone.ReadWrite.All'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Authentication Administrator'
    }

    It 'is Unverified when the service did not keep the method' {
        $user = New-MethodUser
        Set-SandboxFault $sandbox method-not-saved
        $result = Add-SsprMethod $user -MobilePhone '+1 2065550100'
        $result.Status | Should -Be Unverified
        $result.Remarks | Should -Match 'reading back shows none'
    }

    It 'is Unverified when the service kept another number' {
        $user = New-MethodUser
        Set-SandboxFault $sandbox method-wrong-number
        $result = Add-SsprMethod $user -MobilePhone '+1 2065550100'
        $result.Status | Should -Be Unverified
        $result.Remarks | Should -Match 'reading back shows \+'
    }

    It 'goes through throttling' {
        $user = New-MethodUser
        Set-SandboxFault $sandbox throttle -Count 2
        (Add-SsprMethod $user -MobilePhone '+1 2065550100').Status | Should -Be Created
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Add-SsprMethod $user -MobilePhone "+1 2065550100"' @{ uri = $sandbox.Uri; user = "method1@$domain" } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}

Describe 'Get-SsprMethod' {
    AfterEach { Clear-SandboxFault $sandbox }

    BeforeAll {
        $held = New-MethodUser
        $null = Add-SsprMethod $held -MobilePhone '+1 2065550100' -AlternateMobilePhone '+1 2065550101' -OfficePhone '+1 2065550102x9' -Email kim@example.com
    }

    It 'says of each method whether reset can use it' {
        $methods = Get-SsprMethod $held
        ($methods | Where-Object Method -EQ AlternateMobilePhone).UsableForReset | Should -Be $false
        ($methods | Where-Object Method -EQ OfficePhone).UsableForReset | Should -Be $false
        ($methods | Where-Object Method -EQ Password).UsableForReset | Should -Be $false
        ($methods | Where-Object Method -EQ MobilePhone).UsableForReset | Should -BeNullOrEmpty -Because 'the policy decides'
    }

    It 'filters by kind' { (Get-SsprMethod $held -Method Email, MobilePhone).Method | Should -Be @('MobilePhone', 'Email') }

    It 'takes a hundred from the pipeline' { @(1..100 | ForEach-Object { $held } | Get-SsprMethod -Method Email).Count | Should -Be 100 }

    It 'goes on when one user is missing' {
        $all = $held.UserPrincipalName, "nobody@$domain", $held.Id | Get-SsprMethod -Method Email -ErrorAction SilentlyContinue -ErrorVariable failure
        $all.Count | Should -Be 2
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.GetSsprMethodCommand'
    }

    It 'names the permission that is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All'
        Get-SsprMethod $held -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.GetSsprMethodCommand'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'UserAuthenticationMethod.Read.All'
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Get-SsprMethod $user' @{ uri = $sandbox.Uri; user = $held.Id } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}
