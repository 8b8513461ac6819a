# The whole tenant as a stream: pages, checkpoints, and whether the list is whole. The sandbox's request log is the judge of what was asked for.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1", "$PSScriptRoot/Report.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--users', '3000'
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $report = @(Get-WholeReport $sandbox)
}

AfterAll { Stop-TestSandbox $sandbox }

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
Get-SsprRegistration -CheckpointPath '$file' | ForEach-Object { `$writer.WriteLine(`$_.Id); if (++`$count -eq 760) { Start-Sleep -Seconds 600 } }
"@
        $child = Start-Process (Get-TestPowerShell) '-NoProfile', '-EncodedCommand', ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($script))) -PassThru
        $deadline = [datetime]::UtcNow.AddSeconds(90)
        while ([datetime]::UtcNow -lt $deadline -and (-not (Test-Path $out) -or @(Get-Content $out).Count -lt 760)) { Start-Sleep -Milliseconds 20 }
        $child.Kill()
        $child.WaitForExit()
        $first = @(Get-Content $out | Where-Object { $_.Length -eq 36 })
        $first.Count | Should -Be 760
        $state = Get-Content -Raw $file | ConvertFrom-Json
        $state.rows | Should -BeGreaterOrEqual ($first.Count - 100)
        $state.rows | Should -BeLessOrEqual $first.Count

        Clear-SandboxRequest $sandbox
        $rest = @(Get-SsprRegistration -CheckpointPath $file -Resume).Id
        ($first + $rest | Sort-Object -Unique) -join ' ' | Should -Be (($report.id | Sort-Object) -join ' ')
        @($rest | Where-Object { $first -contains $_ }).Count | Should -Be ($first.Count - $state.rows)
        (Get-Asked $sandbox).Report | Should -Be ([math]::Ceiling(($report.Count - $state.rows) / 100))
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
        $expected = @(Get-WholeReport $sandbox | Where-Object $test)
        Clear-SandboxRequest $sandbox
        $rows = @(& ([scriptblock]::Create("Get-SsprRegistration $case")))
        ($rows.Id | Sort-Object) -join ' ' | Should -Be (($expected.id | Sort-Object) -join ' ')
        @((Get-Asked $sandbox).Rows | Where-Object query -NotLike '*filter=*').Count | Should -Be 0
    }
}

Describe 'Get-SsprRegistration and whether the list is whole' {
    BeforeEach { Clear-SandboxRequest $sandbox }
    AfterEach { Clear-SandboxFault $sandbox }

    It 'says nothing where the directory counts as many, and asks once for the count' {
        @(Get-SsprRegistration -WarningVariable warning).Count | Should -Be $report.Count
        $warning | Should -BeNullOrEmpty
        $other = @((Get-Asked $sandbox).Rows | Where-Object path -NotLike '*/userRegistrationDetails')
        $other.Count | Should -Be 1
        $other[0].path | Should -BeLike '*/users/$count'
        Get-UnlistedRequest $sandbox Get-SsprRegistration | Should -BeNullOrEmpty
    }

    It 'says nothing of somebody who came after the report was refreshed, and asks for the count of that time' {
        $null = New-SsprTestUser 'Too New' "toonew$([guid]::NewGuid().ToString('n').Substring(0, 8))"
        Clear-SandboxRequest $sandbox
        @(Get-SsprRegistration -WarningVariable warning).Count | Should -Be $report.Count
        $warning | Should -BeNullOrEmpty
        $counts = @((Get-Asked $sandbox).Rows | Where-Object path -Like '*/users/$count')
        $counts.Count | Should -Be 2
        $counts[0].query | Should -Not -Match 'createdDateTime'
        $counts[1].query | Should -Match 'createdDateTime'
    }

    It 'warns with both counts when the service loses the rest of the pages' {
        Set-SandboxFault $sandbox small-pages -Target 500
        Set-SandboxFault $sandbox nextlink-lost
        @(Get-SsprRegistration -WarningVariable warning -WarningAction SilentlyContinue).Count | Should -Be 500
        @($warning).Count | Should -Be 1
        "$warning" | Should -Match "gave 500 rows, and the directory counts $($report.Count) enabled users who were there.*at least $($report.Count - 500) have no row"
    }

    It 'warns when the report leaves one out' {
        Set-SandboxFault $sandbox report-row-missing -Target $report[7].userPrincipalName
        @(Get-SsprRegistration -WarningVariable warning -WarningAction SilentlyContinue).Count | Should -Be ($report.Count - 1)
        "$warning" | Should -Match 'at least 1 has no row'
    }

    It 'does not ask when the caller wants no more, or filters' {
        @(Get-SsprRegistration | Select-Object -First 10).Count | Should -Be 10
        $null = Get-SsprRegistration -Registered
        @((Get-Asked $sandbox).Rows | Where-Object path -Like '*/users/$count').Count | Should -Be 0
    }

    It 'counts the rows that were given before a -Resume' {
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).json"
        Set-SandboxFault $sandbox small-pages -Target 500
        $null = Get-SsprRegistration -CheckpointPath $file | Select-Object -First 1200
        @(Get-SsprRegistration -CheckpointPath $file -Resume -WarningVariable warning).Count | Should -BeLessThan $report.Count
        $warning | Should -BeNullOrEmpty
        $null = Get-SsprRegistration -CheckpointPath $file | Select-Object -First 1200
        Set-SandboxFault $sandbox nextlink-lost
        $null = Get-SsprRegistration -CheckpointPath $file -Resume -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match "gave 1500 rows.*at least $($report.Count - 1500) have no row"
    }

    It 'says with -Verbose that nothing tells, where users may not be counted' {
        $narrow = Connect-Narrowly $sandbox 'AuditLog.Read.All'
        $said = Get-SsprRegistration -Connection $narrow -Verbose 4>&1 3>&1
        @($said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Count | Should -Be 0
        ($said | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }) -join "`n" | Should -Match 'Nothing tells whether the list is whole'
    }
}
