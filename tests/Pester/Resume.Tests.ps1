# Each bulk command, killed in mid-work in a process of its own (SIGKILL) and run again: nothing is done twice, nothing is lost, and only what was missing is
# asked for. The sandbox's request log is the judge. The process cannot come to its end before it is killed: some of its steps are throttled for longer than
# the test lasts (of rows of methods all but the first sixty), or a request is never answered.
BeforeDiscovery {
    # Write and Status: what a thing done looks like in the log. Hang: what is not done before the kill. Enough: so many are done at the kill; Sent: so many were answered
    # by then, with whatever status: what is under way when the process dies would still be done.
    $commands = @(
        @{
            command = 'Add-SsprMethod'; write = '^POST .*/phoneMethods$'; status = 201; hang = @{ name = 'throttle'; retryAfter = 500; where = 'steps'; method = 'POST'; path = '/users/{0}' }; enough = 60; after = 'Created', 'Unchanged'; asksNobodyTwice = $true
            arrange = { $null = $rows | New-SsprTestUser }
            first = 'Import-Csv ''{0}'' | Add-SsprMethod -UndoPath ''{1}'''; again = { Import-Csv $csv | Add-SsprMethod -Resume $undo }
        }
        @{
            command = 'Remove-SsprMethod'; write = '^DELETE .*/phoneMethods/'; status = 204; hang = @{ name = 'throttle'; retryAfter = 500; where = 'steps'; method = 'DELETE'; path = '/users/{0}' }; enough = 60; after = 'Removed', 'Unchanged'
            arrange = { $null = $rows | New-SsprTestUser; $null = $rows | Add-SsprMethod -UndoPath "$folder/before.jsonl" 6> $null }
            first = 'Import-Csv ''{0}'' | Remove-SsprMethod -Confirm:$false -UndoPath ''{1}'''; again = { Import-Csv $csv | Remove-SsprMethod -Confirm:$false -Resume $undo }
        }
        @{
            command = 'Undo-SsprMethod'; write = '^DELETE .*/phoneMethods/'; status = 204; hang = @{ name = 'throttle'; retryAfter = 500; where = 'steps'; method = 'DELETE'; path = '/users/{0}' }; enough = 60; after = 'Removed', 'Unchanged'
            arrange = { $null = $rows | New-SsprTestUser; $null = $rows | Add-SsprMethod -UndoPath $undo 6> $null }
            first = 'Undo-SsprMethod ''{1}'' -Confirm:$false'; again = { Undo-SsprMethod $undo -Confirm:$false 6> $null }
        }
        @{
            command = 'New-SsprTestUser'; write = '^POST .*/users$'; status = 201; hang = @{ name = 'throttle'; retryAfter = 500; where = 'steps'; method = 'POST'; path = '/users'; ratio = 0.4; seed = 12 }; sent = 81; after = 'Created', 'Unchanged', 'Updated'
            arrange = { $null = New-SsprGroup "Group of $name" }
            first = 'Import-Csv ''{0}'' | New-SsprTestUser -Group ''Group of {2}'''; again = { Import-Csv $csv | New-SsprTestUser -Group "Group of $name" }
        }
        @{
            # The first group's members are put in, the users are there: what is cut off is what comes after the users.
            command = 'New-SsprTestUser between users and group'; write = '^POST .*/users$'; status = 201; hang = @{ name = 'latency'; target = '600000'; method = 'PATCH'; path = '/groups/' }; enough = 81; after = 'Created', 'Unchanged', 'Updated'
            arrange = { $null = New-SsprGroup "Group of $name" }
            first = 'Import-Csv ''{0}'' | New-SsprTestUser -Group ''Group of {2}'''; again = { Import-Csv $csv | New-SsprTestUser -Group "Group of $name" }
        }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain

    # Starts a command in a process of its own, and kills it as soon as what it is to reach is there.
    function Invoke-Killed([string] $Command, [scriptblock] $Reached) {
        $info = [System.Diagnostics.ProcessStartInfo]::new((Get-TestPowerShell))
        foreach ($item in '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); $Command") { $info.ArgumentList.Add($item) }
        $info.RedirectStandardOutput = $true
        $process = [System.Diagnostics.Process]::Start($info)
        try {
            # Only a hang comes near this limit.
            $deadline = [datetime]::UtcNow.AddSeconds(300)
            while (-not (& $Reached)) {
                if ($process.HasExited) { throw 'The command ended before it was killed.' }
                if ([datetime]::UtcNow -gt $deadline) { throw 'The command did not get that far.' }
                Start-Sleep -Milliseconds 50
            }
        }
        finally {
            $process.Kill($true)
            $process.WaitForExit()
        }
    }

    # What is in the log, each request with its verb and path as one text; done: those that a command is about and that succeeded.
    function Get-Log { Get-SandboxRequest $sandbox | Select-Object *, @{ n = 'line'; e = { "$($_.method) $($_.path)" } } }
    function Get-Done([string] $Write, [int] $Status) { @(Get-Log | Where-Object { $_.line -match $Write -and $_.status -eq $Status }) }
    # Whom the undo file tells to be done.
    function Get-Recorded { @(Get-Content $undo -ErrorAction Ignore | ForEach-Object { try { $_ | ConvertFrom-Json } catch { } } | Where-Object { $_.PSObject.Properties['done'] }).done.user }
    function Get-Asked { @(Get-Log | ForEach-Object { if ($_.path -match '/users/([^/]+)') { [uri]::UnescapeDataString($Matches[1]) } } | Sort-Object -Unique) }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe '<command>, killed' -ForEach $commands {
    BeforeAll {
        $name = ($command -replace '[^a-z]').ToLowerInvariant()
        $folder = (New-Item -ItemType Directory "$TestDrive/$name").FullName
        $csv, $undo = "$folder/rows.csv", "$folder/undo.jsonl"
        $rows = 1..200 | ForEach-Object { [pscustomobject]@{ DisplayName = "$name $_"; UserPrincipalName = "$name$($_ -le 60 ? 'a' : 'b')$_@$domain"; MobilePhone = "+1 206555$('{0:d4}' -f $_)"; Method = 'MobilePhone' } }
        ($command -like 'Remove-*' ? ($rows | Select-Object UserPrincipalName, Method) : ($rows | Select-Object DisplayName, UserPrincipalName, MobilePhone)) | Export-Csv $csv
        & $arrange
        Clear-SandboxRequest $sandbox
        $fault = $hang.Clone()
        $fault.path = $fault.path -f "$($name)b"
        $null = Invoke-SandboxControl $sandbox POST faults $fault
    }
    AfterAll { Clear-SandboxFault $sandbox }

    It 'goes on where it was' {
        Invoke-Killed ($first -f $csv, $undo, $name) { ($sent ? @(Get-Log | Where-Object line -Match $write).Count -ge $sent : (Get-Done $write $status).Count -ge $enough) -and (-not $asksNobodyTwice -or @(Get-Recorded).Count -gt 0) }
        Clear-SandboxFault $sandbox
        $before = Get-Done $write $status
        $before.Count | Should -BeLessThan 200
        $recorded = $asksNobodyTwice ? @(Get-Recorded) : @()
        Clear-SandboxRequest $sandbox

        $results = @(& $again)
        $asked = Get-Asked
        $results.UserPrincipalName | Should -Be $rows.UserPrincipalName
        $results.Status | Where-Object { $_ -notin $after } | Should -BeNullOrEmpty
        $rest = Get-Done $write $status
        $rest.Count | Should -Be (200 - $before.Count) -Because 'nothing is lost, and nothing is done twice'
        @($results | Where-Object Status -EQ $after[0]).Count | Should -BeGreaterOrEqual $rest.Count
        @(Get-Log | Where-Object { $_.line -match $write -and $_.status -ne $status }).Count | Should -Be 0 -Because 'nobody is refused for being there already'
        # An answer with the value is its own proof; after a removal or a creation the user has to be looked at.
        $asked | Where-Object { $_ -in $recorded } | Should -BeNullOrEmpty

        # A third run has nothing left to do, and the tenant is as it should be.
        Clear-SandboxRequest $sandbox
        @(& $again).Count | Should -Be 200
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        switch -Wildcard ($command) {
            'Add-SsprMethod' { ($rows | Get-SsprMethod -Method MobilePhone).Value | Should -Be $rows.MobilePhone; @(Undo-SsprMethod $undo -Confirm:$false 6> $null | Where-Object Status -EQ Removed).Count | Should -Be 200 }
            'Remove-SsprMethod' { @($rows | Get-SsprMethod -Method MobilePhone).Count | Should -Be 0; @(Undo-SsprMethod $undo -Confirm:$false 6> $null | Where-Object Status -EQ Created).Count | Should -Be 200 }
            'Undo-SsprMethod' { @($rows | Get-SsprMethod -Method MobilePhone).Count | Should -Be 0 }
            'New-SsprTestUser*' {
                ((Get-SsprGroup "Group of $name" -Member).UserPrincipalName | Sort-Object) -join ' ' | Should -Be (($rows.UserPrincipalName | Sort-Object) -join ' ')
                # Who is new has a password; nobody can read that of those who were there.
                @($results | Where-Object { ($_.Status -eq 'Created') -ne ($null -ne $_.Credential) }).Count | Should -Be 0
            }
        }
    }
}

Describe 'Add-SsprGroupMember, killed' {
    AfterAll { Clear-SandboxFault $sandbox }

    It 'goes on without asking for who is in already' {
        $users = 1..120 | ForEach-Object { [pscustomobject]@{ DisplayName = "Joiner $_"; UserPrincipalName = "joiner$_" } } | New-SsprTestUser
        $null = New-SsprGroup Joiners
        $users.UserPrincipalName | Set-Content "$TestDrive/joiners.txt"
        Clear-SandboxRequest $sandbox
        # Twenty members a bind, one after the other; once two are done, the next is not answered.
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'latency'; target = '2000'; method = 'PATCH'; path = '/groups/' }
        Invoke-Killed "Get-Content '$TestDrive/joiners.txt' | Add-SsprGroupMember Joiners" { (Get-Done '^PATCH .*/groups/' 204).Count -ge 2 }
        Clear-SandboxFault $sandbox
        $in = @(Get-SsprGroup Joiners -Member).UserPrincipalName
        $in.Count | Should -BeGreaterOrEqual 40
        $in.Count | Should -BeLessThan 120
        Clear-SandboxRequest $sandbox
        $changes = Get-Content "$TestDrive/joiners.txt" | Add-SsprGroupMember Joiners
        $changes.UserPrincipalName | Should -Be $users.UserPrincipalName
        @($changes | Where-Object Status -EQ Unchanged).Count | Should -BeGreaterOrEqual $in.Count
        Get-Asked | Where-Object { $_ -in $in } | Should -BeNullOrEmpty
        @(Get-SandboxWrite $sandbox).Count | Should -BeLessOrEqual ([math]::Ceiling((120 - $in.Count) / 20))
        ((Get-SsprGroup Joiners -Member).UserPrincipalName | Sort-Object) -join ' ' | Should -Be (($users.UserPrincipalName | Sort-Object) -join ' ')
        Clear-SandboxRequest $sandbox
        (Get-Content "$TestDrive/joiners.txt" | Add-SsprGroupMember Joiners).Status | Sort-Object -Unique | Should -Be Unchanged
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }
}
