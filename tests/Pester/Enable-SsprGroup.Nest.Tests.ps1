# One more group in the scope without touching the policy.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    function New-Group([string] $Name) {
        Invoke-SandboxGraph $sandbox POST groups @{ displayName = $Name; mailEnabled = $false; securityEnabled = $true; mailNickname = $Name.ToLowerInvariant() }
    }
    function Get-Member { @((Invoke-SandboxGraph $sandbox GET "groups/$($selected.id)/members").value.displayName) }
    $wave = New-Group Wave
    $start = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
    $dataHome = $env:XDG_DATA_HOME
}

AfterAll {
    $env:XDG_DATA_HOME = $dataHome
    Stop-TestSandbox $sandbox
}

Describe 'Enable-SsprGroup -Nest' {
    BeforeEach {
        Clear-SandboxFault $sandbox
        $env:XDG_DATA_HOME = "$TestDrive"
        $selected = New-Group "Selected$([guid]::NewGuid().ToString('N').Substring(0, 8))"
        $policy = $start.psobject.Copy()
        $policy.enablementType = 1
        $policy.passwordResetEnabledGroupIds = @($selected.id)
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
        Clear-SandboxRequest $sandbox
    }

    It 'puts the group into the selected one, leaves the policy alone, and lists what it sends' {
        $change = Enable-SsprGroup Wave -Nest -Confirm:$false
        "$($change.Status)" | Should -Be 'Created'
        Get-Member | Should -Be 'Wave'
        (Get-SandboxWrite $sandbox).path | Should -Not -Match 'PasswordReset'
        @(Get-SandboxWrite $sandbox).Count | Should -Be 1
        Get-UnlistedRequest $sandbox Enable-SsprGroup | Should -BeNullOrEmpty
    }

    It 'run twice writes once, and the selected group itself is nested nowhere' {
        $null = $wave.id | Enable-SsprGroup -Nest -Confirm:$false
        "$(($wave | Enable-SsprGroup -Nest -Confirm:$false).Status)" | Should -Be 'Unchanged'
        "$((Enable-SsprGroup $selected.id -Nest -Confirm:$false).Status)" | Should -Be 'Unchanged'
        @(Get-SandboxWrite $sandbox).Count | Should -Be 1
    }

    It 'with -WhatIf names both groups and writes nothing' {
        $script = { param($module, $uri) Import-Module $module; $null = Connect-SsprTenant -Sandbox $uri; Enable-SsprGroup Wave -Nest -WhatIf }
        $text = & (Get-TestPowerShell) -NoProfile -NonInteractive -Command $script -args (Get-TestModulePath), "$($sandbox.Uri)" | Out-String
        $text | Should -Match "Add group 'Wave' \($($wave.id)\)"
        $text | Should -Match $selected.displayName
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'selects the group itself when none is selected' {
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $start
        $change = Enable-SsprGroup Wave -Nest -Confirm:$false
        "$($change.Status) $($change.Route)" | Should -Be 'Updated Portal'
        Get-Member | Should -BeNullOrEmpty
    }

    It 'without the permission to add members names it, and adds nobody' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope Group.Read.All, GroupMember.Read.All) -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $change = Enable-SsprGroup Wave -Nest -Confirm:$false -Connection $connection -ErrorVariable problem -ErrorAction SilentlyContinue
        "$($change.Status)" | Should -BeIn '', 'Failed'
        $problem[0].FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.EnableSsprGroupCommand'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match 'GroupMember\.ReadWrite\.All.*Groups Administrator'
        Get-Member | Should -BeNullOrEmpty
    }

    It 'says so when the member does not show, and claims nothing' {
        Set-SandboxFault $sandbox member-not-added
        "$((Enable-SsprGroup Wave -Nest -Confirm:$false).Status)" | Should -Be 'Unverified'
        Get-Member | Should -BeNullOrEmpty
    }

    It 'refuses a group that is not there, and goes on with the next' {
        $change = 'Nobody', 'Wave' | Enable-SsprGroup -Nest -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -Be 'GroupNotFound,SsprTools.Commands.EnableSsprGroupCommand'
        "$($change.Status)" | Should -Be 'Created'
    }

    It 'goes on when the service throttles' {
        Set-SandboxFault $sandbox throttle -Count 2 -Target members
        "$((Enable-SsprGroup Wave -Nest -Confirm:$false).Status)" | Should -Be 'Created'
        Get-Member | Should -Be 'Wave'
    }
}
