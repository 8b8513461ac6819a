BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $pages = 'Properties', 'AuthenticationMethods', 'Registration', 'Notifications', 'Customization', 'OnPremisesIntegration', 'Administrator'
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Get-SsprPolicy' {
    BeforeEach {
        Clear-SandboxFault $sandbox
        $before = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
    }

    AfterEach {
        Clear-SandboxFault $sandbox
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $before
    }

    It 'gives every setting of every page, each with a source' {
        $settings = @(Get-SsprPolicy)
        @($settings.Page | Select-Object -Unique | ForEach-Object { "$_" }) | Should -Be $pages
        ($settings.Setting | Group-Object | Where-Object Count -gt 1) | Should -BeNullOrEmpty
        foreach ($name in 'Scope', 'SelectedGroup', 'NumberOfMethodsRequired', 'MobilePhone', 'RequireRegistration', 'ReconfirmDays', 'NotifyUsers', 'NotifyAdmins', 'CustomizeHelpdeskLink', 'HelpdeskLink') {
            $setting = $settings | Where-Object Setting -eq $name
            "$($setting.Source)" | Should -BeIn 'Portal', 'Graph' -Because $name
            $null -eq $setting.Value | Should -BeFalse -Because $name
            $setting.AsOf | Should -Not -BeNullOrEmpty
        }
    }

    It 'reads what the portal holds: <Setting>' -ForEach @(
        @{ Setting = 'NumberOfMethodsRequired'; Field = 'numberOfAuthenticationMethodsRequired'; Value = 2; IsDefault = $null }
        @{ Setting = 'NumberOfMethodsRequired'; Field = 'numberOfAuthenticationMethodsRequired'; Value = 1; IsDefault = $null }
        @{ Setting = 'ReconfirmDays'; Field = 'registrationReconfirmIntevalInDays'; Value = 0; IsDefault = $false }
        @{ Setting = 'ReconfirmDays'; Field = 'registrationReconfirmIntevalInDays'; Value = 180; IsDefault = $true }
        @{ Setting = 'NotifyUsers'; Field = 'notifyUsersOnPasswordReset'; Value = $false; IsDefault = $false }
        @{ Setting = 'NotifyAdmins'; Field = 'notifyOnAdminPasswordReset'; Value = $true; IsDefault = $false }
        @{ Setting = 'RequireRegistration'; Field = 'registrationRequiredOnSignIn'; Value = $false; IsDefault = $null }
        @{ Setting = 'CustomizeHelpdeskLink'; Field = 'customizeHelpdeskLink'; Value = $true; IsDefault = $null }
        @{ Setting = 'HelpdeskLink'; Field = 'customHelpdeskEmailOrUrl'; Value = 'https://support.contoso.com/'; IsDefault = $null }
    ) {
        $policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
        $policy.$Field = $Value
        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
        $read = Get-SsprPolicy -Setting $Setting
        $read.Value | Should -Be $Value
        $read.Value | Should -BeOfType $Value.GetType()
        $read.IsDefault | Should -Be $IsDefault
        "$($read.Source)" | Should -Be 'Portal'
    }

    It 'names the source of each default, and leaves a default unknown that no source states' {
        $settings = Get-SsprPolicy
        $settings | Where-Object { $null -ne $_.Default } | ForEach-Object { $_.DefaultSource | Should -Not -BeNullOrEmpty -Because $_.Setting }
        $settings | Where-Object { $null -eq $_.Default } | ForEach-Object { $_.IsDefault | Should -BeNullOrEmpty -Because $_.Setting }
        @($settings | Where-Object { $null -ne $_.Default }).Count | Should -BeGreaterThan 3
    }

    It 'shows allowedToUseSSPR on the administrator page alone, from Graph' {
        $null = Invoke-SandboxGraph $sandbox PATCH policies/authorizationPolicy @{ allowedToUseSSPR = $false }
        try {
            $settings = Get-SsprPolicy -Page Administrator, Properties
            $admin = $settings | Where-Object Setting -eq AdminSsprEnabled
            "$($admin.Page) $($admin.Source) $($admin.Value)" | Should -Be 'Administrator Graph False'
            ($settings | Where-Object Setting -eq Scope).Source | Should -Be 'Portal'
        }
        finally { $null = Invoke-SandboxGraph $sandbox PATCH policies/authorizationPolicy @{ allowedToUseSSPR = $true } }
    }

    It 'says which policy decides on methods: <State>' -ForEach @(
        @{ State = 'preMigration'; Source = 'Portal' }
        @{ State = 'migrationComplete'; Source = 'Graph' }
    ) {
        $was = (Invoke-SandboxGraph $sandbox GET policies/authenticationMethodsPolicy).policyMigrationState
        $null = Invoke-SandboxGraph $sandbox PATCH policies/authenticationMethodsPolicy @{ policyMigrationState = $State }
        try {
            $email = Get-SsprPolicy -Setting Email
            "$($email.Source)" | Should -Be $Source
            $email.Remarks | Should -Match ($State -eq 'preMigration' ? 'Before migration' : 'After migration')
        }
        finally { $null = Invoke-SandboxGraph $sandbox PATCH policies/authenticationMethodsPolicy @{ policyMigrationState = $was } }
    }

    It 'gives only the wanted pages and settings, in any case of letters, and reads only what they need' {
        Clear-SandboxRequest $sandbox
        @(Get-SsprPolicy -Page notifications).Setting | Should -Be 'NotifyUsers', 'NotifyAdmins'
        @(Get-SsprPolicy -Setting notifyusers, Scope).Setting | Should -Be 'Scope', 'NotifyUsers'
        @(Get-SsprPolicy -Setting Notify*).Setting | Should -Be 'NotifyUsers', 'NotifyAdmins'
        @((Get-SandboxRequest $sandbox).path | Select-Object -Unique) | Should -Be '/portal/api/PasswordReset/PasswordResetPolicies'
    }

    It 'refuses a name that it does not know: <Name>' -ForEach @(
        @{ Name = '-Page'; Arguments = @{ Page = 'Nonsense' } }
        @{ Name = '-Setting'; Arguments = @{ Setting = 'Nonsense' } }
    ) {
        Clear-SandboxRequest $sandbox
        { Get-SsprPolicy @Arguments } | Should -Throw -ErrorId 'InvalidArgument,*' -ExpectedMessage "*$Name*Nonsense*"
        Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
    }

    It 'writes nothing' {
        Clear-SandboxRequest $sandbox
        $null = Get-SsprPolicy
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        @(Get-SandboxRequest $sandbox).Count | Should -BeGreaterThan 3
    }

    It 'without the permissions for Graph names them, and still gives what the portal says' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope User.Read) -PassThru
        $settings = Get-SsprPolicy -Connection $connection -ErrorVariable problems -ErrorAction SilentlyContinue
        $ids = @($problems | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object FullyQualifiedErrorId | Select-Object -Unique)
        $ids | Should -Be 'PermissionMissing,SsprTools.Commands.GetSsprPolicyCommand'
        $advice = "$($problems.ErrorDetails.RecommendedAction)"
        $advice | Should -Match 'Policy\.Read\.AuthenticationMethod'
        $advice | Should -Match 'Policy\.Read\.All'
        ($settings | Where-Object Setting -eq Scope).Value | Should -Not -BeNullOrEmpty
        $admin = $settings | Where-Object Setting -eq AdminSsprEnabled
        $admin.Value | Should -BeNullOrEmpty
        "$($admin.Source)" | Should -Be 'Unknown'
        $admin.Remarks | Should -Match 'could not be read'
    }

    It 'shows what the reset service itself says about administrators' {
        $about = Invoke-RestMethod "$("$($sandbox.Uri)".TrimEnd('/'))/_sandbox"
        $there = Invoke-RestMethod "$($about.passwordReset)/v1.0/policies/adminPasswordResetPolicy" -Headers @{ Authorization = "Bearer $($about.passwordResetAccessToken)" }
        $read = Get-SsprPolicy Administrator | Group-Object Setting -AsHashTable -AsString
        $read.AdminResetEnabled.Value | Should -Be $there.enabled
        $read.AdminMethods.Value | Should -Be ($there.ssprEnabledAuthenticationMethods -join ', ')
        $read.AdminMethodsRequired.Value | Should -Be $there.methodsRequiredToReset
        "$($read.AdminMethods.Source)" | Should -Be 'Portal'
    }

    It 'leaves it Unknown with the reason, and is no failure, when the reset service answers <Fault>' -ForEach @{ Fault = 'bad-gateway' }, @{ Fault = 'html-page' }, @{ Fault = 'not-json' }, @{ Fault = 'reset' } {
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = $Fault; path = 'adminPasswordResetPolicy' }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $read = Get-SsprPolicy Administrator -ErrorVariable problem | Group-Object Setting -AsHashTable -AsString
        # A firewall in front of that service is likely; nobody waits ten minutes for three settings.
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 60
        $problem | Should -BeNullOrEmpty
        foreach ($name in 'AdminResetEnabled', 'AdminMethods', 'AdminMethodsRequired') {
            $read.$name.Value | Should -BeNullOrEmpty
            "$($read.$name.Source)" | Should -Be 'Unknown'
            $read.$name.Remarks | Should -BeLike "The reset service's own policy for administrators could not be read: *"
        }
        "$($read.AdminSsprEnabled.Source)" | Should -Be 'Graph'
    }

    It 'shows unknown as Unknown, grouped by page, in its default view' {
        $text = Get-SsprPolicy -Page Notifications, Customization | Out-String -Width 120
        $text | Should -Match 'Page: Notifications'
        $text | Should -Match 'Setting\s+Value\s+Default\s+At default\s+Source'
        $text | Should -Match 'NotifyUsers\s+(Yes|No)\s+Yes\s+(Yes|No)\s+Portal'
        $text | Should -Match 'CustomizeHelpdeskLink\s+(Yes|No)\s+Unknown\s+Unknown\s+Portal'
    }

    It 'completes <Parameter>' -ForEach @(
        @{ Parameter = '-Page Noti'; Expected = 'Notifications' }
        @{ Parameter = '-Setting Notif'; Expected = 'NotifyUsers', 'NotifyAdmins' }
        @{ Parameter = '-Page Customization -Setting '; Expected = 'CustomizeHelpdeskLink', 'HelpdeskLink' }
    ) {
        $line = "Get-SsprPolicy $Parameter"
        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches
        $found.CompletionText | Should -Be $Expected
    }

    It 'ends the command when <What>' -ForEach @(
        @{ What = 'the token has expired'; Id = 'AccessTokenExpired,*'; ExpiresIn = -60 }
    ) {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope Policy.Read.All -ExpiresIn $ExpiresIn) -PassThru
        { Get-SsprPolicy -Page Administrator -Connection $connection } | Should -Throw -ErrorId $Id
    }

    It 'says so when there is no connection' {
        $script = { param($module) Import-Module $module; try { Get-SsprPolicy } catch { $_.FullyQualifiedErrorId } }
        & (Get-TestPowerShell) -NoProfile -NonInteractive -Command $script -args (Get-TestModulePath) | Should -BeLike 'NotConnected,*'
    }

    It 'stops within two seconds' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stopped = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Get-SsprPolicy' @{ uri = $sandbox.Uri } -After 1500
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
        "$($stopped.State)" | Should -Be 'Stopped'
    }

    It 'shows no token in any stream' {
        $DebugPreference = 'Continue'
        $text = Get-SsprPolicy -Verbose *>&1 | Out-String -Width 500
        $text | Should -Match 'GET /portal/api/PasswordReset/PasswordResetPolicies: 200'
        $text | Should -Not -Match 'eyJ[\w-]+\.'
        $text | Should -Not -Match 'Bearer'
    }
}
