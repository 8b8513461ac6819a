# Groups, many named users, -Live and -Resume: with the sandbox's request log as judge of what was asked for.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--users', '3000', '--group-size', '1500'
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain

    # Requests as the service counts them: a batch is one, and each of its steps counts for the report's budget.
    function Get-Asked {
        $rows = @(Get-SandboxRequest $sandbox)
        [pscustomobject]@{
            Requests = @($rows | Where-Object { -not $_.batchId }).Count
            Report = @($rows | Where-Object path -like '*/userRegistrationDetails*').Count
            Rows = $rows
        }
    }

    # Every row as the service has it, past the module under test.
    function Get-WholeReport {
        $token = (Invoke-RestMethod "$($sandbox.Uri)_sandbox").accessToken
        $next = "$($sandbox.Uri)v1.0/reports/authenticationMethods/userRegistrationDetails"
        while ($next) {
            $page = Invoke-RestMethod $next -Headers @{ Authorization = "Bearer $token" }
            $page.value
            $next = $page.'@odata.nextLink'
        }
    }

    $report = @(Get-WholeReport)
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
        $asked = (Get-Asked).Requests
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
        $asked = Get-Asked
        @($asked.Rows | Where-Object path -Match '/userRegistrationDetails/').Count | Should -Be 3
        @($asked.Rows | Where-Object path -Match '/userRegistrationDetails$').Count | Should -Be 0
        Clear-SandboxRequest $sandbox
        $null = Get-SsprRegistration -Group $groupId
        @((Get-Asked).Rows | Where-Object path -Match '/userRegistrationDetails/').Count | Should -Be 0
        (Get-Asked).Report | Should -BeLessOrEqual 4
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
        @((Get-Asked).Rows | Where-Object { $_.path -like '*/userRegistrationDetails' -and $_.query -notlike '*filter=*' }).Count | Should -Be 0
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
        (Get-Asked).Requests | Should -BeLessOrEqual 10
        (Get-Asked).Report | Should -BeLessOrEqual 4
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
        $asked = Get-Asked
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
        @((Get-Asked).Rows | Where-Object path -Like '*/$batch').Count | Should -BeLessOrEqual 5
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Get-SsprRegistration -Live' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}

Describe 'Get-SsprRegistration -CheckpointPath -Resume' {
    BeforeEach {
        Clear-SandboxRequest $sandbox
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).json"
        Set-SandboxFault $sandbox small-pages -Target 100
    }
    AfterEach { Clear-SandboxFault $sandbox }

    It 'leaves no file behind when the list is whole' {
        @(Get-SsprRegistration -CheckpointPath $file).Count | Should -Be $report.Count
        Test-Path $file | Should -BeFalse
        Test-Path "$file.new" | Should -BeFalse
    }

    It 'goes on after a page with a bad link: every row, and none but that page''s twice' {
        $first = [System.Collections.Generic.List[string]]::new()
        $failure = Get-Failure {
            Get-SsprRegistration -CheckpointPath $file | ForEach-Object {
                $first.Add($_.Id)
                if ($first.Count -eq 700) { Set-SandboxFault $sandbox nextlink-foreign }
            }
        }
        $failure.FullyQualifiedErrorId | Should -BeLike 'IncompletePages,*'
        $failure.Exception.Message | Should -Match "$($first.Count) rows were read"
        Clear-SandboxFault $sandbox
        Set-SandboxFault $sandbox small-pages -Target 100
        $rest = @(Get-SsprRegistration -CheckpointPath $file -Resume).Id
        ($rest | Where-Object { $first -contains $_ }) -join ' ' | Should -Be ((@($first) | Select-Object -Last 100) -join ' ')
        (@($first) + $rest | Sort-Object -Unique) -join ' ' | Should -Be (($report.id | Sort-Object) -join ' ')
        Test-Path $file | Should -BeFalse
    }

    It 'goes on after a page that never came, without a row twice' {
        $first = [System.Collections.Generic.List[string]]::new()
        $failure = Get-Failure {
            Get-SsprRegistration -CheckpointPath $file | ForEach-Object {
                $first.Add($_.Id)
                if ($first.Count -eq 700) { Set-SandboxFault $sandbox server-error }
            }
        }
        $failure.Exception.Message | Should -Match "$($first.Count) rows were read"
        Clear-SandboxFault $sandbox
        Set-SandboxFault $sandbox small-pages -Target 100
        (@($first) + @(Get-SsprRegistration -CheckpointPath $file -Resume).Id | Sort-Object) -join ' ' | Should -Be (($report.id | Sort-Object) -join ' ')
    }

    It 'goes on after a kill: every row, none but one page''s twice, no page asked for again but that one' {
        $out = Join-Path $TestDrive "$([guid]::NewGuid()).txt"
        $script = @"
Import-Module '$(Get-TestModulePath)'
`$null = Connect-SsprTenant -Sandbox '$($sandbox.Uri)'
`$writer = [System.IO.StreamWriter]::new('$out'); `$writer.AutoFlush = `$true
Get-SsprRegistration -CheckpointPath '$file' | ForEach-Object { `$writer.WriteLine(`$_.Id); Start-Sleep -Milliseconds 2 }
"@
        $child = Start-Process ([Environment]::ProcessPath) '-NoProfile', '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script))) -PassThru
        $deadline = [datetime]::UtcNow.AddSeconds(90)
        while ([datetime]::UtcNow -lt $deadline -and (-not (Test-Path $out) -or @(Get-Content $out).Count -lt 750)) { Start-Sleep -Milliseconds 20 }
        $child.Kill()
        $child.WaitForExit()
        $first = @(Get-Content $out | Where-Object { $_.Length -eq 36 })
        $first.Count | Should -BeGreaterOrEqual 750
        $first.Count | Should -BeLessThan $report.Count
        $state = Get-Content -Raw $file | ConvertFrom-Json
        $state.rows | Should -BeGreaterOrEqual ($first.Count - 100)
        $state.rows | Should -BeLessOrEqual $first.Count

        Clear-SandboxRequest $sandbox
        $rest = @(Get-SsprRegistration -CheckpointPath $file -Resume).Id
        ($first + $rest | Sort-Object -Unique) -join ' ' | Should -Be (($report.id | Sort-Object) -join ' ')
        @($rest | Where-Object { $first -contains $_ }).Count | Should -Be ($first.Count - $state.rows)
        (Get-Asked).Report | Should -Be ([math]::Ceiling(($report.Count - $state.rows) / 100))
        ($rest | Sort-Object -Unique).Count | Should -Be $rest.Count
    }

    Context 'with a file of a read that was left' {
        BeforeEach {
            $given = @(Get-SsprRegistration -CheckpointPath $file | Select-Object -First 250)
            Clear-SandboxRequest $sandbox
        }

        It 'gives again only the page within which the caller stopped' {
            $rest = @(Get-SsprRegistration -CheckpointPath $file -Resume)
            @($rest.Id | Where-Object { $given.Id -contains $_ }).Count | Should -Be 50
            $rest.Count | Should -Be ($report.Count - 200)
        }

        It 'is for the user alone and holds no token' {
            if (-not $IsWindows) { [System.IO.File]::GetUnixFileMode($file) | Should -Be ([System.IO.UnixFileMode] 'UserRead, UserWrite') }
            $text = Get-Content -Raw $file
            $text | Should -Not -Match 'eyJ|Bearer'
            $text | Should -Not -Match "@$domain"
        }

        It 'is not overwritten without -Resume' {
            (Get-Failure { Get-SsprRegistration -CheckpointPath $file }).FullyQualifiedErrorId | Should -Be 'FileExists,SsprTools.Commands.GetSsprRegistrationCommand'
            @(Get-SandboxRequest $sandbox).Count | Should -Be 0
        }

        It 'is refused with other filters' {
            (Get-Failure { Get-SsprRegistration -Enabled -CheckpointPath $file -Resume }).Exception.Message | Should -BeLike '*other filters*'
            @(Get-SandboxRequest $sandbox).Count | Should -Be 0
        }

        It 'is refused when <what>' -ForEach @(
            @{ what = 'it is of another tenant'; change = { param($s) $s['tenantId'] = 'aaaaaaaa-0000-0000-0000-000000000000' }; says = '*tenant aaaaaaaa*' }
            @{ what = 'it is a day old'; change = { param($s) $s['writtenAt'] = [datetime]::UtcNow.AddHours(-25).ToString('o') }; says = '*24 hours*' }
            @{ what = 'it comes from the future'; change = { param($s) $s['writtenAt'] = [datetime]::UtcNow.AddHours(25).ToString('o') }; says = '*24 hours*' }
            @{ what = 'its link leads elsewhere'; change = { param($s) $s['next'] = 'https://elsewhere.example/v1.0/x' }; says = '*not on*' }
            @{ what = 'it is of another version'; change = { param($s) $s['version'] = 2 }; says = '*version*' }
            @{ what = 'the service has forgotten the place'; change = { param($s) $s['next'] = "$($s['next'])" -replace 'skiptoken=.*', 'skiptoken=bm9uc2Vuc2U' }; says = '*does not take the place*' }
        ) {
            # Not ConvertFrom-Json, which before PowerShell 7.5 cannot leave the times alone.
            $state = [System.Text.Json.Nodes.JsonNode]::Parse((Get-Content -Raw $file))
            & $change $state
            Set-Content $file $state.ToJsonString()
            $failure = Get-Failure { Get-SsprRegistration -CheckpointPath $file -Resume }
            $failure.FullyQualifiedErrorId | Should -Be 'InvalidCheckpoint,SsprTools.Commands.GetSsprRegistrationCommand'
            $failure.Exception.Message | Should -BeLike $says
        }

        It 'is refused when it is something else' {
            Set-Content $file 'Id,Name'
            (Get-Failure { Get-SsprRegistration -CheckpointPath $file -Resume }).FullyQualifiedErrorId | Should -BeLike 'InvalidCheckpoint,*'
            Get-Content $file | Should -Be 'Id,Name'
        }
    }

    It 'begins anew with -Resume and no file, relative to the session''s place' {
        Push-Location $TestDrive
        try { @(Get-SsprRegistration -CheckpointPath ./none.json -Resume | Select-Object -First 5).Count | Should -Be 5; Test-Path ./none.json | Should -BeTrue }
        finally { Pop-Location }
    }

    It 'asks for nothing when the file cannot be written' {
        (Get-Failure { Get-SsprRegistration -CheckpointPath (Join-Path $TestDrive 'no/such/folder/c.json') }).FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
        $folder = (New-Item (Join-Path $TestDrive "$([guid]::NewGuid())") -ItemType Directory).FullName
        (Get-Failure { Get-SsprRegistration -CheckpointPath $folder }).FullyQualifiedErrorId | Should -BeLike 'FileNotWritten,*'
        Test-Path "$folder.new" | Should -BeFalse
        @(Get-SandboxRequest $sandbox).Count | Should -Be 0
    }

    It 'says that -Resume needs a file' {
        (Get-Failure { Get-SsprRegistration -Resume }).FullyQualifiedErrorId | Should -BeLike 'InvalidArgument,*'
    }

    It 'goes with -Live' {
        $given = @(Get-SsprRegistration -Live -CheckpointPath $file -ErrorAction SilentlyContinue | Select-Object -First 150)
        $given[0].PSObject.TypeNames[0] | Should -Be SsprTools.Graph.Registration.LiveRegistration
        $rest = @(Get-SsprRegistration -Live -CheckpointPath $file -Resume -ErrorAction SilentlyContinue)
        (@($given.Id) + $rest.Id | Sort-Object -Unique).Count | Should -Be $report.Count
    }
}

Describe 'Get-SsprRegistration as a stream' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'hands out the first row before the second page is asked for, and asks for the next page while this one is used' {
        Set-SandboxFault $sandbox small-pages -Target 100
        Clear-SandboxRequest $sandbox
        $asked = @{}
        $number = 0
        Get-SsprRegistration | Select-Object -First 50 | ForEach-Object {
            $number++
            if ($number -eq 1) { $asked[1] = @(Get-SandboxRequest $sandbox).Count }
            if ($number -eq 50) {
                foreach ($try in 1..100) { if (@(Get-SandboxRequest $sandbox).Count -ge 2) { break }; Start-Sleep -Milliseconds 20 }
                $asked[50] = @(Get-SandboxRequest $sandbox).Count
            }
        }
        $asked[1] | Should -Be 1
        $asked[50] | Should -Be 2
    }

    It 'says how many rows were real when the chain is broken by <fault>' -ForEach @(
        @{ fault = 'nextlink-foreign'; says = '500 rows were read, then the next page''s address is not on' }
        @{ fault = 'nextlink-repeat'; says = '\d+ rows were read, then the service gave the same next page twice' }
    ) {
        Set-SandboxFault $sandbox small-pages -Target 500
        Set-SandboxFault $sandbox $fault
        $failure = Get-Failure { Get-SsprRegistration }
        $failure.FullyQualifiedErrorId | Should -Be 'IncompletePages,SsprTools.Commands.GetSsprRegistrationCommand'
        $failure.Exception.Message | Should -Match $says
    }

    It 'says how many rows were real when a later page never comes whole' {
        Set-SandboxFault $sandbox small-pages -Target 500
        $rows = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { Get-SsprRegistration | ForEach-Object { $rows.Add($_); if ($rows.Count -eq 1) { Set-SandboxFault $sandbox truncate } } }
        $failure.FullyQualifiedErrorId | Should -Be 'IncompletePages,SsprTools.Commands.GetSsprRegistrationCommand'
        $failure.Exception.Message | Should -Match "$($rows.Count) rows were read"
    }

    It 'has the age of the report on every row' {
        @(Get-SsprRegistration | Where-Object { $null -eq $_.ReportAge -or $_.ReportAge.TotalHours -lt 1 }).Count | Should -Be 0
    }

    It 'filters at the service by <_>' -ForEach '-Registered', '-Registered:$false', '-Enabled', '-Enabled:$false', '-Capable', '-Capable:$false', '-Method mobilePhone, email' {
        $case = $_
        $test = switch ($_) {
            '-Registered' { { $_.isSsprRegistered } }
            '-Registered:$false' { { -not $_.isSsprRegistered } }
            '-Enabled' { { $_.isSsprEnabled } }
            '-Enabled:$false' { { -not $_.isSsprEnabled } }
            '-Capable' { { $_.isSsprCapable } }
            '-Capable:$false' { { -not $_.isSsprCapable } }
            '-Method mobilePhone, email' { { $_.methodsRegistered -contains 'email' -and $_.methodsRegistered -contains 'mobilePhone' } }
        }
        $expected = @(Get-WholeReport | Where-Object $test)
        Clear-SandboxRequest $sandbox
        $rows = @(& ([scriptblock]::Create("Get-SsprRegistration $case")))
        ($rows.Id | Sort-Object) -join ' ' | Should -Be (($expected.id | Sort-Object) -join ' ')
        @((Get-Asked).Rows | Where-Object query -NotLike '*filter=*').Count | Should -Be 0
    }
}
