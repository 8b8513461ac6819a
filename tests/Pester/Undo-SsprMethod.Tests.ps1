BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $script:count = 0
    function New-MethodUser { New-SsprTestUser 'Undo User' "undo$((++$script:count))" }
    function New-UndoFile { Join-Path $TestDrive "$([guid]::NewGuid()).jsonl" }
    function Get-Value($User, [string] $Method) { (Get-SsprMethod $User -Method $Method).Value }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Undo-SsprMethod' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'takes back what was added, and brings back what was replaced and removed' {
        $added = New-MethodUser
        $replaced = New-MethodUser
        $removed = New-MethodUser
        $null = Add-SsprMethod $replaced -MobilePhone '+1 2065550100'
        $null = Add-SsprMethod $removed -MobilePhone '+1 2065550101' -AlternateMobilePhone '+1 2065550102'
        $first, $second = (New-UndoFile), (New-UndoFile)
        $null = $added, $replaced | Add-SsprMethod -MobilePhone '+1 2065550199' -Force -UndoPath $first
        $null = Remove-SsprMethod $removed MobilePhone, AlternateMobilePhone -Confirm:$false -UndoPath $second

        $results = Undo-SsprMethod $first -Confirm:$false
        $results.Status | Should -Be @('Removed', 'Updated')
        $results.Before | Should -Be @('+1 2065550199', '+1 2065550199')
        (Get-Item $second | Undo-SsprMethod -Confirm:$false).Status | Should -Be @('Created', 'Created')

        Get-Value $added MobilePhone | Should -BeNullOrEmpty
        Get-Value $replaced MobilePhone | Should -Be '+1 2065550100'
        Get-Value $removed MobilePhone | Should -Be '+1 2065550101'
        Get-Value $removed AlternateMobilePhone | Should -Be '+1 2065550102'
    }

    It 'does nothing the second time' {
        $user = New-MethodUser
        $file = New-UndoFile
        $null = Add-SsprMethod $user -Email kim@example.com -UndoPath $file
        $null = Undo-SsprMethod $file -Confirm:$false
        Clear-SandboxRequest $sandbox
        (Undo-SsprMethod $file -Confirm:$false).Status | Should -Be Unchanged
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'leaves what somebody changed since, unless -Force' {
        $user = New-MethodUser
        $file = New-UndoFile
        $null = Add-SsprMethod $user -Email kim@example.com -UndoPath $file
        $null = Add-SsprMethod $user -Email new@example.com -Force
        Undo-SsprMethod $file -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Be 'MethodDiffers,SsprTools.Commands.UndoSsprMethodCommand'
        Get-Value $user Email | Should -Be new@example.com
        (Undo-SsprMethod $file -Confirm:$false -Force).Status | Should -Be Removed
    }

    It 'can itself be undone' {
        $user = New-MethodUser
        $first, $second = (New-UndoFile), (New-UndoFile)
        $null = Add-SsprMethod $user -Email kim@example.com -UndoPath $first
        $null = Undo-SsprMethod $first -Confirm:$false -UndoPath $second
        (Undo-SsprMethod $second -Confirm:$false).Status | Should -Be Created
        Get-Value $user Email | Should -Be kim@example.com
    }

    It 'changes nothing with -WhatIf, and names old and new value' {
        $user = New-MethodUser
        $file = New-UndoFile
        $null = Add-SsprMethod $user -MobilePhone '+1 2065550100'
        $null = Add-SsprMethod $user -MobilePhone '+1 2065550199' -Force -UndoPath $file
        Clear-SandboxRequest $sandbox
        $text = pwsh -NoProfile -Command "Import-Module '$(Get-TestModulePath)'; `$null = Connect-SsprTenant -Sandbox $($sandbox.Uri); Undo-SsprMethod '$file' -WhatIf" | Out-String
        foreach ($part in $sandbox.TenantId, $user.UserPrincipalName, 'from +1 2065550199 to +1 2065550100') { $text | Should -Match ([regex]::Escape($part)) }
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses <what>' -ForEach @(
        @{ what = 'a file that is none'; text = 'nonsense' }
        @{ what = 'a file of another kind'; text = '{"kind":"SsprTools.TestRun","version":1}' }
        @{ what = 'a file of another tenant'; text = '{"kind":"SsprTools.MethodChanges","version":1,"tenantId":"11111111-2222-3333-4444-555555555555"}' }
        @{ what = 'an empty file'; text = '' }
        @{ what = 'a file that is not there'; text = $null }
    ) {
        $file = New-UndoFile
        if ($null -ne $text) { Set-Content $file $text }
        $failure = Get-Failure { Undo-SsprMethod $file -Confirm:$false }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidJournal,SsprTools.Commands.UndoSsprMethodCommand'
    }

    It 'says that a user is gone, and goes on' {
        $gone = New-MethodUser
        $here = New-MethodUser
        $file = New-UndoFile
        $null = $gone, $here | Add-SsprMethod -Email kim@example.com -UndoPath $file
        Invoke-SandboxGraph $sandbox DELETE "users/$($gone.Id)"
        (Undo-SsprMethod $file -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failure).UserPrincipalName | Should -Be $here.UserPrincipalName
        $failure[0].FullyQualifiedErrorId | Should -Be 'UserNotFound,SsprTools.Commands.UndoSsprMethodCommand'
    }

    It 'names the permission that is missing' {
        $user = New-MethodUser
        $file = New-UndoFile
        $null = Add-SsprMethod $user -Email kim@example.com -UndoPath $file
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'UserAuthenticationMethod.Read.All'
        $null = Undo-SsprMethod $file -Confirm:$false -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.UndoSsprMethodCommand'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'UserAuthMethod-Email.ReadWrite.All'
    }

    It 'goes through throttling' {
        $user = New-MethodUser
        $file = New-UndoFile
        $null = Add-SsprMethod $user -Email kim@example.com -UndoPath $file
        Set-SandboxFault $sandbox throttle -Count 2
        (Undo-SsprMethod $file -Confirm:$false).Status | Should -Be Removed
    }

    It 'ends within two seconds on Ctrl+C' {
        $user = New-MethodUser
        $file = New-UndoFile
        $null = Add-SsprMethod $user -Email kim@example.com -UndoPath $file
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Undo-SsprMethod $file -Confirm:$false' @{ uri = $sandbox.Uri; file = $file } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}

Describe 'The undo file' {
    It 'is the user''s alone, holds old and new value, and is named' {
        $user = New-MethodUser
        $file = New-UndoFile
        $null = Add-SsprMethod $user -Email kim@example.com -UndoPath $file -InformationVariable said
        "$said" | Should -Match ([regex]::Escape($file))
        if (-not $IsWindows) { [System.IO.File]::GetUnixFileMode($file) | Should -Be 'UserWrite, UserRead' }
        $change = (Get-Content $file | ConvertFrom-Json).change | Where-Object { $_ }
        $change.after | Should -Be kim@example.com
        $change.PSObject.Properties.Name | Should -Not -Contain before
    }

    It 'takes back both values of a user who was named twice' {
        $user = New-MethodUser
        $file = New-UndoFile
        $null = Add-SsprMethod $user -Email old@example.com
        $rows = 'one@example.com', 'two@example.com' | ForEach-Object { [pscustomobject]@{ UserPrincipalName = $user.UserPrincipalName; Email = $_ } }
        ($rows | Add-SsprMethod -Force -UndoPath $file).After | Should -Be $rows.Email
        $undone = Undo-SsprMethod $file -Confirm:$false
        "$($undone.Status) $($undone.Before) $($undone.After)" | Should -Be 'Updated two@example.com old@example.com'
    }

    It 'ends with the last value of a user who was named twice when it is gone on from' {
        $user = New-MethodUser
        $file = New-UndoFile
        $rows = 'one@example.com', 'two@example.com' | ForEach-Object { [pscustomobject]@{ UserPrincipalName = $user.UserPrincipalName; Email = $_ } }
        $null = $rows | Add-SsprMethod -Force -UndoPath $file
        $null = $rows | Add-SsprMethod -Force -Resume $file
        Get-Value $user Email | Should -Be two@example.com
        $null = Undo-SsprMethod $file -Confirm:$false
        Get-Value $user Email | Should -BeNullOrEmpty
    }

    It 'is never overwritten' {
        $user = New-MethodUser
        $file = New-UndoFile
        Set-Content $file 'mine'
        Clear-SandboxRequest $sandbox
        (Get-Failure { Add-SsprMethod $user -Email kim@example.com -UndoPath $file }).FullyQualifiedErrorId | Should -Be 'FileExists,SsprTools.Commands.AddSsprMethodCommand'
        Get-Content $file | Should -Be mine
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'is not written by -WhatIf, nor where nothing changes' {
        $user = New-MethodUser
        $file = New-UndoFile
        $null = Add-SsprMethod $user -Email kim@example.com
        $null = Add-SsprMethod $user -MobilePhone '+1 2065550100' -UndoPath $file -WhatIf
        $null = Add-SsprMethod $user -Email kim@example.com -UndoPath $file
        $file | Should -Not -Exist
    }

    It 'comes by itself when more users than a batch holds are changed' {
        $data = $env:XDG_DATA_HOME
        $env:XDG_DATA_HOME = "$TestDrive/data"
        try {
            $users = 1..21 | ForEach-Object { New-MethodUser }
            $null = $users | Add-SsprMethod -Email kim@example.com -InformationVariable said
            $file = Get-ChildItem "$TestDrive/data/SsprTools/$($sandbox.TenantId)/methods" -Filter 'add-ssprmethod-*.jsonl'
            "$said" | Should -Match ([regex]::Escape($file.FullName))
            @(Undo-SsprMethod $file.FullName -Confirm:$false | Where-Object Status -EQ Removed).Count | Should -Be 21
        }
        finally { $env:XDG_DATA_HOME = $data }
    }
}
