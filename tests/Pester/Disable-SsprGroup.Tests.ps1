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
    function Get-Scope { (Invoke-SandboxPortal $sandbox GET PasswordResetPolicies).enablementType }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Disable-SsprGroup' {
    BeforeEach {
        Clear-SandboxFault $sandbox
        Set-Scope 1 $group.id
        $backup = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $quiet = @{ Confirm = $false; BackupPath = $backup }
        Clear-SandboxRequest $sandbox
    }

    It 'turns reset off, keeps a backup, and twice is Unchanged' {
        $change = Disable-SsprGroup @quiet
        "$($change.Status)" | Should -Be 'Updated'
        "$($change.Changes[0])" | Should -Be 'Scope from Selected to None'
        (Get-Content $change.BackupPath -Raw | ConvertFrom-Json).sections.portal.enablementType | Should -Be 1
        Get-Scope | Should -Be 0
        (Invoke-SandboxPortal $sandbox GET PasswordResetPolicies).customHelpdeskEmailOrUrl | Should -Be 'helpdesk@contoso.com'
        $again = Disable-SsprGroup @quiet
        "$($again.Status)" | Should -Be 'Unchanged'
        @(Get-SandboxWrite $sandbox).Count | Should -Be 1
        @(Get-ChildItem $backup -File).Count | Should -Be 1
    }

    It 'turns it off for the named group only' {
        Disable-SsprGroup SSPROthers @quiet -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'AnotherGroupSelected,SsprTools.Commands.DisableSsprGroupCommand'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        "$(($group | Disable-SsprGroup @quiet).Status)" | Should -Be 'Updated'
        Get-Scope | Should -Be 0
    }

    It 'refuses a named group when reset is on for everyone' {
        Set-Scope 2
        Clear-SandboxRequest $sandbox
        { Disable-SsprGroup SSPRTesters @quiet -ErrorAction Stop } | Should -Throw -ErrorId 'AnotherGroupSelected,*' -ExpectedMessage '*everyone*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-Scope | Should -Be 2
    }

    It 'takes a hundred from the pipeline' {
        $changes = @(1..100 | ForEach-Object { $group.id } | Disable-SsprGroup @quiet)
        @($changes | Where-Object Status -eq Updated).Count | Should -Be 1
        @($changes | Where-Object Status -eq Unchanged).Count | Should -Be 99
    }

    It 'puts back the scope and group of a backup, and leaves the rest as it is now' {
        Set-Scope 1 $other.id
        $change = Enable-SsprGroup SSPRTesters @quiet -Force
        $policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $policy.numberOfAuthenticationMethodsRequired = 2
        $policy.passwordResetEnabledGroupName = ''
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
        $restored = Disable-SsprGroup -RestoreBackup $change.BackupPath @quiet
        "$($restored.Status)" | Should -Be 'Updated'
        "$($restored.Changes[0])" | Should -Match "from 'SSPRTesters' .* to 'SSPROthers'"
        $now = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $now.passwordResetEnabledGroupIds | Should -Be $other.id
        $now.numberOfAuthenticationMethodsRequired | Should -Be 2
        "$((Disable-SsprGroup -RestoreBackup $change.BackupPath @quiet).Status)" | Should -Be 'Unchanged'
    }

    It 'does not restore a group that is gone' {
        $gone = New-Group Gone
        Set-Scope 1 $gone.id
        $change = Disable-SsprGroup @quiet
        $null = Invoke-SandboxGraph $sandbox DELETE "groups/$($gone.id)"
        Clear-SandboxRequest $sandbox
        { Disable-SsprGroup -RestoreBackup $change.BackupPath @quiet -ErrorAction Stop } | Should -Throw -ErrorId 'GroupNotFound,*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses a file that is no backup of this tenant: <What>' -ForEach @(
        @{ What = 'missing'; Text = $null }
        @{ What = 'not JSON'; Text = 'hello' }
        @{ What = 'something else'; Text = '{"kind":"Other"}' }
        @{ What = 'a later version'; Text = '{"kind":"SsprTools.Policy","version":9}' }
        @{ What = 'another tenant'; Text = '{"kind":"SsprTools.Policy","version":1,"tenantId":"00000000-0000-0000-0000-000000000001","sections":{"portal":{"enablementType":2,"passwordResetEnabledGroupIds":[]}}}' }
    ) {
        $path = Join-Path $backup file.json
        if ($Text) { Set-Content $path $Text }
        { Disable-SsprGroup -RestoreBackup $path @quiet -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidBackup,*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-Scope | Should -Be 1
    }

    It 'with -WhatIf writes nothing' {
        Disable-SsprGroup -WhatIf -BackupPath $backup
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-ChildItem $backup -File | Should -BeNullOrEmpty
        Get-Scope | Should -Be 1
    }

    It 'sees it when the scope is not saved' {
        Set-SandboxFault $sandbox scope-not-saved
        $change = Disable-SsprGroup @quiet
        "$($change.Status)" | Should -Be 'Unverified'
        $change.Remarks | Should -Match 'Scope \(enablementType\) should be 0 and is 1'
    }

    It 'sees it when a field is dropped' {
        Set-SandboxFault $sandbox policy-field-dropped
        $change = Disable-SsprGroup @quiet -ErrorVariable problem -ErrorAction SilentlyContinue
        "$($change.Status)" | Should -Be 'Failed'
        $change.Remarks | Should -Match 'customHelpdeskEmailOrUrl'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PolicyNotAsMeant,*'
    }

    It 'writes nothing when somebody else changed the policy meanwhile' {
        Set-SandboxFault $sandbox policy-changed-meanwhile -Count 1
        { Disable-SsprGroup @quiet -ErrorAction Stop } | Should -Throw -ErrorId 'PolicyChangedMeanwhile,*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-Scope | Should -Be 1
    }

    It 'says so when there is no such group, or no permission to look' {
        { Disable-SsprGroup Nobody @quiet -ErrorAction Stop } | Should -Throw -ErrorId 'GroupNotFound,*'
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope User.Read) -PassThru
        $refused = { Disable-SsprGroup SSPRTesters @quiet -Connection $connection -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionMissing,*' -PassThru
        $refused.ErrorDetails.RecommendedAction | Should -Match 'Group\.Read\.All'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'without the portal API ends with the link and the clicks' {
        $connection = Connect-SsprTenant -AccessToken ('x' | ConvertTo-SecureString -AsPlainText -Force) -PassThru
        $refused = { Disable-SsprGroup @quiet -Connection $connection } | Should -Throw -ErrorId 'PortalApiNotEnabled,*' -PassThru
        $refused.ErrorDetails.RecommendedAction | Should -BeLike '*PasswordResetMenuBlade/~/Properties*None; Save*'
    }

    It 'stops within two seconds' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stopped = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Disable-SsprGroup -Confirm:$false' @{ uri = $sandbox.Uri } -After 1500
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'shows no token in any stream' {
        $DebugPreference = 'Continue'
        $text = Disable-SsprGroup @quiet -Verbose *>&1 | Out-String -Width 500
        $text | Should -Match 'PUT /portal/'
        $text | Should -Not -Match 'eyJ[\w-]+\.'
    }
}
