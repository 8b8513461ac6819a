BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Connect-SsprTenant, Get-SsprContext, Disconnect-SsprTenant' {
    BeforeEach { Disconnect-SsprTenant }
    AfterEach { Clear-SandboxFault $sandbox }

    It 'connects to a sandbox and says to what' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri
        $connection.TenantId | Should -Be $sandbox.TenantId
        $connection.Environment | Should -Be Sandbox
        $connection.IsSandbox | Should -BeTrue
        $connection.PortalApi | Should -BeTrue
        $connection.Scopes | Should -Contain User.ReadWrite.All
        (Get-SsprContext).TenantId | Should -Be $sandbox.TenantId
    }

    It 'takes the address by the pipeline' { ([pscustomobject]@{ Uri = $sandbox.Uri } | Connect-SsprTenant).TenantId | Should -Be $sandbox.TenantId }

    It 'an address that is no sandbox is refused' -ForEach @(
        @{ address = 'https://graph.microsoft.com' }
        @{ address = 'http://192.0.2.1:80' }
    ) {
        { Connect-SsprTenant -Sandbox $address } | Should -Throw -ErrorId 'NotASandbox,*'
        Get-SsprContext | Should -BeNullOrEmpty
    }

    It 'a port where nobody listens is ServiceUnreachable' {
        { Connect-SsprTenant -Sandbox 'http://127.0.0.1:9' } | Should -Throw -ErrorId 'ServiceUnreachable,*'
    }

    It 'without a connection every command says so' {
        { Get-SsprRegistration } | Should -Throw -ErrorId 'NotConnected,SsprTools.Commands.GetSsprRegistrationCommand'
    }

    It 'disconnecting twice is no error, and the connection is closed' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri
        Disconnect-SsprTenant
        Disconnect-SsprTenant
        Get-SsprContext | Should -BeNullOrEmpty
        { Get-SsprRegistration -Connection $connection } | Should -Throw
    }

    It '-PassThru leaves the current connection alone' {
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $other = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope User.Read.All) -PassThru
        $other.Scopes | Should -Be User.Read.All
        (Get-SsprContext).Scopes | Should -Not -Be User.Read.All
    }

    It 'parallel runspaces do not share it' {
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $path = Get-TestModulePath
        $seen = 1..2 | ForEach-Object -Parallel { Import-Module $using:path; [bool] (Get-SsprContext) } -ThrottleLimit 2
        $seen | Should -Be @($false, $false)
    }

    It 'an access token connects to its cloud and shows whose it is' {
        $connection = Connect-SsprTenant -AccessToken (New-SandboxToken $sandbox -Scope User.Read.All, AuditLog.Read.All) -Environment USGov
        $connection.AuthType | Should -Be AccessToken
        $connection.Environment | Should -Be USGov
        $connection.Cloud.Graph.Host | Should -Be graph.microsoft.us
        $connection.Scopes | Sort-Object | Should -Be @('AuditLog.Read.All', 'User.Read.All')
        $connection.PortalApi | Should -BeFalse
        $connection.ExpiresOn | Should -BeGreaterThan ([DateTimeOffset]::UtcNow)
    }

    It 'knows an app''s token' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope User.Read.All -AppOnly)
        $connection.IsAppOnly | Should -BeTrue
    }

    It 'shows as Unknown what a token does not say' {
        $view = Connect-SsprTenant -AccessToken (ConvertTo-SecureString 'not-a-jwt' -AsPlainText -Force) -PassThru | Out-String
        foreach ($label in 'Account', 'Tenant', 'App only', 'Scopes', 'Token until') { $view -replace '\e\[[\d;]*m' | Should -Match "$label +: Unknown" }
    }

    It 'an unknown cloud or an empty token is refused' {
        { Connect-SsprTenant -AccessToken (ConvertTo-SecureString 'x.y.z' -AsPlainText -Force) -Environment Mars } | Should -Throw -ErrorId 'InvalidArgument,*' -ExpectedMessage '*Mars*'
        { Connect-SsprTenant -AccessToken (ConvertTo-SecureString ' ' -AsPlainText -Force) } | Should -Throw -ErrorId 'InvalidArgument,*'
    }

    It 'an expired token says what to do' {
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope AuditLog.Read.All -ExpiresIn -60)
        try { Get-SsprRegistration } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -Be 'AccessTokenExpired,SsprTools.Commands.GetSsprRegistrationCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'Connect-SsprTenant'
    }

    It 'renews the sandbox''s own token when its clock has moved' {
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        Step-SandboxClock $sandbox (New-TimeSpan -Hours 3)
        Get-SsprRegistration | Should -Not -BeNullOrEmpty
    }

    It 'puts no token into any stream, transcript or error' {
        $secure = New-SandboxToken $sandbox -Scope User.Read.All
        $token = [System.Net.NetworkCredential]::new('', $secure).Password
        $all = Get-AllText {
            Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken $secure -Verbose -Debug
            Get-SsprContext -Verbose
            Get-SsprMethod "ben@$($sandbox.DefaultDomain)" -Verbose -Debug -ErrorAction Continue
            try { Get-SsprRegistration -Verbose -Debug } catch { $_ }
        }
        $all.Text | Should -Match 'GET /v1.0'
        $all.Text.Contains($token) | Should -BeFalse
        $all.Text.Contains($token.Split('.')[2]) | Should -BeFalse
    }

    It 'a sandbox that stops in the middle is ServiceUnreachable' {
        $short = Start-TestSandbox
        $connection = Connect-SsprTenant -Sandbox $short.Uri -PassThru
        Stop-TestSandbox $short
        { Get-SsprRegistration -Connection $connection } | Should -Throw -ErrorId 'ServiceUnreachable,*'
        { "a@b.example", "c@d.example" | Get-SsprMethod -Connection $connection } | Should -Throw -ErrorId 'ServiceUnreachable,*'
    }

    It 'completes the clouds' { Get-Completion 'Connect-SsprTenant -Environment US' | Should -Be @('USGov', 'USGovDoD') }
}
