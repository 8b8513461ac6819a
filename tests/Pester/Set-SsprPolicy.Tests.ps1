BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $group = Invoke-SandboxGraph $sandbox POST groups @{ displayName = 'Pilot'; mailEnabled = $false; securityEnabled = $true; mailNickname = 'pilot' }
    $start = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
    $dataHome = $env:XDG_DATA_HOME
}

AfterAll {
    $env:XDG_DATA_HOME = $dataHome
    Stop-TestSandbox $sandbox
}

Describe 'Set-SsprPolicy' {
    BeforeEach {
        Clear-SandboxFault $sandbox
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $start
        $backup = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        $env:XDG_DATA_HOME = $backup
        $quiet = @{ Confirm = $false; BackupPath = $backup }
        Clear-SandboxRequest $sandbox
    }

    It 'has a parameter for every setting that can be set, and no other' {
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $own = (Get-Command Set-SsprPolicy).Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin 'Connection', 'BackupPath', 'Assisted', 'Wait', 'Timeout' }
        $file = "$backup/all.json"
        $null = Export-SsprPolicy $file
        ($own | Sort-Object) -join ',' | Should -Be ((((Get-Content $file -Raw | ConvertFrom-Json).settings.psobject.Properties.Name) | Sort-Object) -join ',')
    }

    It 'changes what differs in one request, and leaves every other field' {
        $change = Set-SsprPolicy @quiet -NumberOfMethodsRequired 2 -NotifyAdmins $true -NotifyUsers $start.notifyUsersOnPasswordReset
        "$($change.Status) $($change.Route)" | Should -Be 'Updated Portal'
        ($change.Changes.Setting | Sort-Object) -join ',' | Should -Be 'NotifyAdmins,NumberOfMethodsRequired'
        @(Get-SandboxWrite $sandbox).Count | Should -Be 1
        $now = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $now.numberOfAuthenticationMethodsRequired = $start.numberOfAuthenticationMethodsRequired
        $now.notifyOnAdminPasswordReset = $start.notifyOnAdminPasswordReset
        $now | ConvertTo-Json -Depth 9 | Should -Be ($start | ConvertTo-Json -Depth 9)
    }

    It 'takes $false and an empty text for values' {
        $null = Set-SsprPolicy @quiet -NotifyUsers $true -HelpdeskLink help@contoso.com -CustomizeHelpdeskLink $true
        $change = Set-SsprPolicy @quiet -NotifyUsers $false -HelpdeskLink '' -CustomizeHelpdeskLink $false
        "$($change.Status)" | Should -Be 'Updated'
        $now = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $now.notifyUsersOnPasswordReset | Should -BeFalse
        $now.customHelpdeskEmailOrUrl | Should -BeExactly ''
        $now.customizeHelpdeskLink | Should -BeFalse
    }

    It 'leaves the helpdesk link alone when it is not given' {
        $null = Set-SsprPolicy @quiet -HelpdeskLink help@contoso.com
        $null = Set-SsprPolicy @quiet -ReconfirmDays 90
        (Invoke-SandboxPortal $sandbox GET PasswordResetPolicies).customHelpdeskEmailOrUrl | Should -Be 'help@contoso.com'
    }

    It 'run twice writes once' {
        $null = Set-SsprPolicy @quiet -ReconfirmDays 90
        "$((Set-SsprPolicy @quiet -ReconfirmDays 90).Status)" | Should -Be 'Unchanged'
        @(Get-SandboxWrite $sandbox).Count | Should -Be 1
    }

    It 'writes on-premises integration in two requests, and journals them' {
        $null = Set-SsprPolicy @quiet -PasswordWriteback $false -UnlockWithoutReset $false
        Clear-SandboxRequest $sandbox
        $change = Set-SsprPolicy @quiet -PasswordWriteback $true -UnlockWithoutReset $true
        @(Get-SandboxWrite $sandbox).Count | Should -Be 2
        $lines = Get-Content $change.JournalPath | ConvertFrom-Json
        @($lines | Where-Object state -EQ Sending).body | Should -Be '{"passwordWriteBackSupported":true}', '{"accountUnlockEnabled":true}'
        $now = Invoke-SandboxPortal $sandbox GET OnPremisesPasswordResetPolicies
        "$($now.passwordWritebackSupported) $($now.accountUnlockEnabled)" | Should -Be 'True True'
    }

    It 'changes methods, campaign and the administrators'' switch through Graph alone, as an app too' {
        $token = New-SandboxToken $sandbox -AppOnly -Scope Policy.ReadWrite.AuthenticationMethod, Policy.ReadWrite.Authorization, Policy.Read.All, Group.Read.All
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken $token -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $change = Set-SsprPolicy @quiet -Connection $connection -EmailPolicy $true -EmailTarget Pilot -SmsPolicy $true -RegistrationCampaign Enabled -AdminSsprEnabled $false
        "$($change.Status) $($change.Route)" | Should -Be 'Updated Graph'
        (Get-SandboxWrite $sandbox).path | Should -Not -Match 'PasswordReset'
        $methods = Invoke-SandboxGraph $sandbox GET policies/authenticationMethodsPolicy
        ($methods.authenticationMethodConfigurations | Where-Object id -EQ Email).includeTargets.id | Should -Be $group.id
        $methods.registrationEnforcement.authenticationMethodsRegistrationCampaign.state | Should -Be 'enabled'
        (Invoke-SandboxGraph $sandbox GET policies/authorizationPolicy).allowedToUseSSPR | Should -BeFalse
        $null = Restore-SsprPolicy $change.BackupPath -Confirm:$false -BackupPath $backup -Connection $connection
        (Invoke-SandboxGraph $sandbox GET policies/authorizationPolicy).allowedToUseSSPR | Should -BeTrue
    }

    It 'names a missing permission before anything is written' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope Policy.Read.All, Group.Read.All) -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        Set-SsprPolicy @quiet -Connection $connection -SmsPolicy $true -AdminSsprEnabled $false -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.SetSsprPolicyCommand'
        "$($problem[0])" | Should -Match 'Policy\.ReadWrite\.Authorization'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'names a missing role before anything is written' {
        $token = New-SandboxToken $sandbox -Scope Policy.ReadWrite.AuthenticationMethod, Policy.Read.All -RoleTemplate 'User Administrator'
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken $token -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        Set-SsprPolicy @quiet -Connection $connection -SmsPolicy $true -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'PermissionMissing,*'
        "$($problem[0])" | Should -Match 'Authentication Policy Administrator'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'without the portal API ends with link and clicks; nothing is sent' {
        $connection = Connect-SsprTenant -AccessToken ('x' | ConvertTo-SecureString -AsPlainText -Force) -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $thrown = $null
        try { Set-SsprPolicy @quiet -Connection $connection -NotifyAdmins $true -ReconfirmDays 90 } catch { $thrown = $_ }
        $thrown.FullyQualifiedErrorId | Should -Be 'PortalApiNotEnabled,SsprTools.Commands.SetSsprPolicyCommand'
        $thrown.ErrorDetails.RecommendedAction | Should -Match 'Notify all admins when other admins reset their password\?: Yes'
        $thrown.ErrorDetails.RecommendedAction | Should -Match '-Assisted'
    }

    It 'assisted says what to click, changes nothing, and claims nothing' {
        $change = Set-SsprPolicy -Assisted -NotifyAdmins $true -Confirm:$false -InformationVariable said 6> $null
        "$($change.Status) $($change.Route)" | Should -Be 'Unverified Assisted'
        $change.Tasks[0].Clicks | Should -Contain 'Notify all admins when other admins reset their password?: Yes'
        "$($change.Tasks[0].Link)" | Should -Match 'PasswordResetMenuBlade'
        "$said" | Should -Match 'Notify all admins'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'assisted with -Wait sees what a person did in the audit log, under the name <Name>' -ForEach @(
        @{ Name = 'Update SSPR Settings' }, @{ Name = 'Self-service password reset policy changes' }
    ) {
        $null = Invoke-SandboxControl $sandbox PATCH lags @{ audit = 'PT0S' }
        $null = Invoke-SandboxControl $sandbox PATCH switches @{ 'sspr-audit-name' = $Name }
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({
                param($module, $uri)
                Import-Module $module
                $null = Connect-SsprTenant -Sandbox $uri
                Set-SsprPolicy -Wait -Timeout 00:00:40 -NotifyAdmins $true -Confirm:$false 6> $null
            }).AddArgument((Get-TestModulePath)).AddArgument($sandbox.Uri)
            $running = $shell.BeginInvoke()
            $limit = [datetime]::UtcNow.AddSeconds(30)
            while (-not (Get-SandboxRequest $sandbox | Where-Object path -Match 'directoryAudits') -and [datetime]::UtcNow -lt $limit) { Start-Sleep -Milliseconds 100 }
            $policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
            $policy.notifyOnAdminPasswordReset = $true
            $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
            $change = $shell.EndInvoke($running)
        }
        finally { $shell.Dispose() }
        "$($change.Status) $($change.Route)" | Should -Be 'Updated Assisted' -Because "$($change.Remarks)"
        $change.Remarks | Should -Match 'shows the wanted value'
    }

    It 'assisted with -Wait shows for what it waits and how long it still will' {
        $null = Invoke-SandboxControl $sandbox PATCH lags @{ audit = 'PT5M' }
        $all = @(Get-ProgressRecord $sandbox 'Set-SsprPolicy -Wait -Timeout 00:00:04 -NotifyAdmins $true -Confirm:$false 6> $null')
        $all[0].Error | Should -Be 'done'
        $progress = @($all | Where-Object Activity -EQ 'Waiting for the policy to change')
        $progress[0].Status | Should -Match 'NotifyAdmins'
        $progress[0].Left | Should -BeGreaterThan 0
        $progress[0].Left | Should -BeLessOrEqual 4 -Because 'that is the time limit'
        $progress[-1].Type | Should -Be 'Completed'
    }

    It 'assisted with -Wait gives up after its time, and claims nothing' {
        $null = Invoke-SandboxControl $sandbox PATCH lags @{ audit = 'PT5M' }
        $change = Set-SsprPolicy -Wait -Timeout 00:00:01 -NotifyAdmins $true -Confirm:$false 6> $null
        "$($change.Status)" | Should -Be 'Unverified'
        $change.Remarks | Should -Match 'not seen yet'
        $null = Set-SsprPolicy -Wait -Timeout 00:00:01 -Scope Selected -SelectedGroup Pilot -Confirm:$false 6> $null
        Get-UnlistedRequest $sandbox Set-SsprPolicy | Should -BeNullOrEmpty
        (Get-SandboxRequest $sandbox).path | Should -Contain '/v1.0/reports/authenticationMethods/userRegistrationDetails'
    }

    It 'assisted with -Wait does not wait where it could never see anything, and says so: <What>' -ForEach @(
        @{ What = 'a switch'; Arguments = @{ NotifyAdmins = $true } }
        @{ What = 'a group'; Arguments = @{ Scope = 'Selected'; SelectedGroup = 'Pilot' } }
    ) {
        $token = New-SandboxToken $sandbox -AppOnly -Scope Organization.Read.All, Group.Read.All, GroupMember.Read.All
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken $token -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $change = Set-SsprPolicy -Wait -Timeout 00:05:00 @Arguments -Connection $connection -Confirm:$false 6> $null
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 60
        "$($change.Status)" | Should -Be 'Unverified'
        $change.Remarks | Should -Match 'audit log could not be read'
        $change.Remarks | Should -Match 'not waited for'
    }

    It 'as an app ends with the clicks and what it would take; the portal is not asked' {
        $client = Invoke-SandboxControl $sandbox POST clients @{ kind = 'secret'; name = 'setter'; roles = @('Policy.ReadWrite.AuthenticationMethod', 'Policy.Read.All', 'Group.Read.All') }
        $secret = [pscredential]::new($client.clientId, ($client.secret | ConvertTo-SecureString -AsPlainText -Force))
        $app = Connect-SsprTenant -ClientSecret $secret -TenantId $sandbox.TenantId -Sandbox $sandbox.Uri -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        Clear-SandboxRequest $sandbox
        $thrown = $null
        try { Set-SsprPolicy @quiet -Connection $app -NotifyAdmins $true -SmsPolicy $false } catch { $thrown = $_ }
        $thrown.FullyQualifiedErrorId | Should -Be 'PortalApiNotEnabled,SsprTools.Commands.SetSsprPolicyCommand'
        $thrown.ErrorDetails.RecommendedAction | Should -Match 'a delegated sign-in'
        (Get-SandboxRequest $sandbox).path | Should -Not -Match 'PasswordReset'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-ChildItem $backup -Recurse -File | Should -BeNullOrEmpty
    }

    It 'refuses <What>, and asks the service nothing' -ForEach @(
        @{ What = 'nothing at all'; Arguments = @{}; Id = 'InvalidArgument,*' }
        @{ What = 'a link that is none'; Arguments = @{ HelpdeskLink = 'call us' }; Id = 'InvalidArgument,*' }
        @{ What = 'too many days'; Arguments = @{ ReconfirmDays = 731 }; Id = 'ParameterArgumentValidationError,*' }
        @{ What = 'an unknown scope'; Arguments = @{ Scope = 'Some' }; Id = 'ParameterArgumentValidationError,*' }
    ) {
        { Set-SsprPolicy @quiet @Arguments -ErrorAction Stop } | Should -Throw -ErrorId $Id
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses a group that is not there, and writes nothing' {
        { Set-SsprPolicy @quiet -Scope Selected -SelectedGroup Nobody -ErrorAction Stop } | Should -Throw -ErrorId 'GroupNotFound,*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'with -WhatIf says old and new value and writes nothing anywhere' {
        $script = {
            param($module, $uri, $backup)
            Import-Module $module
            $null = Connect-SsprTenant -Sandbox $uri
            Set-SsprPolicy -NumberOfMethodsRequired 2 -Scope All -WhatIf -BackupPath $backup
        }
        $text = & (Get-TestPowerShell) -NoProfile -NonInteractive -Command $script -args (Get-TestModulePath), "$($sandbox.Uri)", $backup | Out-String
        $text | Should -Match $sandbox.TenantId
        $text | Should -Match 'Scope from None to All and NumberOfMethodsRequired from 1 to 2'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        Get-ChildItem $backup -Recurse -File | Should -BeNullOrEmpty
    }

    It 'goes on when the service throttles' {
        Set-SandboxFault $sandbox throttle -Count 2 -Target PasswordResetPolicies
        "$((Set-SsprPolicy @quiet -ReconfirmDays 91).Status)" | Should -Be 'Updated'
    }

    It 'overwrites nobody who came in between' {
        Set-SandboxFault $sandbox policy-changed-meanwhile -Count 1
        { Set-SsprPolicy @quiet -ReconfirmDays 92 -ErrorAction Stop } | Should -Throw -ErrorId 'PolicyChangedMeanwhile,*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'offers the restore when a field is not as meant' {
        $null = Set-SsprPolicy @quiet -HelpdeskLink help@contoso.com
        Set-SandboxFault $sandbox policy-field-dropped
        $change = Set-SsprPolicy @quiet -ReconfirmDays 93 -ErrorVariable problem -ErrorAction SilentlyContinue
        "$($change.Status)" | Should -Be 'Failed'
        $problem[0].ErrorDetails.RecommendedAction | Should -Match "Restore-SsprPolicy -Path '$([regex]::Escape($change.BackupPath))'"
        Clear-SandboxFault $sandbox
        $null = Restore-SsprPolicy $change.BackupPath @quiet
        (Invoke-SandboxPortal $sandbox GET PasswordResetPolicies).customHelpdeskEmailOrUrl | Should -Be 'help@contoso.com'
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Set-SsprPolicy -SelectedGroup Pil'; Expected = 'Pilot' }
        @{ Line = 'Set-SsprPolicy -Scope Sel'; Expected = 'Selected' }
    ) {
        ([System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches).CompletionText | Should -Be $Expected
    }

    It 'stops within two seconds' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stopped = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Set-SsprPolicy -ReconfirmDays 5 -Confirm:$false' @{ uri = $sandbox.Uri } -After 1500
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}
