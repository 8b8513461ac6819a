BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $null = New-PlainGroup $sandbox Twice
    $null = New-PlainGroup $sandbox Twice
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Remove-SsprGroup' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'removes a group, its members stay' {
        $monica = New-SsprTestUser 'Monica Thompson' MonicaT
        $null = New-SsprGroup SSPRTesters -Member $monica
        (Remove-SsprGroup SSPRTesters -Confirm:$false).Status | Should -Be Removed
        Get-SsprTestUser $monica | Should -Not -BeNullOrEmpty
    }

    It 'says <id> for <name>, and writes nothing' -ForEach @(
        @{ id = 'GroupNotFound'; name = 'SSPRTesters' }
        @{ id = 'AmbiguousGroup'; name = 'Twice' }
    ) {
        Clear-SandboxRequest $sandbox
        Remove-SsprGroup $name -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be "$id,SsprTools.Commands.RemoveSsprGroupCommand"
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'removes a hundred by the pipeline' {
        $groups = 1..100 | ForEach-Object { [pscustomobject]@{ DisplayName = "Wave $_" } } | New-SsprGroup
        $removed = $groups | Remove-SsprGroup -Confirm:$false
        $removed.Count | Should -Be 100
        $removed.Status | Sort-Object -Unique | Should -Be Removed
    }

    It '-WhatIf writes nothing' {
        $null = New-SsprGroup Stays
        Clear-SandboxRequest $sandbox
        Remove-SsprGroup Stays -WhatIf | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'asks first, and says so where nobody can answer' {
        Clear-SandboxRequest $sandbox
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox '$($sandbox.Uri)'; Remove-SsprGroup Stays")
        $null = $shell.Invoke()
        $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'ConfirmationImpossible,*'
        $shell.Dispose()
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'says so too where the input has ended' {
        $script = Join-Path $TestDrive ended.ps1
        @"
Import-Module '$(Get-TestModulePath)'
`$null = Connect-SsprTenant -Sandbox '$($sandbox.Uri)'
try { Remove-SsprGroup Stays } catch { "id: `$(`$_.FullyQualifiedErrorId)" }
"@ | Set-Content $script
        $start = [System.Diagnostics.ProcessStartInfo]::new((Get-TestPowerShell))
        foreach ($word in '-NoProfile', '-File', $script) { $start.ArgumentList.Add($word) }
        $start.RedirectStandardInput = $true
        $start.RedirectStandardOutput = $true
        $process = [System.Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $text = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        $text | Should -Match 'id: ConfirmationImpossible,'
    }

    It 'names the permission that is missing' {
        $narrow = Connect-Narrowly $sandbox 'Group.Read.All'
        Remove-SsprGroup Stays -Confirm:$false -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Group.ReadWrite.All'
    }

    It 'group-not-deleted: Unverified' {
        Set-SandboxFault $sandbox group-not-deleted -Count 1
        $removed = Remove-SsprGroup Stays -Confirm:$false -WarningAction SilentlyContinue -WarningVariable warning
        $removed.Status | Should -Be Unverified
        "$warning" | Should -Match 'still shows'
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Remove-SsprGroup Stays -Confirm:$false; "done"' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'completes groups' { Get-Completion 'Remove-SsprGroup sta' | Should -Be Stays }
}
