BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    function New-Group([string] $Name) {
        Invoke-SandboxGraph $sandbox POST groups @{ displayName = $Name; mailEnabled = $false; securityEnabled = $true; mailNickname = $Name.ToLowerInvariant() }
    }
    $group = New-Group SSPRTesters
    $other = New-Group SSPROthers
    $start = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
    $start.customHelpdeskEmailOrUrl = 'helpdesk@contoso.com'
    function Set-Scope([int] $Scope, [string[]] $GroupId = @()) {
        $policy = $start.psobject.Copy()
        $policy.enablementType = $Scope
        $policy.passwordResetEnabledGroupIds = @($GroupId | Where-Object { $_ })
        $policy.passwordResetEnabledGroupName = ''
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
    }
    $dataHome = $env:XDG_DATA_HOME
}

AfterAll {
    $env:XDG_DATA_HOME = $dataHome
    Stop-TestSandbox $sandbox
}

Describe 'Enable-SsprGroup' {
    BeforeEach {
        Clear-SandboxFault $sandbox
        Set-Scope 0
        $backup = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $env:XDG_DATA_HOME = $backup
        $quiet = @{ Confirm = $false; BackupPath = $backup }
        Clear-SandboxRequest $sandbox
    }

    It 'sets scope Selected with the group, and every other field stays' {
        $change = Enable-SsprGroup SSPRTesters @quiet
        "$($change.Status)" | Should -Be 'Updated'
        $change.Route | Should -Be 'Portal'
        $change.TenantId | Should -Be $sandbox.TenantId
        $change.Group.Id | Should -Be $group.id
        $change.Remarks | Should -BeNullOrEmpty
        ($change.Changes | Where-Object Setting -eq Scope).Before | Should -Be 'None'
        ($change.Changes | Where-Object Setting -eq Scope).After | Should -Be 'Selected'
        ($change.Changes | Where-Object Setting -eq SelectedGroup).After.DisplayName | Should -Be 'SSPRTesters'
        $now = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $now.enablementType | Should -Be 1
        $now.passwordResetEnabledGroupIds | Should -Be $group.id
        foreach ($field in $start.psobject.Properties.Name | Where-Object { $_ -notmatch '^(enablementType|passwordResetEnabledGroup)' }) {
            $now.$field | ConvertTo-Json -Depth 9 | Should -Be ($start.$field | ConvertTo-Json -Depth 9) -Because $field
        }
        @(Get-SandboxWrite $sandbox).method | Should -Be 'PUT'
    }

    It 'takes <Kind>' -ForEach @(
        @{ Kind = 'an object id'; By = { $group.id } }
        @{ Kind = 'a display name'; By = { 'SSPRTesters' } }
        @{ Kind = 'an object with an Id'; By = { [pscustomobject]@{ Id = $group.id } } }
    ) {
        (Enable-SsprGroup (& $By) @quiet).Group.Id | Should -Be $group.id
        (& $By | Enable-SsprGroup @quiet).Status | Should -Be 'Unchanged'
    }

    It 'keeps the policy as it was in a file for the user alone, before the write' {
        $change = Enable-SsprGroup SSPRTesters -Confirm:$false
        if (-not $IsWindows) { Split-Path $change.BackupPath | Should -Be "$backup/SsprTools/$($sandbox.TenantId)" }
        $file = Get-Content $change.BackupPath -Raw | ConvertFrom-Json
        $file.kind | Should -Be 'SsprTools.Policy'
        $file.version | Should -Be 1
        $file.tenantId | Should -Be $sandbox.TenantId
        $file.sections.portal.enablementType | Should -Be 0
        $file.sections.portal.customHelpdeskEmailOrUrl | Should -Be 'helpdesk@contoso.com'
        Get-Content $change.BackupPath -Raw | Should -Not -Match 'eyJ[\w-]+\.'
        if (-not $IsWindows) {
            (Get-Item $change.BackupPath).UnixMode | Should -Be '-rw-------'
            (Get-Item (Split-Path $change.BackupPath)).UnixMode | Should -Be 'drwx------'
        }
    }

    It 'takes a path for the backup as the session means it' {
        Push-Location $backup
        try { $change = Enable-SsprGroup SSPRTesters -Confirm:$false -BackupPath mine.json } finally { Pop-Location }
        $change.BackupPath | Should -Be (Join-Path $backup mine.json)
        $change.BackupPath | Should -Exist
    }

    It 'stops before the write when the backup cannot be written: <Where>' -ForEach @(
        @{ Where = 'no such folder'; Path = { "$backup/missing/x.json" } }
        @{ Where = 'the file exists'; Path = { Set-Content "$backup/x.json" mine; "$backup/x.json" } }
    ) {
        Enable-SsprGroup SSPRTesters -Confirm:$false -BackupPath (& $Path) -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'BackupFailed,SsprTools.Commands.EnableSsprGroupCommand'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match '-BackupPath'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'run twice writes once' {
        $null = Enable-SsprGroup SSPRTesters @quiet
        $again = Enable-SsprGroup SSPRTesters @quiet
        "$($again.Status)" | Should -Be 'Unchanged'
        $again.BackupPath | Should -BeNullOrEmpty
        @(Get-SandboxWrite $sandbox).Count | Should -Be 1
        @(Get-ChildItem $backup -File).Count | Should -Be 1
    }

    It 'takes a hundred from the pipeline' {
        $changes = @(1..100 | ForEach-Object { $group.id } | Enable-SsprGroup @quiet)
        $changes.Count | Should -Be 100
        @($changes | Where-Object Status -eq Updated).Count | Should -Be 1
        @($changes | Where-Object Status -eq Unchanged).Count | Should -Be 99
        @(Get-SandboxWrite $sandbox).Count | Should -Be 1
    }

    It 'goes on after a group that does not exist' {
        $changes = 'Nobody', 'SSPRTesters' | Enable-SsprGroup @quiet -ErrorVariable problem -ErrorAction SilentlyContinue
        "$($changes.Status)" | Should -Be 'Updated'
        $problem[0].FullyQualifiedErrorId | Should -Be 'GroupNotFound,SsprTools.Commands.EnableSsprGroupCommand'
        "$($problem[0].CategoryInfo.Category)" | Should -Be 'ObjectNotFound'
    }

    It 'refuses a name that several groups have, and changes nothing' {
        $null = New-Group Twins
        $null = Invoke-SandboxGraph $sandbox POST groups @{ displayName = 'Twins'; mailEnabled = $false; securityEnabled = $true; mailNickname = 'twins2' }
        Clear-SandboxRequest $sandbox
        { Enable-SsprGroup Twins @quiet -ErrorAction Stop } | Should -Throw -ErrorId 'AmbiguousGroup,*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'needs -Force when reset is on for <Now> now' -ForEach @(
        @{ Now = 'another group'; Scope = 1; Ids = { $other.id }; Says = 'another group' }
        @{ Now = 'everyone'; Scope = 2; Ids = { @() }; Says = 'everyone' }
    ) {
        Set-Scope $Scope (& $Ids)
        Clear-SandboxRequest $sandbox
        Enable-SsprGroup SSPRTesters @quiet -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'AnotherGroupSelected,SsprTools.Commands.EnableSsprGroupCommand'
        "$($problem[0])" | Should -Match $Says
        "$($problem[0])" | Should -Match 'takes self-service reset away'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match '-Force'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        "$((Enable-SsprGroup SSPRTesters @quiet -Force).Status)" | Should -Be 'Updated'
        (Invoke-SandboxPortal $sandbox GET PasswordResetPolicies).passwordResetEnabledGroupIds | Should -Be $group.id
    }

    It 'sends no request that its attributes do not list' {
        $null = Enable-SsprGroup SSPRTesters @quiet
        Get-UnlistedRequest $sandbox Enable-SsprGroup | Should -BeNullOrEmpty
    }

    It 'with -WhatIf says tenant, old and new value, and writes nothing anywhere' {
        Set-Scope 1 $other.id
        Clear-SandboxRequest $sandbox
        $script = {
            param($module, $uri, $backup)
            Import-Module $module
            $null = Connect-SsprTenant -Sandbox $uri
            Enable-SsprGroup SSPRTesters -Force -WhatIf -BackupPath $backup
        }
        $text = & (Get-TestPowerShell) -NoProfile -NonInteractive -Command $script -args (Get-TestModulePath), "$($sandbox.Uri)", $backup | Out-String
        $text | Should -Match $sandbox.TenantId
        $text | Should -Match "SelectedGroup from 'SSPROthers' \($($other.id)\) to 'SSPRTesters' \($($group.id)\)"
        $text | Should -Match 'takes self-service reset away from the members of'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-ChildItem $backup -Recurse -File | Should -BeNullOrEmpty
    }

    It 'asks by itself, and says so where nobody can answer' {
        $script = {
            param($module, $uri)
            Import-Module $module
            $null = Connect-SsprTenant -Sandbox $uri
            try { Enable-SsprGroup SSPRTesters -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
        }
        & (Get-TestPowerShell) -NoProfile -NonInteractive -Command $script -args (Get-TestModulePath), "$($sandbox.Uri)" | Should -BeLike 'ConfirmationImpossible,*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'sees it when the scope is not saved' {
        Set-SandboxFault $sandbox scope-not-saved
        $change = Enable-SsprGroup SSPRTesters @quiet
        "$($change.Status)" | Should -Be 'Unverified'
        $change.Remarks | Should -Match 'Scope \(enablementType\) should be 1 and is 0'
        $change.Remarks | Should -Match 'SelectedGroup \(passwordResetEnabledGroupIds\)'
        $change.Remarks | Should -Not -Match 'HelpdeskLink'
        $change.BackupPath | Should -Exist
    }

    It 'sees it when a field is dropped, and names it' {
        Set-SandboxFault $sandbox policy-field-dropped
        $change = Enable-SsprGroup SSPRTesters @quiet -ErrorVariable problem -ErrorAction SilentlyContinue
        "$($change.Status)" | Should -Be 'Failed'
        $change.Remarks | Should -Match 'HelpdeskLink \(customHelpdeskEmailOrUrl\)'
        $change.Remarks | Should -Not -Match 'enablementType'
        $change.BackupPath | Should -Exist
        $problem[0].FullyQualifiedErrorId | Should -Be 'PolicyNotAsMeant,SsprTools.Commands.EnableSsprGroupCommand'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match ([regex]::Escape($change.BackupPath))
    }

    It 'writes nothing when somebody else changed the policy meanwhile' {
        Set-SandboxFault $sandbox policy-changed-meanwhile -Count 1
        Enable-SsprGroup SSPRTesters @quiet -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'PolicyChangedMeanwhile,SsprTools.Commands.EnableSsprGroupCommand'
        "$($problem[0])" | Should -Match 'NotifyUsers \(notifyUsersOnPasswordReset\)'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-ChildItem $backup -File | Should -BeNullOrEmpty
        (Invoke-SandboxPortal $sandbox GET PasswordResetPolicies).enablementType | Should -Be 0
    }

    It 'without the permission to read groups names it, and writes nothing' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope User.Read) -PassThru
        Enable-SsprGroup SSPRTesters @quiet -Connection $connection -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.EnableSsprGroupCommand'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'Group\.Read\.All'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'without the portal API ends with the link and the clicks, and asks the service nothing' {
        $connection = Connect-SsprTenant -AccessToken ('x' | ConvertTo-SecureString -AsPlainText -Force) -PassThru
        $thrown = $null
        try { Enable-SsprGroup SSPRTesters @quiet -Connection $connection } catch { $thrown = $_ }
        $thrown.FullyQualifiedErrorId | Should -Be 'PortalApiNotEnabled,SsprTools.Commands.EnableSsprGroupCommand'
        $thrown.ErrorDetails.RecommendedAction | Should -Match 'https://entra\.microsoft\.com/#view/Microsoft_AAD_IAM/PasswordResetMenuBlade/~/Properties'
        $thrown.ErrorDetails.RecommendedAction | Should -Match "Selected; Select group: 'SSPRTesters'; Save"
    }

    It 'says so when the portal API fails, and writes nothing' {
        Set-SandboxFault $sandbox server-error -Target 'PasswordResetPolicies' -Count 1
        Enable-SsprGroup SSPRTesters @quiet -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'ServiceUnavailable,*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'completes the names of groups' {
        $line = 'Enable-SsprGroup SSPRT'
        ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches).CompletionText | Should -Be 'SSPRTesters'
    }

    It 'stops within two seconds' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stopped = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Enable-SsprGroup SSPRTesters -Confirm:$false' @{ uri = $sandbox.Uri } -After 1500
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
        "$($stopped.State)" | Should -Be 'Stopped'
    }

    It 'shows no token in any stream' {
        $DebugPreference = 'Continue'
        $text = Enable-SsprGroup SSPRTesters @quiet -Verbose *>&1 | Out-String -Width 500
        $text | Should -Match 'PUT /portal/api/PasswordReset/PasswordResetPolicies'
        $text | Should -Not -Match 'eyJ[\w-]+\.'
        $text | Should -Not -Match 'Bearer'
    }

    It 'shows what it did in its default view' {
        $text = Enable-SsprGroup SSPRTesters @quiet | Out-String -Width 200
        $text | Should -Match 'Status\s+: Updated'
        $text | Should -Match 'Scope from None to Selected'
        $text | Should -Match 'Group\s+: SSPRTesters'
        $text | Should -Match 'Route\s+: Portal'
    }
}
