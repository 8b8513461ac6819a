# Bulk changes under adverse conditions: lost answers, throttled steps, and a kill in mid-run. The sandbox's request log is the judge.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--users', '400'
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain

    # Users that the sandbox did not have; by the test, so that tests share none.
    function New-Row([string] $Prefix, [int] $Count) {
        1..$Count | ForEach-Object { [pscustomobject]@{ DisplayName = "$Prefix $_"; UserPrincipalName = "$Prefix$_@$domain"; MobilePhone = "+1 206555$('{0:d4}' -f $_)" } }
    }

    # Runs a command in a process of its own and kills that once the service has done so many writes; says how many it had done.
    function Invoke-Killed([string] $Command, [int] $AfterWrites, [string] $Write = '/authentication/phoneMethods$') {
        $info = [System.Diagnostics.ProcessStartInfo]::new([System.Environment]::ProcessPath)
        foreach ($item in '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); $Command") { $info.ArgumentList.Add($item) }
        $info.RedirectStandardOutput = $true
        $process = [System.Diagnostics.Process]::Start($info)
        $deadline = [datetime]::UtcNow.AddSeconds(120)
        do {
            Start-Sleep -Milliseconds 30
            $done = @(Get-SandboxWrite $sandbox | Where-Object { $_.path -match $Write }).Count
        } until ($done -ge $AfterWrites -or $process.HasExited -or [datetime]::UtcNow -gt $deadline)
        $wasRunning = -not $process.HasExited
        $process.Kill($true)
        $process.WaitForExit()
        # What was on its way may still arrive.
        Start-Sleep -Milliseconds 700
        [pscustomobject]@{ WasRunning = $wasRunning }
    }

    # The users that a request of the log was about, by who was asked for.
    function Get-AskedUser { @(Get-SandboxRequest $sandbox | ForEach-Object { if ($_.path -match '/users/([^/]+)') { [uri]::UnescapeDataString($Matches[1]) } } | Sort-Object -Unique) }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Add-SsprMethod in bulk' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'sends full batches: two steps a user, and few requests' {
        $rows = New-Row full 200
        $null = $rows | New-SsprTestUser
        Clear-SandboxRequest $sandbox
        $results = $rows | Add-SsprMethod -UndoPath $TestDrive
        $results.UserPrincipalName | Should -Be $rows.UserPrincipalName
        $results.Status | Sort-Object -Unique | Should -Be Created
        $log = @(Get-SandboxRequest $sandbox)
        @($log | Where-Object path -Match '/\$batch$').Count | Should -BeLessOrEqual 24
        @($log | Where-Object path -NotMatch '/\$batch$').Count | Should -Be 400
    }

    It 'loses none and doubles none when a fifth of the steps is throttled and some answers are lost' {
        $rows = New-Row rough 60
        $null = $rows | New-SsprTestUser
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'throttle'; ratio = 0.2; seed = 7; where = 'steps'; retryAfter = 1 }
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'step-lost'; ratio = 0.1; seed = 3; method = 'POST'; path = 'phoneMethods' }
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'bad-gateway-after'; ratio = 0.1; seed = 4; method = 'POST'; path = 'phoneMethods' }
        Clear-SandboxRequest $sandbox
        $results = $rows | Add-SsprMethod -UndoPath $TestDrive
        Clear-SandboxFault $sandbox
        $results.UserPrincipalName | Should -Be $rows.UserPrincipalName
        $results.Status | Sort-Object -Unique | Should -Be Created
        $writes = @(Get-SandboxWrite $sandbox | Where-Object { $_.path -match 'phoneMethods' -and $_.status -ne 429 })
        @($writes | Group-Object path | Where-Object Count -GT 1).Count | Should -Be 0 -Because 'a lost write is looked for, not repeated'
        ($rows | Get-SsprMethod -Method MobilePhone).Value | Should -Be $rows.MobilePhone
    }

    It 'goes on after a kill without asking for what is done' {
        $rows = New-Row killed 300
        $null = $rows | New-SsprTestUser
        $csv = "$TestDrive/killed.csv"
        $undo = "$TestDrive/killed.jsonl"
        $rows | Export-Csv $csv
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'latency'; target = '150'; path = '/$batch'; where = 'requests' }
        Clear-SandboxRequest $sandbox
        (Invoke-Killed "Import-Csv '$csv' | Add-SsprMethod -UndoPath '$undo'" -AfterWrites 100).WasRunning | Should -BeTrue
        Clear-SandboxFault $sandbox
        $done = @(Get-Content $undo | ForEach-Object { try { $_ | ConvertFrom-Json } catch { } } | Where-Object { $_.PSObject.Properties['done'] }).done.user
        $done.Count | Should -BeGreaterThan 0
        $done.Count | Should -BeLessThan 300
        $before = @(Get-SandboxWrite $sandbox | Where-Object { $_.path -match 'phoneMethods' -and $_.status -eq 201 }).Count

        Clear-SandboxRequest $sandbox
        $results = Import-Csv $csv | Add-SsprMethod -Resume $undo
        $results.UserPrincipalName | Should -Be $rows.UserPrincipalName
        $results.Status | Sort-Object -Unique | Should -Be @('Created', 'Unchanged')
        Get-AskedUser | Where-Object { $_ -in $done } | Should -BeNullOrEmpty
        @(Get-SandboxWrite $sandbox | Where-Object path -Match 'phoneMethods').Count | Should -Be (300 - $before) -Because 'none is lost and none is written twice'

        # A third run has nothing to ask for at all, and the file still takes everything back.
        Clear-SandboxRequest $sandbox
        @(Import-Csv $csv | Add-SsprMethod -Resume $undo).Count | Should -Be 300
        Get-AskedUser | Should -BeNullOrEmpty
        @(Undo-SsprMethod $undo -Confirm:$false | Where-Object Status -EQ Removed).Count | Should -Be 300
    }
}

Describe 'Remove-SsprMethod in bulk' {
    It 'goes on after a kill without asking for what is done' {
        $rows = New-Row leaving 200
        $null = $rows | New-SsprTestUser
        $null = $rows | Add-SsprMethod -UndoPath $TestDrive
        $csv = "$TestDrive/leaving.csv"
        $undo = "$TestDrive/leaving.jsonl"
        $rows | ForEach-Object { [pscustomobject]@{ UserPrincipalName = $_.UserPrincipalName; Method = 'MobilePhone' } } | Export-Csv $csv
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'latency'; target = '150'; path = '/$batch'; where = 'requests' }
        Clear-SandboxRequest $sandbox
        (Invoke-Killed "Import-Csv '$csv' | Remove-SsprMethod -Confirm:`$false -UndoPath '$undo'" -AfterWrites 60 -Write '/phoneMethods/').WasRunning | Should -BeTrue
        Clear-SandboxFault $sandbox
        $before = @(Get-SandboxWrite $sandbox | Where-Object { $_.path -match 'phoneMethods' -and $_.status -eq 204 }).Count
        Clear-SandboxRequest $sandbox
        $results = Import-Csv $csv | Remove-SsprMethod -Confirm:$false -Resume $undo
        $results.UserPrincipalName | Should -Be $rows.UserPrincipalName
        @(Get-SandboxWrite $sandbox | Where-Object path -Match 'phoneMethods').Count | Should -Be (200 - $before)
        Clear-SandboxRequest $sandbox
        $null = Import-Csv $csv | Remove-SsprMethod -Confirm:$false -Resume $undo
        Get-AskedUser | Should -BeNullOrEmpty
        @(Undo-SsprMethod $undo -Confirm:$false | Where-Object Status -EQ Created).Count | Should -Be 200
    }
}

Describe 'Get-SsprMethod in bulk' {
    It 'asks in batches and answers in the order of the rows' {
        $rows = New-Row reader 100
        $null = $rows | New-SsprTestUser
        Clear-SandboxRequest $sandbox
        $found = $rows.UserPrincipalName | Get-SsprMethod -Method Password
        $found.UserPrincipalName | Should -Be $rows.UserPrincipalName
        $found.UserId | Should -Not -Contain $null
        @(Get-SandboxRequest $sandbox | Where-Object path -Match '/\$batch$').Count | Should -BeLessOrEqual 12
    }
}

Describe 'Add-SsprGroupMember in bulk' {
    It 'looks members up in batches, and the second run asks for none of them' {
        $users = New-Row member 100 | New-SsprTestUser
        $null = New-SsprGroup Members
        Clear-SandboxRequest $sandbox
        $changes = $users.UserPrincipalName | Add-SsprGroupMember Members
        $changes.UserPrincipalName | Should -Be $users.UserPrincipalName
        $changes.Status | Sort-Object -Unique | Should -Be Created
        @(Get-SandboxRequest $sandbox | Where-Object path -Match '/\$batch$').Count | Should -BeLessOrEqual 6
        Clear-SandboxRequest $sandbox
        ($users.UserPrincipalName | Add-SsprGroupMember Members).Status | Sort-Object -Unique | Should -Be Unchanged
        Get-AskedUser | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'goes on after a kill without asking for who is in already' {
        $users = New-Row joiner 200 | New-SsprTestUser
        $null = New-SsprGroup Joiners
        $file = "$TestDrive/joiners.txt"
        $users.UserPrincipalName | Set-Content $file
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'latency'; target = '300'; method = 'PATCH'; path = '/groups/' }
        Clear-SandboxRequest $sandbox
        (Invoke-Killed "Get-Content '$file' | Add-SsprGroupMember Joiners" -AfterWrites 4 -Write '/groups/').WasRunning | Should -BeTrue
        Clear-SandboxFault $sandbox
        $in = @(Get-SsprGroup Joiners -Member).UserPrincipalName
        $in.Count | Should -BeGreaterThan 0
        $in.Count | Should -BeLessThan 200
        Clear-SandboxRequest $sandbox
        $changes = Get-Content $file | Add-SsprGroupMember Joiners
        $changes.UserPrincipalName | Should -Be $users.UserPrincipalName
        @($changes | Where-Object Status -EQ Unchanged).Count | Should -Be $in.Count
        Get-AskedUser | Where-Object { $_ -in $in } | Should -BeNullOrEmpty
        @(Get-SandboxWrite $sandbox).Count | Should -Be ([math]::Ceiling((200 - $in.Count) / 20))
        @(Get-SsprGroup Joiners -Member).Count | Should -Be 200
    }
}
