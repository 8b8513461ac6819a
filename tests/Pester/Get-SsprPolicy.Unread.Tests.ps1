# What Get-SsprPolicy says of a policy that it cannot read: observed, declared, unknown; never a guess.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $pilot = New-SsprGroup -DisplayName ObservedPilot -Confirm:$false
    $null = 'ben', 'chandra' | ForEach-Object { Add-SsprGroupMember ObservedPilot "$_@$($sandbox.DefaultDomain)" -Confirm:$false }
    $client = Invoke-SandboxControl $sandbox POST clients @{ kind = 'secret'; name = 'runbook'; roles = @('Policy.Read.All', 'AuditLog.Read.All', 'Group.Read.All', 'GroupMember.Read.All') }
    function Connect-App {
        $secret = [pscredential]::new($client.clientId, ($client.secret | ConvertTo-SecureString -AsPlainText -Force))
        $app = Connect-SsprTenant -ClientSecret $secret -TenantId $sandbox.TenantId -Sandbox $sandbox.Uri -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $app
    }
    function Set-Scope([int] $Scope) {
        $policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $policy.enablementType = $Scope
        $policy.passwordResetEnabledGroupIds = @(if ($Scope -eq 1) { $pilot.Id })
        $policy.passwordResetEnabledGroupName = ''
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
        Step-SandboxClock $sandbox 0.05:00:00
    }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Get-SsprPolicy as an app' {
    It 'observes <Expected> from a pilot group, with the age of the report' -ForEach @(
        @{ Scope = 1; Expected = 'Selected'; Group = $true }
        @{ Scope = 2; Expected = 'All'; Group = $false }
        @{ Scope = 0; Expected = 'None'; Group = $false }
    ) {
        Set-Scope $Scope
        Clear-SandboxRequest $sandbox
        $settings = Get-SsprPolicy -Page Properties -Group ObservedPilot -Connection (Connect-App)
        Get-UnlistedRequest $sandbox Get-SsprPolicy | Should -BeNullOrEmpty
        (Get-SandboxRequest $sandbox).path | Should -Contain '/v1.0/reports/authenticationMethods/userRegistrationDetails'
        $found = $settings | Where-Object Setting -EQ Scope
        "$($found.Value) $($found.Source)" | Should -Be "$Expected Observed" -Because $found.Remarks
        $found.Remarks | Should -Match 'The registration report, 4(\.\d)? h old'
        $found.AsOf | Should -Not -BeNullOrEmpty
        $selected = $settings | Where-Object Setting -EQ SelectedGroup
        if ($Group) { $selected.Value.Id | Should -Be $pilot.Id } else { "$($selected.Source)" | Should -Be 'Unknown' }
    }

    It 'leaves what nothing tells Unknown with the reason, and gives the Graph part' {
        $settings = Get-SsprPolicy -Connection (Connect-App)
        foreach ($name in 'Scope', 'NotifyUsers', 'PasswordWriteback') {
            $found = $settings | Where-Object Setting -EQ $name
            "$($found.Value)|$($found.Source)" | Should -Be '|Unknown' -Because $name
            $found.Remarks | Should -Match 'no public API' -Because $name
        }
        foreach ($name in 'EmailPolicy', 'AdminSsprEnabled', 'RegistrationCampaign') {
            "$(($settings | Where-Object Setting -EQ $name).Source)" | Should -Be 'Graph' -Because $name
        }
    }

    It 'shows what a file declares as Declared, and only where nothing else tells' {
        $file = "$TestDrive/declared.json"
        '{ "kind": "SsprTools.Policy", "version": 1, "takenAt": "2026-01-02T00:00:00Z", "takenBy": "ada@contoso.com", "settings": { "NotifyUsers": true, "AdminSsprEnabled": false } }' | Set-Content $file
        $settings = Get-SsprPolicy -Declared $file -Connection (Connect-App)
        $notify = $settings | Where-Object Setting -EQ NotifyUsers
        "$($notify.Value) $($notify.Source)" | Should -Be 'True Declared'
        $notify.Remarks | Should -Match 'Declared by ada@contoso.com on 2026-01-02 in declared.json, not signed'
        "$(($settings | Where-Object Setting -EQ AdminSsprEnabled).Source)" | Should -Be 'Graph'
        "$(($settings | Where-Object Setting -EQ NotifyAdmins).Source)" | Should -Be 'Unknown'
    }

    It 'says so when the report cannot be read' {
        Set-SandboxFault $sandbox server-error -Target userRegistrationDetails
        try { $found = Get-SsprPolicy -Setting Scope -Group ObservedPilot -Connection (Connect-App) } finally { Clear-SandboxFault $sandbox }
        "$($found.Value)|$($found.Source)" | Should -Be '|Unknown'
        $found.Remarks | Should -Match 'could not be observed'
    }
}
