# What keeps the module's packages apart from those of other modules. Each case runs in a PowerShell process of its own, because an
# assembly once loaded stays; and in every PowerShell there is, because the rule differs between .NET 8 and .NET 10.
BeforeDiscovery {
    $own = $env:SSPRTOOLS_PWSH ? $env:SSPRTOOLS_PWSH : [System.Environment]::ProcessPath
    $shells = @(@{ Shell = 'this PowerShell'; Program = $own })
    $older = Get-Command pwsh74 -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    if ($older -and $PSVersionTable.PSVersion -ge [version] '7.5') { $shells += @{ Shell = 'PowerShell 7.4'; Program = $older.Source } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1"
    $modulePath = Get-TestModulePath
    $lib = Join-Path (Split-Path $modulePath) lib
    $cmdletCount = @((Import-PowerShellDataFile $modulePath).CmdletsToExport).Count

    # Starts a fresh process, in which $module and $lib are set and the functions below are there; gives back what the script returned.
    $prelude = {
        $ErrorActionPreference = 'Stop'
        function Connect-Somewhere {
            # A token for nobody: connecting with one opens no socket.
            $text = 'e30.' + [convert]::ToBase64String([text.encoding]::UTF8.GetBytes('{"upn":"nobody@contoso.com","tid":"t"}')).TrimEnd('=') + '.x'
            Connect-SsprTenant -AccessToken (ConvertTo-SecureString $text -AsPlainText -Force) @args
        }
        function Use-Engine {
            $connection = Connect-Somewhere
            # The Graph SDK loads when its client is made.
            $null = $connection.GetType().GetProperty('Directory', [System.Reflection.BindingFlags] 'Instance, NonPublic').GetValue($connection)
            # What no request of this process happened to need loads as it would then.
            $own = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ 'SsprTools'
            foreach ($file in Get-ChildItem $lib -Filter *.dll) { $null = $own.LoadFromAssemblyName([System.Reflection.AssemblyName]::new($file.BaseName)) }
        }
        function Get-Loaded {
            foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
                foreach ($assembly in $context.Assemblies) {
                    $name = $assembly.GetName()
                    [pscustomobject]@{ Context = $context.Name; Name = $name.Name; Version = "$($name.Version)"; Location = $assembly.IsDynamic ? '' : $assembly.Location }
                }
            }
        }
    }

    function Invoke-Child([string] $Program, [scriptblock] $Script, [hashtable] $Variable = @{}) {
        $file = Join-Path ([System.IO.Path]::GetTempPath()) "isolation-$([guid]::NewGuid()).ps1"
        $settings = (@{ module = $modulePath; lib = $lib } + $Variable).GetEnumerator() | ForEach-Object { "`$$($_.Key) = '$("$($_.Value)" -replace "'", "''")'" }
        @($settings) + "$prelude" + "ConvertTo-Json -Depth 4 -Compress -InputObject @(& { $Script })" | Set-Content -LiteralPath $file
        try { $said = & $Program -NoProfile -NonInteractive -File $file 2>&1 }
        finally { Remove-Item $file }
        $json = @($said) -match '^\[' | Select-Object -Last 1
        if (-not $json) { throw "The process said: $($said -join "`n")" }
        , @($json | ConvertFrom-Json)
    }

    # An assembly of a given name that is newer than any real one and holds nothing. (Add-Type would give it a random name.)
    function New-FakeAssembly([string] $Folder, [string] $Name) {
        $path = Join-Path $Folder bin "$Name.dll"
        if (Test-Path $path) { return $path }
        $null = New-Item $Folder -ItemType Directory -Force
        Set-Content (Join-Path $Folder Planted.cs) 'public static class Planted { }'
        Set-Content (Join-Path $Folder Planted.csproj) @"
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net8.0</TargetFramework>
    <AssemblyName>$Name</AssemblyName>
    <Version>99.0.0</Version>
    <OutDir>bin/</OutDir>
  </PropertyGroup>
</Project>
"@
        $said = dotnet build (Join-Path $Folder Planted.csproj) --nologo 2>&1
        if ($LASTEXITCODE -ne 0) { throw "The planted $Name could not be built: $($said -join "`n")" }
        $path
    }

    $planting = Join-Path ([System.IO.Path]::GetTempPath()) "planted-$([guid]::NewGuid())"

    # The engine's types that the runtime must have to load a type at all, before any code of ours has run.
    function Find-EarlyNeed([type] $Type, [string] $Engine) {
        function Test-Named([type] $Candidate) {
            $Candidate.Assembly.GetName().Name -eq $Engine -or @($Candidate.GetGenericArguments() | Where-Object { Test-Named $_ }).Count -gt 0
        }
        for ($base = $Type.BaseType; $base; $base = $base.BaseType) { if (Test-Named $base) { "$Type derives from $base" } }
        foreach ($interface in $Type.GetInterfaces()) { if (Test-Named $interface) { "$Type implements $interface" } }
        foreach ($field in $Type.GetFields([System.Reflection.BindingFlags] 'Instance, Static, Public, NonPublic')) {
            if ($field.FieldType.IsValueType -and (Test-Named $field.FieldType)) { "$Type holds the value $field" }
        }
    }
}

AfterAll { Remove-Item $planting -Recurse -Force -ErrorAction Ignore }

Describe 'The cmdlets'' assembly' {
    BeforeAll {
        Import-TestModule
        $assembly = (Get-Command Connect-SsprTenant).ImplementingType.Assembly
    }

    It 'references only the framework, PowerShell and SsprTools.Graph' {
        $shipped = (Get-ChildItem $lib -Filter *.dll).BaseName
        $others = $assembly.GetReferencedAssemblies().Name | Where-Object { $_ -notin 'System.Management.Automation', 'SsprTools.Graph' }
        # Microsoft.Win32.Primitives is the framework's too: what a program that cannot be started throws.
        $others | Where-Object { $_ -notlike 'System.*' -and $_ -notin 'netstandard', 'mscorlib', 'Microsoft.CSharp', 'Microsoft.Win32.Primitives' } | Should -BeNullOrEmpty
        $others | Where-Object { $_ -in $shipped } | Should -BeNullOrEmpty -Because 'the default context would answer with its own copy'
    }

    It 'has no public type that needs an engine type to load: PowerShell looks at them before the load context is hooked' {
        $public = $assembly.GetExportedTypes()
        $public.Count | Should -BeGreaterThan $cmdletCount
        $public | ForEach-Object { Find-EarlyNeed $_ 'SsprTools.Graph' } | Should -BeNullOrEmpty
    }

    It 'would be found out if it had one (<Code>)' -ForEach @(
        @{ Code = 'a base type'; Type = 'Microsoft.PowerShell.Commands.InvokeRestMethodCommand'; Engine = 'System.Management.Automation' }
        @{ Code = 'an interface'; Type = 'System.Text.Json.JsonDocument'; Engine = 'System.Private.CoreLib' }
        @{ Code = 'a value in a field'; Type = 'System.Text.Json.JsonProperty'; Engine = 'System.Text.Json' }
    ) {
        Find-EarlyNeed ([type] $Type) $Engine | Should -Not -BeNullOrEmpty
    }
}

Describe 'Isolation in <Shell>' -ForEach $shells {
    It 'keeps the cmdlets in the default context and everything else in its own, one copy of each' {
        $loaded = Invoke-Child $Program { Import-Module $module; Use-Engine; Get-Loaded }

        @($loaded | Where-Object Name -EQ SsprTools).Context | Should -Be 'Default'
        @($loaded | Where-Object Name -EQ SsprTools.Graph).Context | Should -Be 'SsprTools'
        @($loaded | Where-Object Name -EQ Microsoft.Graph).Context | Should -Be 'SsprTools'
        $fromLib = $loaded | Where-Object { $_.Location -and $_.Location.StartsWith($lib) }
        @($fromLib).Count | Should -BeGreaterThan 20
        $fromLib.Context | Sort-Object -Unique | Should -Be 'SsprTools'

        # Of each name that we ship there is one copy: ours, or the runtime's where that is at least as new.
        $names = (Get-ChildItem $lib -Filter *.dll).BaseName
        $twice = $loaded | Where-Object Name -In $names | Group-Object Name | Where-Object Count -GT 1
        $twice | ForEach-Object {
            $runtime = $_.Group | Where-Object Context -EQ 'Default'
            $ours = $_.Group | Where-Object Context -EQ 'SsprTools'
            # Two are right only if the runtime's is older, and PowerShell itself uses that one.
            @($ours).Count | Should -Be 1 -Because $_.Name
            [version] $runtime.Version | Should -BeLessThan ([version] $ours.Version) -Because $_.Name
        }
        $names | Where-Object { $_ -notin $loaded.Name } | Should -BeNullOrEmpty
    }

    It 'gets its own <Conflict> when another module brought a newer one <When>' -ForEach @(
        foreach ($conflict in 'Microsoft.Graph.Core', 'Azure.Core', 'Microsoft.Kiota.Abstractions') {
            foreach ($when in 'before', 'after') { @{ Conflict = $conflict; When = $when } }
        }
    ) {
        $planted = New-FakeAssembly (Join-Path $planting $Conflict) $Conflict
        $loaded = Invoke-Child $Program {
            if ($when -eq 'before') { $null = [System.Reflection.Assembly]::LoadFrom($planted) }
            Import-Module $module
            if ($when -eq 'after') { $null = [System.Reflection.Assembly]::LoadFrom($planted) }
            Use-Engine
            Get-Loaded
        } @{ planted = $planted; when = $When }

        $copies = @($loaded | Where-Object Name -EQ $Conflict)
        ($copies | Where-Object Context -EQ 'Default').Version | Should -Be '99.0.0.0'
        $ours = $copies | Where-Object Context -EQ 'SsprTools'
        $ours.Location | Should -Be (Join-Path $lib "$Conflict.dll")
    }

    It 'answers for no name but its own bridge' {
        $said = Invoke-Child $Program {
            Import-Module $module
            try { [string] [System.Reflection.Assembly]::Load('Microsoft.Graph.Core') } catch { 'not found' }
        }
        $said | Should -Be 'not found'
    }

    It 'still has every cmdlet, and they work, after <How>' -ForEach @(
        @{ How = 'one import'; Again = {} }
        @{ How = 'Import-Module -Force'; Again = { Import-Module $module -Force; Import-Module $module -Force } }
        @{ How = 'Remove-Module and Import-Module'; Again = { Remove-Module SsprTools; Import-Module $module } }
    ) {
        $said = Invoke-Child $Program ([scriptblock]::Create("Import-Module `$module; $Again; Use-Engine; @(Get-Command -Module SsprTools).Count; (Get-SsprContext).Account"))
        $said | Should -Be @($cmdletCount, 'nobody@contoso.com')
    }

    It 'works in parallel runspaces, each with a connection of its own' {
        $said = Invoke-Child $Program {
            $connect = "${function:Connect-Somewhere}"
            1..4 | ForEach-Object -Parallel {
                Import-Module $using:module
                ${function:Connect-Somewhere} = $using:connect
                $before = Get-SsprContext
                $null = Connect-Somewhere
                "$($null -eq $before) $(@(Get-Command -Module SsprTools).Count) $((Get-SsprContext).Account)"
            }
        }
        $said | Should -Be (@("True $cmdletCount nobody@contoso.com") * 4)
    }

    It 'works in a background job' {
        $said = Invoke-Child $Program {
            $connect = "${function:Connect-Somewhere}"
            $job = Start-Job {
                Import-Module $using:module
                ${function:Connect-Somewhere} = $using:connect
                $null = Connect-Somewhere
                "$(@(Get-Command -Module SsprTools).Count) $((Get-SsprContext).Account)"
            }
            "$(Receive-Job $job -Wait -AutoRemoveJob)"
        }
        $said | Should -Be "$cmdletCount nobody@contoso.com"
    }
}
