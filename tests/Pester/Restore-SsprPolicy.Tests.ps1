BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $start = "$TestDrive/start.json"
    $null = Export-SsprPolicy $start
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Restore-SsprPolicy' {
    BeforeEach {
        Clear-SandboxFault $sandbox
        $quiet = @{ Confirm = $false; BackupPath = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName }
        $null = Restore-SsprPolicy $start @quiet
        Clear-SandboxRequest $sandbox
    }

    It 'puts everything back that changes have changed, in whatever section, and twice is Unchanged' {
        $null = Set-SsprPolicy @quiet -Scope All -NumberOfMethodsRequired 2 -NotifyAdmins $true
        $null = Set-SsprPolicy @quiet -PasswordWriteback $true -VoicePolicy $true -VoiceTarget @() -MethodMigration InProgress -AdminSsprEnabled $false
        "$((Restore-SsprPolicy $start @quiet).Status)" | Should -Be 'Updated'
        @(Compare-SsprPolicy -Path $start | Where-Object Verdict -NE Pass) | Should -BeNullOrEmpty
        "$((Restore-SsprPolicy $start @quiet).Status)" | Should -Be 'Unchanged'
    }

    It 'takes files from the pipeline' {
        (Get-Item $start | Restore-SsprPolicy @quiet).Status | Should -Be 'Unchanged'
    }

    It 'puts back only the settings that are wanted' {
        $null = Set-SsprPolicy @quiet -ReconfirmDays 90 -NotifyAdmins $true
        $change = Restore-SsprPolicy $start @quiet -Setting Notify*
        $change.Changes.Setting | Should -Be 'NotifyAdmins'
        (Get-SsprPolicy -Setting ReconfirmDays).Value | Should -Be 90
    }

    It 'takes a file written by hand that names a few settings' {
        $file = "$TestDrive/hand.json"
        '{ "kind": "SsprTools.Policy", "version": 1, "settings": { "NumberOfMethodsRequired": 2, "NotifyAdmins": true } }' | Set-Content $file
        $change = Restore-SsprPolicy $file @quiet
        ($change.Changes.Setting -join ',') | Should -Be 'NumberOfMethodsRequired,NotifyAdmins'
    }

    It 'with -WhatIf writes nothing' {
        $null = Set-SsprPolicy @quiet -ReconfirmDays 90
        Clear-SandboxRequest $sandbox
        Restore-SsprPolicy $start -WhatIf | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'refuses <What>, and writes nothing' -ForEach @(
        @{ What = 'a file that is not there'; Text = $null }
        @{ What = 'another file'; Text = '{"kind":"Other","version":1}' }
        @{ What = 'a later version'; Text = '{"kind":"SsprTools.Policy","version":9,"settings":{"NotifyAdmins":true}}' }
        @{ What = 'another tenant'; Text = '{"kind":"SsprTools.Policy","version":1,"tenantId":"00000000-0000-0000-0000-000000000001","settings":{"NotifyAdmins":true}}' }
        @{ What = 'an unknown setting'; Text = '{"kind":"SsprTools.Policy","version":1,"settings":{"Nonsense":true}}' }
        @{ What = 'a value that is none'; Text = '{"kind":"SsprTools.Policy","version":1,"settings":{"ReconfirmDays":731}}' }
        @{ What = 'settings and sections that disagree'; Text = '{"kind":"SsprTools.Policy","version":1,"settings":{"AdminSsprEnabled":true},"sections":{"authorization":{"allowedToUseSSPR":false}}}' }
        @{ What = 'an empty one'; Text = '{"kind":"SsprTools.Policy","version":1}' }
    ) {
        $file = "$TestDrive/$([guid]::NewGuid()).json"
        if ($Text) { Set-Content $file $Text }
        Restore-SsprPolicy $file @quiet -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'InvalidBackup,SsprTools.Commands.RestoreSsprPolicyCommand'
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'puts back what the tenant held although nobody could set it: <Field> <Value>' -ForEach @(
        @{ Field = 'customHelpdeskEmailOrUrl'; Value = 'call us'; Arguments = @{ HelpdeskLink = '' } }
        @{ Field = 'customHelpdeskEmailOrUrl'; Value = 'call us'; Arguments = @{ NotifyAdmins = $true } }
    ) {
        $policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $policy.$Field = $Value
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
        $change = Set-SsprPolicy @quiet @Arguments
        Test-Json -Json (Get-Content $change.BackupPath -Raw) -SchemaFile "$PSScriptRoot/../../docs/schemas/sspr-policy.v1.schema.json" | Should -BeTrue
        $back = Restore-SsprPolicy $change.BackupPath @quiet
        "$($back.Status) $($back.Changes.Setting)" | Should -Be "Updated $($change.Changes.Setting)"
        (Invoke-SandboxPortal $sandbox GET PasswordResetPolicies).$Field | Should -BeExactly $Value
        @(Compare-SsprPolicy -Path $change.BackupPath | Where-Object Verdict -NE Pass) | Should -BeNullOrEmpty
    }

    It 'without the portal API ends with the clicks, and offers nothing that it has not' {
        $connection = Connect-SsprTenant -AccessToken ('x' | ConvertTo-SecureString -AsPlainText -Force) -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $file = "$TestDrive/$([guid]::NewGuid()).json"
        '{"kind":"SsprTools.Policy","version":1,"settings":{"NotifyAdmins":true}}' | Set-Content $file
        $thrown = $null
        try { Restore-SsprPolicy $file @quiet -Connection $connection } catch { $thrown = $_ }
        $thrown.FullyQualifiedErrorId | Should -Be 'PortalApiNotEnabled,SsprTools.Commands.RestoreSsprPolicyCommand'
        $thrown.ErrorDetails.RecommendedAction | Should -Match 'Notify all admins when other admins reset their password\?: Yes'
        $thrown.ErrorDetails.RecommendedAction | Should -Not -Match '-Assisted'
    }

    It 'refuses a selected group that was deleted since, and writes nothing' {
        $group = New-SsprGroup -DisplayName "Gone$([guid]::NewGuid().ToString('N').Substring(0, 6))" -Confirm:$false
        $null = Set-SsprPolicy @quiet -Scope Selected -SelectedGroup $group
        $file = "$TestDrive/$([guid]::NewGuid()).json"
        $null = Export-SsprPolicy $file
        $null = Set-SsprPolicy @quiet -Scope None -SelectedGroup ''
        $null = Invoke-SandboxGraph $sandbox DELETE "groups/$($group.Id)"
        Clear-SandboxRequest $sandbox
        { Restore-SsprPolicy $file @quiet -ErrorAction Stop } | Should -Throw -ErrorId 'GroupNotFound,*'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'stops within two seconds' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stopped = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Restore-SsprPolicy $file -Confirm:$false' @{ uri = $sandbox.Uri; file = $start } -After 1500
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
    }
}
