# Several tenants at once, in turns and in parallel.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1", "$PSScriptRoot/SignIn.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $modulePath = Get-TestModulePath
    function New-Client([string] $Kind, [hashtable] $More = @{}) { New-SignInClient $sandbox $Kind $More }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Several connections' {
    BeforeAll {
        $seed = Join-Path $TestDrive seed.json
        @{
            tenant = @{ id = 'bbbbbbbb-1111-2222-3333-444444444444'; displayName = 'Fabrikam'; domains = @(@{ name = 'fabrikam.example'; default = $true; verified = $true }) }
            skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 5 })
            users = @(@{ upn = 'root@fabrikam.example'; displayName = 'Root'; roles = @('Global Administrator') })
        } | ConvertTo-Json -Depth 5 | Set-Content $seed
        $second = Start-TestSandbox '--seed', $seed
    }
    AfterAll { Stop-TestSandbox $second }

    It 'two tenants in turns in parallel runspaces do not mix, and each runspace shows its own' {
        $second.TenantId | Should -Not -Be $sandbox.TenantId
        $places = foreach ($place in $sandbox, $second) {
            $client = New-SignInClient $place secret
            @{ Uri = $place.Uri; Tenant = $place.TenantId; Domain = $place.DefaultDomain; Credential = New-SecretCredential $client }
        }
        Clear-SandboxRequest $sandbox; Clear-SandboxRequest $second
        $seen = 1..8 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:modulePath
            $own, $other = ($using:places)[$_ % 2], ($using:places)[($_ + 1) % 2]
            $before = Get-SsprContext
            $null = Connect-SsprTenant -Sandbox $own.Uri -ClientSecret $own.Credential
            $foreign = Connect-SsprTenant -Sandbox $other.Uri -ClientSecret $other.Credential -PassThru
            foreach ($round in 1..3) {
                [pscustomobject]@{
                    Own = $own.Tenant; Current = (Get-SsprContext).TenantId; Domain = $own.Domain; Users = @(Get-SsprRegistration).UserPrincipalName
                    OtherDomain = $other.Domain; OtherUsers = @(Get-SsprRegistration -Connection $foreign).UserPrincipalName; Other = $other.Tenant; Foreign = $foreign.TenantId
                }
            }
            Disconnect-SsprTenant
            # The other one is still open, and the runspace has none of its own any more.
            if (Get-SsprContext) { throw 'Still connected.' }
            if (-not (Get-SsprRegistration -Connection $foreign)) { throw 'The other connection was closed.' }
        }
        @($seen).Count | Should -Be 24
        foreach ($one in $seen) {
            $one.Current | Should -Be $one.Own
            $one.Foreign | Should -Be $one.Other
            $one.Users | Should -Not -BeNullOrEmpty
            $one.OtherUsers | Should -Not -BeNullOrEmpty
            $one.Users | Where-Object { $_ -notlike "*@$($one.Domain)" -and $_ -notlike '*#EXT#*' } | Should -BeNullOrEmpty
            $one.OtherUsers | Where-Object { $_ -notlike "*@$($one.OtherDomain)" -and $_ -notlike '*#EXT#*' } | Should -BeNullOrEmpty
        }
        # Each sandbox signs its tokens with a key of its own: one that went to the other would be refused.
        @(Get-SandboxRequest $sandbox).status + @(Get-SandboxRequest $second).status | Sort-Object -Unique | Should -Be 200
    }

    It 'are worked on in turns without mixing' {
        $a = Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential (New-Client secret)) -PassThru
        $b = Connect-SsprTenant -Sandbox $second.Uri -PassThru
        Clear-SandboxRequest $sandbox; Clear-SandboxRequest $second
        foreach ($i in 1..3) { $null = Get-SsprRegistration -Connection $a | Select-Object -First 1; $null = Get-SsprRegistration -Connection $b | Select-Object -First 1 }
        @(Get-SandboxRequest $sandbox).Count | Should -Be 3
        @(Get-SandboxRequest $second).Count | Should -Be 3
        @(Get-SandboxRequest $sandbox).status + @(Get-SandboxRequest $second).status | Sort-Object -Unique | Should -Be 200
    }

    It 'one connection serves parallel runspaces' {
        $shared = Connect-SsprTenant -Sandbox $sandbox.Uri -ClientSecret (New-SecretCredential (New-Client secret)) -PassThru
        $null = Invoke-SandboxControl $sandbox POST tokens/expire
        $counts = 1..6 | ForEach-Object -ThrottleLimit 6 -Parallel { Import-Module $using:modulePath; @(Get-SsprRegistration -Connection $using:shared).Count }
        @($counts | Sort-Object -Unique).Count | Should -Be 1
        $counts[0] | Should -BeGreaterThan 0
    }
}
