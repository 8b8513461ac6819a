# Groups, many named users and -Live: with the sandbox's request log as judge of what was asked for.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1", "$PSScriptRoot/Report.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--users', '3000', '--group-size', '1500'
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain

    $report = @(Get-WholeReport $sandbox)
    $groupId = (Invoke-SandboxGraph $sandbox GET "groups?`$filter=displayName eq 'First generated users'").value[0].id
    $members = @((Invoke-SandboxGraph $sandbox GET "groups/$groupId/transitiveMembers?`$top=999").value)
    $members += (Invoke-SandboxGraph $sandbox GET "groups/$groupId/transitiveMembers?`$top=999").'@odata.nextLink' |
        ForEach-Object { (Invoke-RestMethod $_ -Headers @{ Authorization = "Bearer $((Invoke-RestMethod "$($sandbox.Uri)_sandbox").accessToken)" }).value }
    $reported = [System.Collections.Generic.HashSet[string]] [string[]] $report.id
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Get-SsprRegistration -Group' {
    BeforeEach { Clear-SandboxRequest $sandbox }
    AfterEach { Clear-SandboxFault $sandbox }

    It 'gives each member once, and no request per user' {
        $members.Count | Should -Be 1500
        $rows = @(Get-SsprRegistration -Group $groupId)
        $asked = (Get-Asked $sandbox).Requests
        ($rows.Id | Sort-Object) -join ' ' | Should -Be (($members.id | Sort-Object) -join ' ')
        $asked | Should -BeLessOrEqual ([math]::Ceiling(1500 / 999) + [math]::Ceiling(3000 / 999) + 10)
    }

    It 'shows a member whom the report does not have, with the reason and without a false No' {
        $rows = @(Get-SsprRegistration -Group $groupId)
        $missing = @($rows | Where-Object WhyNotInReport)
        $missing.Count | Should -Be @($members.id | Where-Object { -not $reported.Contains($_) }).Count
        $missing.Count | Should -BeGreaterThan 0
        $missing.WhyNotInReport | Sort-Object -Unique | Should -BeLike '*disabled*'
        @($missing | Where-Object { $null -ne $_.IsSsprRegistered -or $null -ne $_.IsSsprEnabled -or $null -ne $_.IsSsprCapable -or $null -ne $_.MethodsRegistered }).Count | Should -Be 0
        @($missing | Where-Object { $null -eq $_.ReportAge }).Count | Should -Be 0
        ($missing | Format-Table | Out-String) | Should -Match 'Unknown'
    }

    It 'tells the new from those left out for a reason that nothing tells' {
        $group = New-SsprGroup Newcomers
        $new = New-SsprTestUser 'New Comer' newcomer -Group Newcomers
        $null = Add-SsprGroupMember $group -Member "ben@$domain", "adele@$domain"
        Set-SandboxFault $sandbox report-row-missing -Target "adele@$domain"
        $rows = @(Get-SsprRegistration -Group Newcomers)
        ($rows | Where-Object Id -EQ $new.Id).WhyNotInReport | Should -BeLike '*newer than the report*'
        ($rows | Where-Object UserPrincipalName -EQ "adele@$domain").WhyNotInReport | Should -BeLike '*nothing tells why*'
        ($rows | Where-Object UserPrincipalName -EQ "ben@$domain").WhyNotInReport | Should -BeNullOrEmpty
    }

    It 'takes single rows of a few, and pages of many, whichever costs less' {
        $null = Get-SsprRegistration -Group Newcomers
        $asked = Get-Asked $sandbox
        @($asked.Rows | Where-Object path -Match '/userRegistrationDetails/').Count | Should -Be 3
        @($asked.Rows | Where-Object path -Match '/userRegistrationDetails$').Count | Should -Be 0
        Clear-SandboxRequest $sandbox
        $null = Get-SsprRegistration -Group $groupId
        @((Get-Asked $sandbox).Rows | Where-Object path -Match '/userRegistrationDetails/').Count | Should -Be 0
        (Get-Asked $sandbox).Report | Should -BeLessOrEqual 4
    }

    It 'filters at the service, and counts apart whom nobody knows of: <_>' -ForEach '-Registered', '-Registered:$false', '-Capable:$false', '-Method email' {
        $case = $_
        $mine = [System.Collections.Generic.HashSet[string]] [string[]] $members.id
        $test = switch ($_) {
            '-Registered' { { $_.isSsprRegistered } }
            '-Registered:$false' { { -not $_.isSsprRegistered } }
            '-Capable:$false' { { -not $_.isSsprCapable } }
            '-Method email' { { $_.methodsRegistered -contains 'email' } }
        }
        $expected = @($report | Where-Object { $mine.Contains($_.id) } | Where-Object $test)
        $rows = & ([scriptblock]::Create("Get-SsprRegistration -Group $groupId $case -WarningVariable warning -WarningAction SilentlyContinue; `$script:said = `"`$warning`""))
        $expected.Count | Should -BeGreaterThan 0
        (@($rows).Id | Sort-Object) -join ' ' | Should -Be (($expected.id | Sort-Object) -join ' ')
        "$script:said" | Should -BeLike "$(@($members.id | Where-Object { -not $reported.Contains($_) }).Count) members*not in the report*"
        @((Get-Asked $sandbox).Rows | Where-Object { $_.path -like '*/userRegistrationDetails' -and $_.query -notlike '*filter=*' }).Count | Should -Be 0
    }

    It 'filters a few rows that were read one by one too' {
        @(Get-SsprRegistration -Group Newcomers -Method MOBILEPHONE -WarningAction SilentlyContinue).UserPrincipalName | Should -Be "ben@$domain"
        @(Get-SsprRegistration -Group Newcomers -Enabled:$false -WarningAction SilentlyContinue -WarningVariable warning).Count | Should -BeLessOrEqual 2
        "$warning" | Should -BeLike '1 member of Newcomers is not in the report*'
    }

    It 'ends in an error that says how many members were real when their list comes up short' {
        Set-SandboxFault $sandbox nextlink-lost -Target transitiveMembers
        Set-SandboxFault $sandbox small-pages -Target 100
        $failure = Get-Failure { Get-SsprRegistration -Group $groupId }
        $failure.FullyQualifiedErrorId | Should -Be 'IncompletePages,SsprTools.Commands.GetSsprRegistrationCommand'
        $failure.Exception.Message | Should -Match '100 rows .* 1500'
    }

    It 'keeps the budget of reports with single rows in batches' {
        $budgeted = Start-TestSandbox '--users', '30000', '--group-size', '12', '--budget', 'reports=5/1'
        try {
            $connection = Connect-SsprTenant -Sandbox $budgeted.Uri -PassThru
            @(Get-SsprRegistration -Group 'First generated users' -Connection $connection).Count | Should -Be 12
            $log = @(Get-SandboxRequest $budgeted)
            @($log | Where-Object path -Match '/userRegistrationDetails/').Count | Should -Be 12
            @($log | Where-Object status -EQ 429).Count | Should -Be 0
            @($log | Where-Object { -not $_.batchId }).Count | Should -BeLessOrEqual 10
        }
        finally { Stop-TestSandbox $budgeted; $null = Connect-SsprTenant -Sandbox $sandbox.Uri }
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Get-SsprRegistration -Group Newcomers' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'says once that the report is forbidden' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'Group.Read.All', 'GroupMember.Read.All'
        (Get-Failure { Get-SsprRegistration -Group Newcomers -Connection $narrow }).FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.GetSsprRegistrationCommand'
    }
}

Describe 'Get-SsprRegistration for many named users' {
    BeforeEach { Clear-SandboxRequest $sandbox }

    It 'answers a hundred from the pipeline with a few requests' {
        $wanted = $report | Select-Object -First 100
        $rows = @($wanted.userPrincipalName | Get-SsprRegistration)
        ($rows.Id | Sort-Object) -join ' ' | Should -Be (($wanted.id | Sort-Object) -join ' ')
        (Get-Asked $sandbox).Requests | Should -BeLessOrEqual 10
        (Get-Asked $sandbox).Report | Should -BeLessOrEqual 4
    }

    It 'gives an error for each bad one and goes on' {
        $rows = @("ben@$domain", "nobody@$domain", "former@$domain" | Get-SsprRegistration -ErrorAction SilentlyContinue -ErrorVariable failures)
        $rows.UserPrincipalName | Should -Be "ben@$domain"
        ($failures.FullyQualifiedErrorId -replace ',.*' | Sort-Object) -join ' ' | Should -Be 'NotInReport UserNotFound'
        ($failures | Where-Object FullyQualifiedErrorId -Like 'UserNotFound*').TargetObject | Should -Be "nobody@$domain"
    }
}

Describe 'Get-SsprRegistration -Live' {
    BeforeEach { Clear-SandboxRequest $sandbox }
    AfterEach { Clear-SandboxFault $sandbox }

    It 'shows where the report lags, both values and its age' {
        $null = Add-SsprMethod "adele@$domain" -Email 'adele@elsewhere.example' -Confirm:$false
        $row = Get-SsprRegistration "adele@$domain" -Live
        $row.ReportLags | Should -BeTrue
        $row.OnlyLive | Should -Be Email
        $row.LiveMethods | Should -Contain Email
        $row.MethodsRegistered | Should -Not -Contain email
        $row.ReportAge.TotalMinutes | Should -BeGreaterThan 1
        $same = Get-SsprRegistration "ben@$domain" -Live
        $same.ReportLags | Should -BeFalse
        $same.LiveMethods | Should -Be MobilePhone
        ($row, $same | Format-Table | Out-String -Width 200) | Should -Match 'Email'
    }

    It 'shows what was removed since' {
        $null = Invoke-SandboxGraph $sandbox DELETE "users/chandra@$domain/authentication/emailMethods/3ddfcfc8-9383-446f-83cc-3ab9be4be18f"
        $row = Get-SsprRegistration "chandra@$domain" -Live
        $row.OnlyReported | Should -Be email
        $row.ReportLags | Should -BeTrue
    }

    It 'asks in batches of twenty' {
        $rows = @(Get-SsprRegistration -Live | Select-Object -First 201)
        $rows.Count | Should -Be 201
        $asked = Get-Asked $sandbox
        $live = @($asked.Rows | Where-Object path -Like '*/authentication/methods')
        @($live | Where-Object { -not $_.batchId }).Count | Should -Be 0
        @($asked.Rows | Where-Object path -Like '*/$batch').Count | Should -BeGreaterOrEqual ([math]::Ceiling($live.Count / 20))
        @($asked.Rows | Where-Object path -Like '*/$batch').Count | Should -BeLessOrEqual ([math]::Ceiling($live.Count / 20) + 1)
    }

    It 'says of whom the report does not have what is so now' {
        $row = Get-SsprRegistration -Group Newcomers -Live | Where-Object WhyNotInReport
        $row.LiveMethods.Count | Should -Be 0
        $null -eq $row.ReportLags | Should -BeTrue
        $null -eq $row.MethodsRegistered | Should -BeTrue
    }

    It 'leaves unknown what could not be read of one, says so, and goes on' {
        # Deleted since: the report still has the user.
        $null = Invoke-SandboxGraph $sandbox DELETE "users/helpdesk@$domain"
        $rows = @(Get-SsprRegistration -Enabled -Live -ErrorAction SilentlyContinue -ErrorVariable failures)
        ($rows.UserPrincipalName | Sort-Object) -join ' ' | Should -Be "admin@$domain helpdesk@$domain"
        $gone = $rows | Where-Object UserPrincipalName -EQ "helpdesk@$domain"
        $null -eq $gone.LiveMethods | Should -BeTrue
        $null -eq $gone.ReportLags | Should -BeTrue
        $gone.WhyLiveUnknown | Should -Not -BeNullOrEmpty
        @($failures).Count | Should -Be 1
        $failures[0].TargetObject | Should -Be "helpdesk@$domain"
        ($rows | Where-Object UserPrincipalName -EQ "admin@$domain").ReportLags | Should -BeFalse
    }

    It 'ends when everybody is refused' {
        $narrow = Connect-Narrowly $sandbox 'AuditLog.Read.All'
        $failure = Get-Failure { Get-SsprRegistration -Live -Connection $narrow -ErrorAction SilentlyContinue }
        $failure.FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.GetSsprRegistrationCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'UserAuthenticationMethod.Read.All'
        @((Get-Asked $sandbox).Rows | Where-Object path -Like '*/$batch').Count | Should -BeLessOrEqual 5
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Get-SsprRegistration -Live' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}
