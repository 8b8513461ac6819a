BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $schema = "$root/docs/schemas/sspr-policy.v1.schema.json"
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Export-SsprPolicy' {
    BeforeEach {
        Clear-SandboxFault $sandbox
        $file = "$TestDrive/$([guid]::NewGuid()).json"
    }

    It 'writes every setting to a file of the committed schema, for the user alone, without a secret' {
        $export = Export-SsprPolicy $file
        $export.Path | Should -Be $file
        $export.Unknown | Should -BeNullOrEmpty
        $text = Get-Content $file -Raw
        Test-Json -Json $text -SchemaFile $schema | Should -BeTrue
        $text | Should -Not -Match 'eyJ[\w-]+\.'
        ($text | ConvertFrom-Json).sections.portal.enablementType | Should -Be 0
        if (-not $IsWindows) { (Get-Item $file).UnixMode | Should -Be '-rw-------' }
    }

    It 'is found out by the schema when <What>' -ForEach @(
        @{ What = 'a setting is unknown'; Change = { param($p) $p.settings | Add-Member Nonsense 1 } }
        @{ What = 'a value is none'; Change = { param($p) $p.settings.ReconfirmDays = 731 } }
        @{ What = 'the version is another'; Change = { param($p) $p.version = 2 } }
    ) {
        $null = Export-SsprPolicy $file
        $policy = Get-Content $file -Raw | ConvertFrom-Json
        & $Change $policy
        Test-Json -Json ($policy | ConvertTo-Json -Depth 20) -SchemaFile $schema -ErrorAction Ignore | Should -BeFalse
    }

    It 'writes backups of the same schema' {
        $change = Set-SsprPolicy -NotifyAdmins $true -Confirm:$false -BackupPath $file
        Test-Json -Json (Get-Content $change.BackupPath -Raw) -SchemaFile $schema | Should -BeTrue
    }

    It 'needs -Force for a file that exists' {
        Set-Content $file mine
        Export-SsprPolicy $file -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be 'BackupFailed,SsprTools.Commands.ExportSsprPolicyCommand'
        Get-Content $file | Should -Be mine
        (Export-SsprPolicy $file -Force).Path | Should -Be $file
        (Get-Content $file -Raw | ConvertFrom-Json).kind | Should -Be 'SsprTools.Policy'
    }

    It 'names what it could not read, and still writes the rest' {
        $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope User.Read) -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $export = Export-SsprPolicy $file -Connection $connection -ErrorVariable problem -ErrorAction SilentlyContinue
        $export.Unknown | Should -Contain 'AdminSsprEnabled'
        $problem.FullyQualifiedErrorId | Should -Contain 'PermissionMissing,SsprTools.Commands.ExportSsprPolicyCommand'
        (Get-Content $file -Raw | ConvertFrom-Json).unknown.AdminSsprEnabled | Should -Match 'could not be read'
    }

    It 'signs a file, and a file that was changed since is refused' {
        $key = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Signer', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([datetimeoffset]::UtcNow.AddDays(-1), [datetimeoffset]::UtcNow.AddDays(1))
        $export = Export-SsprPolicy $file -Certificate $certificate
        $export.Signature.Thumbprint | Should -Be $certificate.Thumbprint
        Test-Json -Json (Get-Content $file -Raw) -SchemaFile $schema | Should -BeTrue
        $alone = Connect-SsprTenant -AccessToken ('x' | ConvertTo-SecureString -AsPlainText -Force) -PassThru
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        @(Compare-SsprPolicy -Path $file).Count | Should -BeGreaterThan 20
        (Get-Content $file -Raw) -replace '"ReconfirmDays": 180', '"ReconfirmDays": 90' -replace '"registrationReconfirmIntevalInDays": 180', '"registrationReconfirmIntevalInDays": 90' | Set-Content $file
        { Compare-SsprPolicy -Path $file -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidBackup,*' -ExpectedMessage '*signature*'
    }

    It 'stops within two seconds' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stopped = Measure-Stop '$null = Connect-SsprTenant -Sandbox $uri; Export-SsprPolicy $file' @{ uri = $sandbox.Uri; file = $file } -After 1500
        $stopped.WasRunning | Should -BeTrue
        $stopped.Elapsed.TotalSeconds | Should -BeLessThan 2
        $file | Should -Not -Exist
    }
}
