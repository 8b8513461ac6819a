BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--users', '3000'
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $outer = New-SsprGroup Outer
    $inner = New-SsprGroup Inner -Member "ben@$domain"
    $null = Invoke-SandboxGraph $sandbox POST "groups/$($outer.Id)/members/`$ref" @{ '@odata.id' = "$($sandbox.Uri)v1.0/directoryObjects/$($inner.Id)" }
    $null = Add-SsprGroupMember $outer -Member "adele@$domain"
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Get-SsprRegistration' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'gives every row of the tenant, with the age of the report' {
        $rows = Get-SsprRegistration
        $rows.Count | Should -BeGreaterThan 2900
        ($rows.Id | Sort-Object -Unique).Count | Should -Be $rows.Count
        $rows[0].ReportAge.TotalHours | Should -BeGreaterThan 0
        @($rows | Where-Object { $null -eq $_.IsSsprCapable }).Count | Should -Be 0
    }

    It 'filters on the server' {
        Clear-SandboxRequest $sandbox
        $rows = Get-SsprRegistration -Registered:$false -Method email
        $rows | Where-Object { $_.IsSsprRegistered } | Should -BeNullOrEmpty
        $query = [uri]::UnescapeDataString((Get-SandboxRequest $sandbox)[0].query)
        $query | Should -Match 'isSsprRegistered eq false'
        $query | Should -Match "methodsRegistered/any\(x:x eq 'email'\)"
    }

    It 'the switches and their negations divide the tenant' {
        $all = @(Get-SsprRegistration).Count
        @(Get-SsprRegistration -Capable).Count + @(Get-SsprRegistration -Capable:$false).Count | Should -Be $all
        @(Get-SsprRegistration -Enabled).Count + @(Get-SsprRegistration -Enabled:$false).Count | Should -Be $all
    }

    It 'gives one user by UPN or id' {
        $row = Get-SsprRegistration "ben@$domain"
        $row.MethodsRegistered | Should -Contain mobilePhone
        (Get-SsprRegistration $row.Id).UserPrincipalName | Should -Be "ben@$domain"
    }

    It 'takes a hundred from the pipeline, its own rows too' {
        @(1..100 | ForEach-Object { "ben@$domain" } | Get-SsprRegistration).Count | Should -Be 100
        (Get-SsprRegistration "ben@$domain" | Get-SsprRegistration).UserPrincipalName | Should -Be "ben@$domain"
    }

    It 'gives the members of a group, nested ones too' {
        (Get-SsprRegistration -Group Outer).UserPrincipalName | Sort-Object | Should -Be @("adele@$domain", "ben@$domain")
    }

    It 'shows members who are not in the report, and with a filter warns of them' {
        $new = New-SsprTestUser 'New User' newmember -Group Outer
        $row = Get-SsprRegistration -Group Outer | Where-Object Id -EQ $new.Id
        $row.WhyNotInReport | Should -Match 'newer'
        $null -eq $row.IsSsprRegistered | Should -BeTrue
        $rows = Get-SsprRegistration -Group Outer -Registered:$false -WarningVariable warning -WarningAction SilentlyContinue
        $rows.Id | Should -Not -Contain $new.Id
        $warning | Should -Match '1 member of Outer'
    }

    It 'says why a user has no row' {
        Get-SsprRegistration "newmember@$domain" -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'NotInReport,SsprTools.Commands.GetSsprRegistrationCommand'
        Get-SsprRegistration "nobody@$domain" -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.GetSsprRegistrationCommand'
    }

    It 'says that a disabled user is left out of the report' {
        $disabled = Invoke-SandboxGraph $sandbox GET 'users?$filter=accountEnabled eq false&$select=id,userPrincipalName'
        Get-SsprRegistration $disabled.value[0].id -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].Exception.Message | Should -Match 'disabled'
    }

    It 'asks for one page when one row is wanted' {
        Set-SandboxFault $sandbox small-pages -Target 100
        Clear-SandboxRequest $sandbox
        @(Get-SsprRegistration | Select-Object -First 1).Count | Should -Be 1
        @(Get-SandboxRequest $sandbox).Count | Should -Be 1
    }

    It 'reads every page of many' {
        Set-SandboxFault $sandbox small-pages -Target 100
        Clear-SandboxRequest $sandbox
        $rows = Get-SsprRegistration
        ($rows.Id | Sort-Object -Unique).Count | Should -BeGreaterThan 2900
        @(Get-SandboxRequest $sandbox).Count | Should -BeGreaterOrEqual 30
    }

    It 'ends in an error when the chain of pages is broken by <fault>' -ForEach @(
        @{ fault = 'nextlink-foreign' }
        @{ fault = 'nextlink-repeat' }
        @{ fault = 'truncate' }
    ) {
        Set-SandboxFault $sandbox small-pages -Target 500
        Set-SandboxFault $sandbox $fault
        { Get-SsprRegistration -ErrorAction Stop } | Should -Throw
        try { Get-SsprRegistration -ErrorAction SilentlyContinue } catch { $_.FullyQualifiedErrorId | Should -Match '^(IncompletePages|UnexpectedAnswer),' }
    }

    It 'a row that is missing is an error and not "not registered"' {
        Set-SandboxFault $sandbox report-row-missing -Target "ben@$domain"
        Get-SsprRegistration "ben@$domain" -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'NotInReport,SsprTools.Commands.GetSsprRegistrationCommand'
    }

    It 'goes through throttling and says so' {
        Set-SandboxFault $sandbox throttle -Count 1
        $all = Get-SsprRegistration -Verbose 4>&1
        @($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }) -match 'throttling' | Should -Not -BeNullOrEmpty
        @($all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Count | Should -BeGreaterThan 2900
    }

    It 'names the permission that is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All'
        try { Get-SsprRegistration -Connection $narrow } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.GetSsprRegistrationCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'AuditLog.Read.All'
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Get-SsprRegistration' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'completes method words' { Get-Completion 'Get-SsprRegistration -Method mob' | Should -Be mobilePhone }

    It 'shows unknown as Unknown and not as No' {
        $text = [SsprTools.Formatting.View]::YesNo($null)
        $text | Should -Be Unknown
    }
}
