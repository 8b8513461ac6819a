# The portal's API when it refuses, breaks off or answers nonsense: a clear error, and nothing half done that is not named.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $null = Set-SsprPolicy -PasswordWriteback $false -UnlockWithoutReset $false -Confirm:$false -BackupPath $TestDrive
    $start = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
    $startOnPremises = Invoke-SandboxPortal $sandbox GET OnPremisesPasswordResetPolicies
    $dataHome = $env:XDG_DATA_HOME
    function Get-State { Invoke-SandboxPortal $sandbox GET PasswordResetPolicies; Invoke-SandboxPortal $sandbox GET OnPremisesPasswordResetPolicies }
    # What a cmdlet wrote and what it said, whether it ended by it or not.
    function Invoke-Set([hashtable] $Argument) {
        $problem = $null
        $change = $null
        try { $change = Set-SsprPolicy @quiet @Argument -ErrorVariable problem -ErrorAction SilentlyContinue }
        catch { $problem = @($_) }
        [pscustomobject]@{ Change = $change; Problem = @($problem)[0] }
    }
}

AfterAll {
    $env:XDG_DATA_HOME = $dataHome
    Stop-TestSandbox $sandbox
}

Describe 'Set-SsprPolicy through the portal''s API' {
    BeforeEach {
        Clear-SandboxFault $sandbox
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $start
        $null = Invoke-SandboxPortal $sandbox PUT OnPremisesPasswordResetPolicies @{ passwordWriteBackSupported = $false }
        $null = Invoke-SandboxPortal $sandbox PUT OnPremisesPasswordResetPolicies @{ accountUnlockEnabled = $false }
        $before = Get-State | ConvertTo-Json -Depth 9
        $backup = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $env:XDG_DATA_HOME = $backup
        $quiet = @{ Confirm = $false; BackupPath = $backup }
        $both = @{ PasswordWriteback = $true; UnlockWithoutReset = $true }
        Clear-SandboxRequest $sandbox
    }

    It 'names a person''s missing role before anything is sent' {
        $scopes = 'Policy.Read.All', 'Group.Read.All', 'LicenseAssignment.Read.All'
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope $scopes -RoleTemplate 'User Administrator') -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $ran = Invoke-Set @{ NotifyAdmins = -not $start.notifyOnAdminPasswordReset; Connection = $connection }
        $ran.Change | Should -BeNullOrEmpty
        $ran.Problem.FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.SetSsprPolicyCommand'
        "$($ran.Problem)" | Should -Match 'Authentication Policy Administrator'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-ChildItem $backup -Recurse -File | Should -BeNullOrEmpty
    }

    It 'a single request that ends in <Fault> is <Id>, and nothing is changed or left behind' -ForEach @(
        @{ Fault = 'portal-put-403'; Id = 'PermissionMissing'; Says = 'Authentication Policy Administrator' }
        @{ Fault = 'portal-put-409'; Id = 'GraphRequestFailed'; Says = '' }
        @{ Fault = 'portal-put-500'; Id = 'ServiceUnavailable'; Says = '' }
    ) {
        Set-SandboxFault $sandbox $Fault
        $ran = Invoke-Set @{ ReconfirmDays = 77 }
        $ran.Change | Should -BeNullOrEmpty
        $ran.Problem.FullyQualifiedErrorId | Should -Be "$Id,SsprTools.Commands.SetSsprPolicyCommand"
        $ran.Problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $ran.Problem.ErrorDetails.RecommendedAction | Should -Match $Says
        Get-State | ConvertTo-Json -Depth 9 | Should -Be $before
        Get-ChildItem $backup -Recurse -File | Should -BeNullOrEmpty
    }

    It 'a <Fault> on <Method> is <Id>, and nothing is changed or left behind' -ForEach @(
        @{ Fault = 'token-expired'; Method = 'PUT'; Id = 'AccessTokenExpired' }
        @{ Fault = 'token-expired'; Method = 'GET'; Id = 'AccessTokenExpired' }
        @{ Fault = 'not-json'; Method = 'GET'; Id = 'UnexpectedPolicy' }
        @{ Fault = 'html-page'; Method = 'GET'; Id = 'UnexpectedAnswer' }
        @{ Fault = 'server-error'; Method = 'GET'; Id = 'ServiceUnavailable' }
    ) {
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = $Fault; method = $Method; path = '/PasswordResetPolicies' }
        $ran = Invoke-Set @{ ReconfirmDays = 78 }
        Clear-SandboxFault $sandbox
        $ran.Change | Should -BeNullOrEmpty
        $ran.Problem.FullyQualifiedErrorId | Should -Be "$Id,SsprTools.Commands.SetSsprPolicyCommand"
        Get-State | ConvertTo-Json -Depth 9 | Should -Be $before
        Get-ChildItem $backup -Recurse -File | Should -BeNullOrEmpty
    }

    It 'a page instead of the answer to the write claims nothing' {
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'html-page'; method = 'PUT'; path = '/PasswordResetPolicies' }
        $ran = Invoke-Set @{ ReconfirmDays = 79 }
        "$($ran.Change.Status)" | Should -Not -Be 'Updated'
        Get-State | ConvertTo-Json -Depth 9 | Should -Be $before
    }

    It 'a request whose answer was lost is looked for, and not called failed when it was done' {
        Set-SandboxFault $sandbox portal-put-dropped -Count 1
        $ran = Invoke-Set @{ ReconfirmDays = 80 }
        "$($ran.Change.Status)" | Should -Be 'Updated' -Because "$($ran.Problem)"
        (Invoke-SandboxPortal $sandbox GET PasswordResetPolicies).registrationReconfirmIntevalInDays | Should -Be 80
        $ran.Change.BackupPath | Should -Exist
    }

    It 'a second request that ends in <Fault> is named with journal and way back, and the same command goes on' -ForEach @(
        @{ Fault = 'portal-put-403'; Id = 'PermissionMissing'; State = 'Refused' }
        @{ Fault = 'portal-put-409'; Id = 'GraphRequestFailed'; State = 'Refused' }
        @{ Fault = 'portal-put-500'; Id = 'ServiceUnavailable'; State = 'Unclear' }
    ) {
        Set-SandboxFault $sandbox $Fault -Target accountUnlockEnabled
        $ran = Invoke-Set $both
        "$($ran.Change.Status)" | Should -Be 'Failed'
        $ran.Problem.FullyQualifiedErrorId | Should -Be "$Id,SsprTools.Commands.SetSsprPolicyCommand"
        ($ran.Change.Requests | ForEach-Object { "$($_.State)" }) -join ',' | Should -Be "Accepted,$State"
        $ran.Change.Remarks | Should -Match '^1 of 2 requests were made'
        $ran.Change.Remarks | Should -Match ([regex]::Escape($ran.Change.BackupPath))
        $ran.Change.JournalPath | Should -Exist
        Clear-SandboxFault $sandbox
        $again = (Invoke-Set $both).Change
        "$($again.Status)" | Should -Be 'Updated'
        $again.JournalPath | Should -Be $ran.Change.JournalPath
        $now = Invoke-SandboxPortal $sandbox GET OnPremisesPasswordResetPolicies
        "$($now.passwordWritebackSupported) $($now.accountUnlockEnabled)" | Should -Be 'True True'
        $null = Restore-SsprPolicy $again.BackupPath @quiet
        Get-State | ConvertTo-Json -Depth 9 | Should -Be $before
    }

    It 'another change ends one that was cut off, and names it' {
        Set-SandboxFault $sandbox portal-put-500 -Target accountUnlockEnabled
        $cut = (Invoke-Set $both).Change
        Clear-SandboxFault $sandbox
        $other = (Invoke-Set @{ ReconfirmDays = 81 }).Change
        "$($other.Status)" | Should -Be 'Updated'
        $other.Remarks | Should -Match ([regex]::Escape($cut.JournalPath))
        $other.Remarks | Should -Match ([regex]::Escape($cut.BackupPath))
        (Get-Content $cut.JournalPath | ConvertFrom-Json)[-1].status | Should -Be 'Superseded'
        (Invoke-Set @{ ReconfirmDays = 82 }).Change.Remarks | Should -BeNullOrEmpty -Because 'it is said once'
        $again = (Invoke-Set $both).Change
        "$($again.Status)" | Should -Be 'Updated'
        $again.BackupPath | Should -Not -Be $cut.BackupPath -Because 'the old one would undo the other change'
    }

    It 'one who comes after the write is reported, field by field' {
        Set-SandboxFault $sandbox policy-changed-after-put -Count 1 -Target notifyUsersOnPasswordReset
        $ran = Invoke-Set @{ ReconfirmDays = 83 }
        "$($ran.Change.Status)" | Should -Be 'Failed'
        $ran.Problem.FullyQualifiedErrorId | Should -Be 'PolicyNotAsMeant,SsprTools.Commands.SetSsprPolicyCommand'
        $ran.Change.Remarks | Should -Match 'NotifyUsers \(notifyUsersOnPasswordReset\)'
        $ran.Change.BackupPath | Should -Exist
    }

    It 'one who comes between the last look and the write is overwritten, for the API has no ETag; what was planned is what is there' {
        Set-SandboxFault $sandbox policy-changed-before-put -Count 1 -Target notifyUsersOnPasswordReset
        $ran = Invoke-Set @{ ReconfirmDays = 84 }
        "$($ran.Change.Status)" | Should -Be 'Updated'
        $now = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $now.registrationReconfirmIntevalInDays | Should -Be 84
        $now.notifyUsersOnPasswordReset | Should -Be $start.notifyUsersOnPasswordReset
    }
}
