# Whether a connection can run a cmdlet, and the script that grants what is missing.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Shared.psm1"
    Import-TestModule
    $cases = foreach ($command in Get-Command -Module SsprTools) {
        $needs = @($command.ImplementingType.GetCustomAttributes($true) | Where-Object { $_.GetType().Name -eq 'GraphPermissionAttribute' })
        if ($needs) { @{ Name = $command.Name; Permissions = @($needs | Where-Object { $_.Permission -notmatch ' ' -and -not $_.For } | ForEach-Object Permission | Sort-Object -Unique) } }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    function Connect-App([string[]] $Role) { Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope $Role -AppOnly) -PassThru }
    # The engine's types are in a context of their own, so PowerShell does not find them by name.
    function New-Request([System.Reflection.Assembly] $Engine, [object[]] $Value) {
        $type = $Engine.GetType('SsprTools.Graph.Readiness.CommandRequest')
        $list = [array]::CreateInstance($type, 1)
        $list[0] = [activator]::CreateInstance($type, $Value)
        , $list
    }
    $globalAdministrator = '62e90394-69f5-4237-9190-012177145e10'
    $reportsReader = '4a5d8f65-41da-4de4-8968-e035b65339cf'
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Test-SsprPrerequisite -Command' {
    It 'knows what <Name> needs from its own attributes: with exactly that an app passes, with one less it is named' -ForEach $cases {
        $portal = (Get-Command $Name).ImplementingType.GetCustomAttributes($true) | Where-Object { $_.GetType().Name -eq 'GraphPermissionAttribute' -and $_.Permission -match ' ' }
        $enough = Connect-App ($Permissions + 'LicenseAssignment.Read.All')
        $result = Test-SsprPrerequisite -Command $Name -Connection $enough
        $result.Command | Should -Be $Name
        $result.MissingPermission | Should -BeNullOrEmpty
        if (-not $portal) { "$($result.Verdict)" | Should -Be 'Pass' -Because $result.Reason }
        $none = Connect-App 'Nothing.At.All'
        $result = Test-SsprPrerequisite -Command $Name -Connection $none
        if ($Permissions) {
            "$($result.Verdict)" | Should -Be 'Fail'
            @($result.MissingPermission | Sort-Object) | Should -Be $Permissions
            $result.Reason | Should -Match ([regex]::Escape($Permissions[0]))
            $result.NextStep | Should -Match 'Connect-SsprTenant -Scope'
        }
    }

    It 'says what only <Part> of <Name> lacks, and lets the command pass without' -ForEach @(
        @{ Name = 'Enable-SsprGroup'; Part = '-Nest'; Missing = 'GroupMember\.ReadWrite\.All' }
        @{ Name = 'Set-SsprPolicy'; Part = '-Wait'; Missing = 'AuditLog\.Read\.All' }
        @{ Name = 'Get-SsprPolicy'; Part = '-Group'; Missing = 'AuditLog\.Read\.All' }
    ) {
        $scopes = 'Policy.ReadWrite.AuthenticationMethod', 'Policy.ReadWrite.Authorization', 'Policy.Read.All', 'LicenseAssignment.Read.All'
        $without = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope ($scopes + 'Group.Read.All') -RoleTemplate $globalAdministrator) -PassThru
        $result = Test-SsprPrerequisite -Command $Name -Connection $without
        "$($result.Verdict)" | Should -Be 'Pass' -Because $result.Reason
        $result.MissingPermission | Should -BeNullOrEmpty
        $result.Reason | Should -Match "For ${Part}: .*$Missing"
        $with = Connect-SsprTenant -Sandbox $sandbox.Uri -PassThru
        (Test-SsprPrerequisite -Command $Name -Connection $with).Reason | Should -Not -Match 'For -.*lacks'
    }

    It 'knows that a higher permission holds a lower one' {
        $result = Test-SsprPrerequisite -Command Get-SsprGroup -Connection (Connect-App Directory.Read.All, LicenseAssignment.Read.All)
        "$($result.Verdict)" | Should -Be 'Pass'
        $result = Test-SsprPrerequisite -Command New-SsprGroup -Connection (Connect-App Directory.Read.All, LicenseAssignment.Read.All)
        $result.MissingPermission | Should -Contain 'Group.ReadWrite.All'
        $result.MissingPermission | Should -Not -Contain 'User.Read.All'
    }

    It 'does not take a permission for a higher one that is not: <Held> for <Name>' -ForEach @(
        @{ Name = 'Remove-SsprGroup'; Held = 'Directory.ReadWrite.All'; Missing = 'Group.ReadWrite.All' }
        @{ Name = 'Remove-SsprTestUser'; Held = 'Directory.ReadWrite.All'; Missing = 'User.ReadWrite.All' }
        @{ Name = 'Test-SsprPrerequisite'; Held = 'LicenseAssignment.ReadWrite.All'; Missing = 'LicenseAssignment.Read.All' }
    ) {
        $result = Test-SsprPrerequisite -Command $Name -Connection (Connect-App $Held)
        "$($result.Verdict)" | Should -Be 'Fail'
        $result.MissingPermission | Should -Contain $Missing
    }

    It 'is Unknown where a permission is listed for less than the whole answer' {
        $result = Test-SsprPrerequisite -Command Get-SsprGroup -Connection (Connect-App GroupMember.Read.All, LicenseAssignment.Read.All)
        "$($result.Verdict)" | Should -Be 'Unknown'
        $result.MissingPermission | Should -BeNullOrEmpty
        $result.Reason | Should -Match 'Group.Read.All is not documented'
    }

    It 'is Unknown for a Global Reader who wants the policy: that is nowhere confirmed' {
        $scopes = 'Policy.Read.All', 'Group.Read.All', 'LicenseAssignment.Read.All'
        $reader = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope $scopes -RoleTemplate 'f2ef992c-3afb-46b9-b7cf-a126ee74c451') -PassThru
        $result = Test-SsprPrerequisite -Command Get-SsprPolicy -Connection $reader
        "$($result.Verdict)" | Should -Be 'Unknown' -Because $result.Reason
        $result.Reason | Should -Match 'Global Reader'
        $policyAdministrator = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (
            New-SandboxToken $sandbox -Scope $scopes -RoleTemplate '0526716b-113d-4c15-b2c8-68e3c22b9f80', 'f2ef992c-3afb-46b9-b7cf-a126ee74c451') -PassThru
        $result = Test-SsprPrerequisite -Command Get-SsprPolicy -Connection $policyAdministrator
        "$($result.Verdict)" | Should -Be 'Pass' -Because $result.Reason
    }

    It 'names the role that a person lacks, and passes the Global Administrator' {
        $token = New-SandboxToken $sandbox -Scope User.ReadWrite.All, GroupMember.ReadBasic.All, LicenseAssignment.Read.All -RoleTemplate $reportsReader
        $result = Test-SsprPrerequisite -Command Remove-SsprTestUser -Connection (Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken $token -PassThru)
        "$($result.Verdict)" | Should -Be 'Fail'
        $result.MissingRole | Should -Contain 'User Administrator'
        $token = New-SandboxToken $sandbox -Scope User.ReadWrite.All, GroupMember.ReadBasic.All, LicenseAssignment.Read.All -RoleTemplate $globalAdministrator
        $result = Test-SsprPrerequisite -Command Remove-SsprTestUser -Connection (Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken $token -PassThru)
        "$($result.Verdict)" | Should -Be 'Pass' -Because $result.Reason
    }

    It 'says that the policy takes a person, to an app; and -PortalApi, to a person' {
        $app = Connect-App Group.Read.All, LicenseAssignment.Read.All
        # A sandbox connection with a token of its own has the portal API; the clouds' do not.
        $cloud = Connect-SsprTenant -AccessToken (New-SandboxToken $sandbox -Scope Group.Read.All -AppOnly) -PassThru
        $cloud.PortalApi | Should -BeFalse
        $app.PortalApi | Should -BeTrue
        $rules = $cloud.GetType().Assembly.GetType('SsprTools.Graph.Readiness.CommandRules')
        $requests = New-Request $rules.Assembly @('PUT /api/PasswordReset/PasswordResetPolicies', 'to use the portal', '', $false)
        $result = $rules::Judge('Enable-SsprGroup', $requests, $cloud, $true)
        "$($result.Verdict)" | Should -Be 'Fail'
        $result.Reason | Should -Match 'people only'
        $person = Connect-SsprTenant -AccessToken (New-SandboxToken $sandbox -Scope Group.Read.All) -PassThru
        $rules::Judge('Enable-SsprGroup', $requests, $person, $true).NextStep | Should -Match '-PortalApi'
    }

    It 'says what a cloud lacks, and the command itself refuses before any request' {
        $china = Connect-SsprTenant -AccessToken (New-SandboxToken $sandbox -Scope AuditLog.Read.All, User.Read.All) -Environment China -PassThru
        $rules = $china.GetType().Assembly.GetType('SsprTools.Graph.Readiness.CommandRules')
        $requests = New-Request $rules.Assembly @('GET /auditLogs/directoryAudits', 'AuditLog.Read.All', '', $true)
        $result = $rules::Judge('Get-SsprEvent', $requests, $china, $true)
        "$($result.Verdict)" | Should -Be 'Fail'
        $result.Obstacle | Should -Match 'China has no audit log'
        { Get-SsprEvent -Connection $china } | Should -Throw -ErrorId 'NotInThisCloud,*'
    }

    It 'is Unknown, not a pass, where the token does not say' {
        $opaque = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope LicenseAssignment.Read.All) -PassThru
        $person = Test-SsprPrerequisite -Command Test-SsprPrerequisite -Connection $opaque
        "$($person.Verdict)" | Should -BeIn 'Pass', 'Unknown', 'Fail'
        $blank = Connect-SsprTenant -AccessToken (ConvertTo-SecureString 'not-a-jwt' -AsPlainText -Force) -PassThru
        $rules = $blank.GetType().Assembly.GetType('SsprTools.Graph.Readiness.CommandRules')
        $requests = New-Request $rules.Assembly @('GET /users', 'User.Read.All', 'Global Reader', $true)
        $result = $rules::Judge('Get-SsprTestUser', $requests, $blank, $true)
        "$($result.Verdict)" | Should -Be 'Unknown'
        $result.MissingPermission | Should -BeNull
        $result.MissingRole | Should -BeNull
    }

    It 'takes wildcards, and refuses a name that is none of the module''s' {
        @(Test-SsprPrerequisite -Command Get-Ssprgroup, *-SsprGroupMember).Count | Should -Be 3
        { Test-SsprPrerequisite -Command Get-Mailbox } | Should -Throw -ErrorId 'InvalidArgument,*'
    }

    It 'completes the names' { Get-Completion 'Test-SsprPrerequisite -Command Get-SsprG' | Should -Be 'Get-SsprGroup' }

    It 'shows command, verdict and reason' {
        $text = Test-SsprPrerequisite -Command Get-SsprGroup -Connection (Connect-App User.Read.All) | Out-String -Width 200
        $text | Should -Match 'Get-SsprGroup\s+Fail\s+The token lacks'
    }
}

Describe 'Test-SsprPrerequisite -Command -AsScript' {
    It 'writes a script that parses, and grants exactly what is needed' {
        $script = Test-SsprPrerequisite -Command Get-SsprGroup, New-SsprGroup -AsScript -PrincipalId 11111111-2222-3333-4444-555555555555
        $problems = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($script, [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
        $script | Should -Match '11111111-2222-3333-4444-555555555555'
        $names = [regex]::Matches($script, "'([\w-]+\.[\w.]+)'") | ForEach-Object { $_.Groups[1].Value } | Sort-Object
        # Group.ReadWrite.All holds the other permissions for groups.
        $names | Should -Be 'Group.ReadWrite.All', 'User.Read.All'
    }

    It 'grants to the connected app itself when it is not told to whom' {
        $app = Connect-App User.Read.All
        Test-SsprPrerequisite -Command Get-SsprGroup -AsScript -Connection $app | Should -Match ([regex]::Escape($app.ObjectId))
    }

    It 'says what no app can do' {
        Test-SsprPrerequisite -Command Enable-SsprGroup -AsScript | Should -Match 'An app cannot do PUT /api/PasswordReset'
    }
}
