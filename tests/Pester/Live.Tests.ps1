# tests/Live asks a real tenant. Here it asks the sandbox, whose switches are just the facts that nobody confirmed: each way must be found out.
BeforeDiscovery {
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    # A probe, the switch whose two ways it must tell apart, and what it then says.
    $switchCases = @(
        @{ Probe = 'sync-shape'; Switch = 'sync-shape'; Other = 'entity' }
        @{ Probe = 'unknown-segment'; Switch = 'unknown-segment-status'; Other = 404 }
        @{ Probe = 'count-without-eventual'; Switch = 'count-without-eventual'; Other = 'ignore' }
        @{ Probe = 'method-not-found'; Switch = 'method-not-found-code'; Other = 'itemNotFound' }
        @{ Probe = 'batch-authorization'; Switch = 'batch-authorization'; Other = 'own' }
        @{ Probe = 'contact-data'; Switch = 'contact-data-counts-as-registered'; Other = $true; Arrange = 'report' }
        @{ Probe = 'audit-policy-change'; Switch = 'sspr-audit-name'; Other = 'Self-service password reset policy changes'; Arrange = 'policy change' }
        @{ Probe = 'phone-patch-status'; Switch = 'phone-patch-status'; Other = 204; Write = $true }
        @{ Probe = 'methods-policy-patch-status'; Switch = 'methods-policy-patch-status'; Other = 204; Write = $true }
        @{ Probe = 'portal-put'; Switch = 'portal-put-status'; Other = 200; Write = $true }
        @{ Probe = 'new-user-methods'; Switch = 'new-user-methods-delay'; Other = 3; Write = $true }
    )
    $probes = Get-ChildItem "$root/tests/Live/Probes" -Filter *.ps1 | ForEach-Object { @{ Probe = $_.BaseName } }
    $notes = 1..11 | ForEach-Object { @{ Note = "6.$_" } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $script = "$root/tests/Live/Invoke-LiveCheck.ps1"

    # One user for each thing that a probe looks for: an administrator with one method, contact data only, a reader, somebody disabled.
    $seed = Join-Path $TestDrive seed.json
    @{
        clock = '2026-03-01T08:00:00Z'; account = 'root@fabrikam.example'
        tenant = @{ displayName = 'Fabrikam Ltd'; domains = @(@{ name = 'fabrikam.onmicrosoft.com' }, @{ name = 'fabrikam.example'; default = $true; verified = $true }); onPremisesSyncEnabled = $true }
        skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 25 })
        users = @(
            @{ upn = 'root@fabrikam.example'; displayName = 'Root Fabrikam'; roles = @('Global Administrator'); licenses = @('AAD_PREMIUM'); methods = @{ mobilePhone = '+44 7700900001' } }
            @{ upn = 'kim.lee@fabrikam.example'; displayName = 'Kim Lee'; givenName = 'Kim'; surname = 'Lee'; contactMobile = '+44 7700900077'; otherMails = @('kim@example.com') }
            @{ upn = 'reader@fabrikam.example'; displayName = 'Reading Person'; roles = @('Global Reader'); password = 'Kf7-mWqx-Hrt4-cvxw' }
            @{ upn = 'gone@fabrikam.example'; displayName = 'Gone Person'; accountEnabled = $false }
        )
        groups = @(@{ displayName = 'Fabrikam staff'; members = @('kim.lee@fabrikam.example', 'root@fabrikam.example') })
        portalPolicy = @{ enablementType = 0; numberOfAuthenticationMethodsRequired = 1 }
        methodsPolicy = @{ migrationState = 'PreMigration' }
    } | ConvertTo-Json -Depth 9 | Set-Content $seed
    $sandbox = Start-TestSandbox '--seed', $seed
    $switches = Invoke-SandboxControl $sandbox GET switches

    # Runs the script and gives what it printed, its exit code, and the findings.
    function Invoke-Check([hashtable] $With = @{}, $On = $sandbox, [string] $Tenant = $On.TenantId) {
        $saved = @{}
        foreach ($name in 'TENANT', 'SIGNIN', 'WRITE', 'PORTAL') { $saved[$name] = [Environment]::GetEnvironmentVariable("SSPRTOOLS_LIVE_$name"); [Environment]::SetEnvironmentVariable("SSPRTOOLS_LIVE_$name", $null) }
        $path = Join-Path $TestDrive "findings-$([guid]::NewGuid())"
        try {
            if ($Tenant) { $env:SSPRTOOLS_LIVE_TENANT = $Tenant }
            $global:LASTEXITCODE = 0
            $output = & $script -Sandbox $On.Uri -Path $path @With *>&1 | Out-String
        }
        finally { foreach ($name in $saved.Keys) { [Environment]::SetEnvironmentVariable("SSPRTOOLS_LIVE_$name", $saved[$name]) } }
        $text = (Test-Path "$path.json") ? (Get-Content -Raw "$path.json") : $null
        [pscustomobject]@{ Output = $output; ExitCode = $LASTEXITCODE; Text = $text; Markdown = $text ? (Get-Content -Raw "$path.md") : $null; Findings = $text ? ($text | ConvertFrom-Json).findings : $null }
    }

    function Set-Switch([string] $Name, $Value) { $null = Invoke-SandboxControl $sandbox PATCH switches @{ $Name = $Value } }
    function Get-Switch([string] $Name) { $all = (Invoke-SandboxControl $sandbox GET switches); $all.PSObject.Properties[$Name] ? $all.$Name : ($all.value | Where-Object name -EQ $Name).value }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'The live check' {
    BeforeEach { Clear-SandboxFault $sandbox; Clear-SandboxRequest $sandbox }
    AfterEach { Clear-SandboxFault $sandbox }

    Context 'Opt-in' {
        It 'runs nothing without a tenant, and says so' {
            $check = Invoke-Check -Tenant ''
            $check.Output | Should -Match 'Nothing was run: SSPRTOOLS_LIVE_TENANT is not set'
            $check.ExitCode | Should -Be 2
            $check.Text | Should -BeNullOrEmpty
            Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'runs nothing without a sign-in, and says so' {
            $env:SSPRTOOLS_LIVE_TENANT = $sandbox.TenantId
            try { $output = & $script -SignIn '' *>&1 | Out-String } finally { $env:SSPRTOOLS_LIVE_TENANT = $null }
            $output | Should -Match 'Nothing was run: no sign-in was chosen'
            $LASTEXITCODE | Should -Be 2
        }

        It 'asks a person for the permissions that are wanted, and nobody else' {
            (Invoke-Check @{ Scope = 'A,B' }).Output | Should -Match 'granted beforehand'
            Mock Connect-SsprTenant { throw "asked for $($Scope -join '+')" } -ModuleName LiveCheck
            $ask = { param($with) try { Connect-Live -TenantId contoso.com -Environment Global @with } catch { "$_" } }
            & (Get-Module LiveCheck) $ask @{ SignIn = 'Interactive'; Scope = 'A', 'B' } | Should -Be 'asked for A+B'
            & (Get-Module LiveCheck) $ask @{ SignIn = 'DeviceCode'; Scope = 'A' } | Should -Be 'asked for A'
            & (Get-Module LiveCheck) $ask @{ SignIn = 'Interactive' } | Should -Be 'asked for '
            & (Get-Module LiveCheck) $ask @{ SignIn = 'ManagedIdentity'; Scope = 'A' } | Should -Match 'granted beforehand'
        }

        It 'asks nothing of another tenant than the one that was named' {
            $check = Invoke-Check -Tenant '11111111-2222-3333-4444-555555555555'
            $check.Output | Should -Match 'another tenant'
            $check.ExitCode | Should -Be 1
            $check.Text | Should -BeNullOrEmpty
            Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'shows its probes without asking anybody' {
            $list = & $script -List
            @($list).Count | Should -Be @(Get-ChildItem "$root/tests/Live/Probes" -Filter *.ps1).Count
            $list | ForEach-Object { $_.Question | Should -Match '\?'; $_.RestsOn | Should -Not -BeNullOrEmpty }
            Get-SandboxRequest $sandbox | Should -BeNullOrEmpty
        }

        It 'has a probe for note <Note> of the facts' -ForEach $notes {
            @((& $script -List).Section -split ', ') | Should -Contain $Note
        }
    }

    Context 'Read-only' {
        It 'sends not one write, and says why the probes that write did not run' {
            $check = Invoke-Check
            $check.ExitCode | Should -Be 0
            @(Get-SandboxRequest $sandbox).Count | Should -BeGreaterThan 20
            Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
            $writing = @((& $script -List) | Where-Object { 'Write' -in $_.Needs }).Id
            $writing.Count | Should -BeGreaterThan 3
            foreach ($id in $writing) {
                $found = $check.Findings | Where-Object id -EQ $id
                $found.verdict | Should -Be NotRun
                $found.reason | Should -Match 'was not allowed'
            }
        }

        It 'a batch that would write is refused before it is sent' {
            $refused = & (Get-Module LiveCheck) {
                $batch = @{ requests = @(@{ id = '1'; method = 'GET'; url = '/users' }, @{ id = '2'; method = 'DELETE'; url = '/users/x' }) }
                Test-ReadOnly POST '$batch' $batch; Test-ReadOnly POST 'users' $null; Test-ReadOnly GET 'users' $null; Test-ReadOnly POST '$batch' @{ requests = @($batch.requests[0]) }
            }
            $refused | Should -Be $false, $false, $true, $true
        }
    }

    Context 'Answers' {
        It '<Probe> tells the two ways of the switch <Switch> apart' -ForEach $switchCases {
            $default = Get-Switch $Switch
            $with = @{ Probe = $Probe }
            if ($Write) { $with.AllowWrite = $true }
            try {
                $found = foreach ($value in $default, $Other) {
                    Set-Switch $Switch $value
                    if ($Arrange -eq 'policy change') {
                        $policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
                        $policy.notifyUsersOnPasswordReset = -not $policy.notifyUsersOnPasswordReset
                        $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
                    }
                    # The log is minutes late, the report hours.
                    if ($Arrange) { Step-SandboxClock $sandbox '05:00:00' }
                    (Invoke-Check $with).Findings
                }
            }
            finally { Set-Switch $Switch $default }
            $found[0].verdict | Should -Be Confirmed -Because $found[0].reason
            $found[1].verdict | Should -Be Refuted -Because $found[1].reason
            ($found[0].answer | ConvertTo-Json -Depth 9) | Should -Not -Be ($found[1].answer | ConvertTo-Json -Depth 9)
        }

        It 'knows of every switch of the sandbox whether a probe tells it' {
            # Why no probe of ours can, for those left over.
            $untold = @{
                'inner-error-name' = 'the module shows no raw error body; it reads both spellings'
                'duplicate-error-details' = 'the same'
                'budgets' = 'only by running into it'
                'roles-checked' = 'takes a second account without the role'
                'sign-in-code' = 'not of the tenant but of how the sandbox signs in'
                'code-for-tokens' = 'the same'
                'own-telecom-provider' = 'cannot be read'
                'helpdesk-link-checked' = 'only by writing a wrong link into the policy'
                'audit-service-name' = 'takes the events of a reset in the tenant'
                'audit-trailing-blanks' = 'the same'
                'pim-needs-p2' = 'takes a tenant without P2'
                'smart-lockout-threshold' = 'only by locking somebody out'
            }
            $guide = Get-Content -Raw "$root/docs/guides/sandbox.md"
            $table = [regex]::Match($guide, '(?s)## Switches.*?\n## ').Value
            $names = @([regex]::Matches($table, '(?m)^\| `([\w-]+)` \|').ForEach({ $_.Groups[1].Value }))
            $names.Count | Should -BeGreaterThan 10
            $source = Get-Content -Raw $PSCommandPath
            $names | Where-Object { $_ -notin $untold.Keys -and $source -notmatch "Switch = '$_'|Set-Switch $_ |'$_=true'" } | Should -BeNullOrEmpty -Because 'a new switch is a new doubt: give it a probe and a case above, or say here why none can tell it'
        }

        It 'admin-needs-two tells both ways where administrators have one gate, and nothing where they have two' {
            (Invoke-Check @{ Probe = 'admin-needs-two' }).Findings.verdict | Should -Be Unclear
            $small = Join-Path $TestDrive small.json
            @{
                account = 'root@fabrikam.onmicrosoft.com'; tenant = @{ domains = @(@{ name = 'fabrikam.onmicrosoft.com' }) }
                users = @(@{ upn = 'root@fabrikam.onmicrosoft.com'; displayName = 'Root'; roles = @('Global Administrator'); licenses = @('AAD_PREMIUM'); methods = @{ email = 'root@example.com' } })
                skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 5 })
            } | ConvertTo-Json -Depth 9 | Set-Content $small
            $verdicts = foreach ($switch in 'administrators-need-two-methods=true', 'administrators-need-two-methods=false') {
                $other = Start-TestSandbox '--seed', $small, '--switch', $switch
                try { (Invoke-Check @{ Probe = 'admin-needs-two' } -On $other).Findings.verdict } finally { Stop-TestSandbox $other }
            }
            $verdicts | Should -Be 'Confirmed', 'Refuted'
        }

        It 'report-budget counts what was refused' {
            (Invoke-Check @{ Probe = 'report-budget' }).Findings.verdict | Should -Be Confirmed
            Set-SandboxFault $sandbox throttle -Count 1 -Target userRegistrationDetails
            (Invoke-Check @{ Probe = 'report-budget' }).Findings.verdict | Should -Be Refuted
        }

        It 'report-top-maximum needs more than a page to say anything' {
            (Invoke-Check @{ Probe = 'report-top-maximum' }).Findings.verdict | Should -Be Unclear
            $large = Start-TestSandbox '--users', '60', '--report-page', '20'
            try { $found = (Invoke-Check @{ Probe = 'report-top-maximum' } -On $large).Findings } finally { Stop-TestSandbox $large }
            $found.verdict | Should -Be Confirmed
            $found.answer.own | Should -Be 20
        }

        It 'membership-delay sees a directory that lags' {
            (Invoke-Check @{ Probe = 'membership-delay'; AllowWrite = $true }).Findings.verdict | Should -Be Confirmed
            $null = Invoke-SandboxControl $sandbox PATCH lags @{ directory = 'PT3S' }
            try { $found = (Invoke-Check @{ Probe = 'membership-delay'; AllowWrite = $true }).Findings } finally { $null = Invoke-SandboxControl $sandbox PATCH lags @{ directory = 'PT0S' } }
            $found.verdict | Should -BeIn Refuted, Unclear -Because $found.reason
        }

        It 'sign-ins-permission and sync-role go by what the token holds' {
            $env:SSPRTOOLS_LIVE_ACCESS_TOKEN = New-SandboxToken $sandbox -Scope AuditLog.Read.All, OnPremDirectorySynchronization.Read.All -RoleTemplate '4a5d8f65-41da-4de4-8968-e035b65339cf' | ConvertFrom-SecureString -AsPlainText
            try { $found = (Invoke-Check @{ Probe = 'sign-ins-permission', 'sync-role'; SignIn = 'AccessToken' }).Findings } finally { $env:SSPRTOOLS_LIVE_ACCESS_TOKEN = $null }
            ($found | Where-Object id -EQ sign-ins-permission).verdict | Should -Be Confirmed
            ($found | Where-Object id -EQ sync-role).answer.roles | Should -Be 'Reports Reader'
            (Invoke-Check @{ Probe = 'sync-role' }).Findings.verdict | Should -Be NotRun
        }

        It 'portal-as-app asks for a token as an app' {
            $app = Invoke-SandboxControl $sandbox POST clients @{ kind = 'secret'; name = 'live' }
            $env:SSPRTOOLS_LIVE_CLIENT_SECRET = $app.secret
            try {
                $check = Invoke-Check @{ Probe = 'portal-as-app', 'sync-shape'; SignIn = 'ClientSecret'; ClientId = $app.clientId }
                $env:SSPRTOOLS_LIVE_CLIENT_SECRET = "$($app.secret)x"
                $wrong = Invoke-Check @{ Probe = 'portal-as-app'; SignIn = 'ClientSecret'; ClientId = $app.clientId }
            }
            finally { $env:SSPRTOOLS_LIVE_CLIENT_SECRET = $null }
            ($check.Findings | Where-Object id -EQ portal-as-app).verdict | Should -Be Confirmed
            ($check.Findings | Where-Object id -EQ sync-shape).reason | Should -Match 'app without a user'
            $wrong.ExitCode | Should -Be 1
            "$($check.Text)$($check.Output)$($wrong.Output)".Contains($app.secret) | Should -BeFalse
        }

        It 'portal-global-reader tells both ways of global-reader-reads-portal' -Skip:$IsWindows {
            # az, as a person who only reads would have it.
            $folder = New-Item -ItemType Directory (Join-Path $TestDrive "az-$([guid]::NewGuid())")
            $tokens = foreach ($audience in 'graph', 'portal') {
                (Invoke-SandboxControl $sandbox POST tokens @{ audience = $audience; user = 'reader@fabrikam.example'; wids = @('Global Reader') }).accessToken
            }
            $expires = [DateTimeOffset]::UtcNow.AddHours(1).ToUnixTimeSeconds()
            $form = '{"accessToken":"%s","expires_on":' + $expires + ',"tokenType":"Bearer"}'
            "#!/bin/sh`ncase `"`$*`" in *74658136*) t='$($tokens[1])';; *) t='$($tokens[0])';; esac`nprintf '$form' `"`$t`"" | Set-Content "$folder/az" -NoNewline
            chmod +x "$folder/az"
            $path = $env:PATH
            $env:PATH = "${folder}:$path"
            try {
                $with = @{ Probe = 'portal-global-reader'; SignIn = 'AzureCli'; PortalApi = $true }
                $default = (Invoke-Check $with).Findings
                Set-Switch global-reader-reads-portal $false
                $other = (Invoke-Check $with).Findings
            }
            finally { $env:PATH = $path; Set-Switch global-reader-reads-portal $true }
            $default.verdict | Should -Be Confirmed -Because $default.reason
            $other.verdict | Should -Be Refuted -Because $other.reason
        }
    }

    Context 'Without an answer' {
        It 'nothing is confirmed or refuted by a service that fails' {
            # Only what the script itself asks first is left alone.
            Set-SandboxFault $sandbox server-error
            $check = Invoke-Check @{ AllowWrite = $true }
            $check.ExitCode | Should -Be 0
            $check.Findings | Where-Object verdict -In Confirmed, Refuted | ForEach-Object id | Should -BeNullOrEmpty
            $unclear = @($check.Findings | Where-Object verdict -EQ Unclear)
            $unclear.Count | Should -BeGreaterThan 15
            $unclear | Where-Object id -EQ sync-shape | ForEach-Object reason | Should -Match 'ServiceUnavailable'
        }

        It 'nothing is confirmed for somebody who may read nothing' {
            $env:SSPRTOOLS_LIVE_ACCESS_TOKEN = New-SandboxToken $sandbox -Scope User.Read -RoleTemplate @() | ConvertFrom-SecureString -AsPlainText
            # These ask without the token, about an address that nobody has, or for the organization, which everybody may read.
            $free = 'unknown-segment', 'portal-unauthorized', 'batch-authorization'
            try { $check = Invoke-Check @{ Probe = @((& $script -List).Id | Where-Object { $_ -notin $free -and $_ -notlike 'portal-*' }); SignIn = 'AccessToken' } } finally { $env:SSPRTOOLS_LIVE_ACCESS_TOKEN = $null }
            $check.Findings | Where-Object verdict -EQ Confirmed | ForEach-Object id | Should -BeNullOrEmpty
            ($check.Findings | Where-Object id -EQ users-top-maximum).reason | Should -Match 'PermissionMissing'
        }

        It 'a probe without a verdict is Unclear, whatever it let slip out' {
            $found = & (Get-Module LiveCheck) {
                param($uri)
                $session = Connect-Live -TenantId '' -Sandbox $uri
                $probe = [pscustomobject]@{ Id = 'x'; Section = ''; Fact = ''; Question = ''; RestsOn = ''; Needs = @(); Ask = { 'Confirmed' } }
                Invoke-LiveProbe $session $probe
            } $sandbox.Uri
            $found.Verdict | Should -Be Unclear
        }
    }

    Context 'With -AllowWrite' {
        It 'leaves the tenant as it was' {
            $state = {
                @{
                    users = @((Invoke-SandboxGraph $sandbox GET 'users?$top=999').value.userPrincipalName | Sort-Object)
                    groups = @((Invoke-SandboxGraph $sandbox GET 'groups?$top=999').value.displayName | Sort-Object)
                    policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
                    methods = (Invoke-SandboxGraph $sandbox GET policies/authenticationMethodsPolicy) | Select-Object * -ExcludeProperty lastModifiedDateTime
                } | ConvertTo-Json -Depth 20
            }
            $before = & $state
            Clear-SandboxRequest $sandbox
            $check = Invoke-Check @{ AllowWrite = $true }
            @(Get-SandboxWrite $sandbox).Count | Should -BeGreaterThan 8
            & $state | Should -Be $before
            $check.Output | Should -Not -Match 'could not be removed'
        }

        It 'does not switch anything where reset is on' {
            $policy = Invoke-SandboxPortal $sandbox GET PasswordResetPolicies
            $policy.enablementType = 2
            $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy
            Clear-SandboxRequest $sandbox
            try { $found = (Invoke-Check @{ Probe = 'portal-put'; AllowWrite = $true }).Findings }
            finally { $policy.enablementType = 0; $null = Invoke-SandboxPortal $sandbox PUT PasswordResetPolicies $policy }
            $found.verdict | Should -Be NotRun
            @(Get-SandboxRequest $sandbox | Where-Object { $_.method -eq 'PUT' -and $_.path -match 'PasswordReset' }).Count | Should -Be 1 -Because 'only the test put the policy back'
        }
    }

    Context 'Redaction' {
        It 'no name, id, address, tenant or token of the tenant is in the findings or the output' {
            $check = Invoke-Check @{ AllowWrite = $true }
            $texts = $check.Text, $check.Markdown, $check.Output
            $users = (Invoke-SandboxGraph $sandbox GET 'users?$top=999&$select=id,userPrincipalName,displayName,givenName,surname,mailNickname,mobilePhone,otherMails').value
            $groups = (Invoke-SandboxGraph $sandbox GET 'groups?$top=999&$select=id,displayName').value
            $secrets = @(
                $sandbox.TenantId, $sandbox.DefaultDomain, 'fabrikam', '+44 77009', '+1 20655501', 'eyJ', 'ssprtools-live-'
                $users.id; $users.userPrincipalName; $users.displayName; $users.surname; $users.mobilePhone; $users.otherMails; $groups.id; $groups.displayName
            ) | Where-Object { $_ } | Select-Object -Unique
            $secrets.Count | Should -BeGreaterThan 15
            foreach ($secret in $secrets) { foreach ($text in $texts) { $text -match "(?<!\w)$([regex]::Escape($secret))" | Should -BeFalse -Because "$secret is of the tenant" } }
            # Something was there to be hidden.
            $check.Text | Should -Match '<id-\d+>'
        }

        It 'the same value has the same placeholder, another value another one' {
            $shown = & (Get-Module LiveCheck) {
                $session = [pscustomobject]@{ Redactor = New-Redactor }
                Add-SensitiveAnswer $session ([pscustomobject]@{ userPrincipalName = 'li@a.example'; displayName = 'Li'; targetResources = @([pscustomobject]@{ modifiedProperties = @([pscustomobject]@{ displayName = 'EnablementForUsers'; newValue = 'Secret value' }) }) })
                'Li met li@a.example, Licence, LI', 'ben@a.example and li@a.example', '0f1e2d3c-0000-1111-2222-333344445555 28c10230-6103-485e-b985-444c60001490',
                'eyJhbGciOi.eyJzdWIi.c2ln', 'EnablementForUsers is Secret value', 'call +44 7700 900123 from 10.1.2.3' | ForEach-Object { Hide-Sensitive $session $_ }
            }
            $shown | Should -Be @(
                '<name-1> met <address-1>, Licence, <name-1>', '<address-2> and <address-1>', '<id-1> 28c10230-6103-485e-b985-444c60001490',
                '<token-1>', 'EnablementForUsers is <name-2>', 'call <phone-1> from <ip-1>')
        }

        It 'is readable as markdown, and says that a sandbox confirms nothing' {
            $check = Invoke-Check @{ Probe = 'sync-shape' }
            $check.Markdown | Should -Match 'a rehearsal, it confirms nothing'
            $check.Markdown | Should -Match '\| sync-shape \| 1\.5 \| \*\*Confirmed\*\* \|'
            ($check.Text | ConvertFrom-Json).sandbox | Should -BeTrue
        }
    }

    Context 'Probe <Probe>' -ForEach $probes {
        It 'is whole' {
            $one = & "$root/tests/Live/Probes/$Probe.ps1"
            $one.Id | Should -Be $Probe
            foreach ($text in 'Section', 'Fact', 'Question', 'RestsOn') { $one.$text | Should -Not -BeNullOrEmpty }
            $one.Question | Should -Match '\?'
            $one.Ask | Should -BeOfType scriptblock
        }
    }
}
