# Beside assemblies that other modules brought: not only does the module load, a real sign-in and a request work. Each case in a process of its
# own, and in every PowerShell there is.
BeforeDiscovery {
    $own = $env:SSPRTOOLS_PWSH ? $env:SSPRTOOLS_PWSH : [System.Environment]::ProcessPath
    $shells = @(@{ Shell = 'this PowerShell'; Program = $own })
    $older = Get-Command pwsh74 -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($older -and $PSVersionTable.PSVersion -ge [version] '7.5') { $shells += @{ Shell = 'PowerShell 7.4'; Program = $older.Source } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    $modulePath = Get-TestModulePath
    $lib = Join-Path (Split-Path $modulePath) lib
    $sandbox = Start-TestSandbox
    $client = Invoke-SandboxControl $sandbox POST clients @{ kind = 'secret'; name = 'isolation' }
    $null = Invoke-SandboxGraph $sandbox POST groups @{ displayName = 'Here'; mailEnabled = $false; mailNickname = 'here'; securityEnabled = $true }
    $folder = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "planted-$([guid]::NewGuid())") -ItemType Directory).FullName
    $names = 'Azure.Core', 'Azure.Identity', 'Microsoft.Identity.Client', 'Microsoft.Graph.Core', 'Microsoft.Kiota.Abstractions', 'System.Text.Json'

    # Empty assemblies with the name and the public key of the real ones, and another version: to the runtime these are the real ones.
    Add-Type -AssemblyName Microsoft.CodeAnalysis.CSharp
    function New-Planted([string] $Version) {
        $target = (New-Item (Join-Path $folder $Version) -ItemType Directory -Force).FullName
        foreach ($name in $names) {
            $real = Join-Path $lib "$name.dll"
            $key = [System.Reflection.AssemblyName]::GetAssemblyName((Test-Path $real) ? $real : [System.Text.Json.JsonDocument].Assembly.Location).GetPublicKey()
            $options = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new([Microsoft.CodeAnalysis.OutputKind]::DynamicallyLinkedLibrary)
            if ($key) {
                $bytes = [System.Collections.Immutable.ImmutableArray]::ToImmutableArray([byte[]] $key)
                $options = $options.WithPublicSign($true).WithCryptoPublicKey($bytes)
            }
            $tree = [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText("[assembly: System.Reflection.AssemblyVersion(`"$Version`")] public static class Planted { }")
            $reference = [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location)
            $compilation = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create(
                $name, [Microsoft.CodeAnalysis.SyntaxTree[]] @($tree), [Microsoft.CodeAnalysis.MetadataReference[]] @($reference), $options)
            $file = [System.IO.File]::Create((Join-Path $target "$name.dll"))
            try { $result = $compilation.Emit($file) } finally { $file.Dispose() }
            if (-not $result.Success) { throw "The planted $name could not be made: $($result.Diagnostics)" }
        }
    }
    New-Planted '1.0.0.0'
    New-Planted '99.0.0.0'

    $prelude = {
        $ErrorActionPreference = 'Stop'
        # The runtime has a System.Text.Json of its own on its list: in the default context it answers for a lower version too, and refuses a higher
        # one. So that one goes where a module that needs another version has to put it, a context of its own.
        function Add-Planted {
            foreach ($file in Get-ChildItem $planted -Filter *.dll) {
                $context = $file.BaseName -eq 'System.Text.Json' ? [System.Runtime.Loader.AssemblyLoadContext]::new('other module') : [System.Runtime.Loader.AssemblyLoadContext]::Default
                $null = $context.LoadFromAssemblyPath($file.FullName)
            }
        }
        function Connect-App {
            $credential = [pscredential]::new($app, (ConvertTo-SecureString $secret -AsPlainText -Force))
            Connect-SsprTenant -Sandbox $uri -ClientSecret $credential
        }
        # By the page reader, by the Graph SDK's types, and as text.
        function Get-Work {
            $c = Connect-App
            "$($c.AuthType) $(@(Get-SsprRegistration).Count -gt 0) $(@(Get-SsprGroup | Select-Object -First 1).Count) $([bool] (Invoke-SsprGraphRequest organization))"
        }
        function Get-Version([string] $Context) {
            $found = @{}
            [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ $Context | ForEach-Object Assemblies |
                Where-Object { $_.GetName().Name -in $names } | ForEach-Object { $found[$_.GetName().Name] = "$($_.GetName().Version)" }
            $found
        }
    }

    function Invoke-Child([string] $Program, [scriptblock] $Script, [hashtable] $Variable = @{}) {
        $file = Join-Path $folder "$([guid]::NewGuid()).ps1"
        $settings = (@{ module = $modulePath; uri = "$($sandbox.Uri)"; app = $client.clientId; secret = $client.secret } + $Variable).GetEnumerator() |
            ForEach-Object { "`$$($_.Key) = '$("$($_.Value)" -replace "'", "''")'" }
        @($settings) + "`$names = '$($names -join "','")'" + "$prelude" + "ConvertTo-Json -Depth 5 -Compress -InputObject @(& { $Script })" | Set-Content -LiteralPath $file
        $said = & $Program -NoProfile -NonInteractive -File $file 2>&1
        $json = @($said) -match '^\[' | Select-Object -Last 1
        if (-not $json) { throw "The process said: $($said -join "`n")" }
        , @($json | ConvertFrom-Json -AsHashtable)
    }
}

AfterAll {
    Stop-TestSandbox $sandbox
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}

Describe 'Signing in beside other versions, in <Shell>' -ForEach $shells {
    It 'works with version <Version> of all of them, loaded <When> the module' -ForEach @(
        foreach ($version in '1.0.0.0', '99.0.0.0') { foreach ($when in 'before', 'after') { @{ Version = $version; When = $when } } }
    ) {
        $said = Invoke-Child $Program {
            if ($when -eq 'before') { Add-Planted }
            Import-Module $module
            if ($when -eq 'after') { Add-Planted }
            Get-Work
            Get-Version Default
            Get-Version SsprTools
            Get-Version 'other module'
        } @{ planted = (Join-Path $folder $Version); when = $When }
        $work, $default, $ours, $other = $said

        $work | Should -Be 'ClientSecret True 1 True'
        foreach ($name in $names) {
            ($name -eq 'System.Text.Json' ? $other : $default)[$name] | Should -Be $Version -Because "$name was planted"
        }
        # The credentials' code is in Azure.Core since 1.53; Azure.Identity only refers to it, and nothing of ours asks for that.
        foreach ($name in 'Azure.Core', 'Microsoft.Identity.Client', 'Microsoft.Graph.Core', 'Microsoft.Kiota.Abstractions') {
            $ours[$name] | Should -Be "$([System.Reflection.AssemblyName]::GetAssemblyName((Join-Path $lib "$name.dll")).Version)" -Because "$name is the module's own"
        }
    }

    It 'works <How>' -ForEach @(
        @{ How = 'after Import-Module -Force'; Script = { Import-Module $module; $null = Get-Work; Import-Module $module -Force; Get-Work }; Count = 1 }
        @{ How = 'in ForEach-Object -Parallel'; Count = 3; Script = {
                $work = "${function:Get-Work}"; $connect = "${function:Connect-App}"
                1..3 | ForEach-Object -ThrottleLimit 3 -Parallel {
                    $uri, $app, $secret = $using:uri, $using:app, $using:secret
                    ${function:Get-Work} = $using:work; ${function:Connect-App} = $using:connect
                    Import-Module $using:module
                    Get-Work
                }
            }
        }
        @{ How = 'in thread jobs'; Count = 2; Script = {
                $work = "${function:Get-Work}"; $connect = "${function:Connect-App}"
                $jobs = 1..2 | ForEach-Object {
                    Start-ThreadJob {
                        $uri, $app, $secret = $using:uri, $using:app, $using:secret
                        ${function:Get-Work} = $using:work; ${function:Connect-App} = $using:connect
                        Import-Module $using:module
                        Get-Work
                    }
                }
                $jobs | Receive-Job -Wait -AutoRemoveJob | ForEach-Object { "$_" }
            }
        }
        @{ How = 'in a job'; Count = 1; Script = {
                $work = "${function:Get-Work}"; $connect = "${function:Connect-App}"; $add = "${function:Add-Planted}"
                Start-Job {
                    $uri, $app, $secret, $planted = $using:uri, $using:app, $using:secret, $using:planted
                    ${function:Get-Work} = $using:work; ${function:Connect-App} = $using:connect; ${function:Add-Planted} = $using:add
                    Add-Planted
                    Import-Module $using:module
                    Get-Work
                } | Receive-Job -Wait -AutoRemoveJob | ForEach-Object { "$_" }
            }
        }
    ) {
        $said = Invoke-Child $Program ([scriptblock]::Create("Add-Planted`n$Script")) @{ planted = (Join-Path $folder '99.0.0.0') }
        $said | Should -Be (@('ClientSecret True 1 True') * $Count)
    }

    It 'loads nothing of a sign-in for <Way>, so that its start does not grow' -ForEach @(
        @{ Way = '-Sandbox'; Connect = 'Connect-SsprTenant -Sandbox $uri' }
        @{ Way = '-AccessToken'; Connect = 'Connect-SsprTenant -Sandbox $uri -AccessToken (ConvertTo-SecureString (Invoke-RestMethod "${uri}_sandbox").accessToken -AsPlainText -Force)' }
    ) {
        $loaded = Invoke-Child $Program ([scriptblock]::Create("Import-Module `$module; `$null = $Connect; `$null = Get-SsprRegistration | Select-Object -First 1; Get-Version SsprTools; Get-Version Default; `$null = Connect-App; Get-Version SsprTools"))
        foreach ($name in 'Azure.Core', 'Azure.Identity', 'Microsoft.Identity.Client') {
            $loaded[0].Keys | Should -Not -Contain $name
            $loaded[1].Keys | Should -Not -Contain $name
            if ($name -ne 'Azure.Identity') { $loaded[2].Keys | Should -Contain $name -Because 'the look would find it' }
        }
    }
}
