# The module as it is packed: what its manifest says is what is there.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Shared.psm1"
    Import-TestModule
    $module = Get-Module SsprTools
    $cmdlets = Get-Command -Module SsprTools | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1"
    Import-TestModule
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $folder = Split-Path (Get-TestModulePath)
    $manifest = Import-PowerShellDataFile (Get-TestModulePath)
    $types = (Get-Command Connect-SsprTenant).ImplementingType.Assembly.GetExportedTypes()
}

Describe 'The manifest' {
    It 'is valid' {
        (Test-ModuleManifest (Get-TestModulePath)).Version | Should -Be ([version] $manifest.ModuleVersion)
    }

    It 'exports exactly the cmdlets of the assembly' {
        $inAssembly = foreach ($type in $types) {
            $attribute = $type.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
            if ($attribute) { "$($attribute[0].VerbName)-$($attribute[0].NounName)" }
        }
        $inAssembly | Should -Not -BeNullOrEmpty
        ($manifest.CmdletsToExport | Sort-Object) -join "`n" | Should -Be (($inAssembly | Sort-Object) -join "`n")
    }

    It 'names no wildcard and nothing but cmdlets' {
        $manifest.CmdletsToExport | Should -Not -Contain '*'
        $manifest.FunctionsToExport | Should -BeNullOrEmpty
        $manifest.AliasesToExport | Should -BeNullOrEmpty
        $manifest.VariablesToExport | Should -BeNullOrEmpty
    }

    It 'has neither NestedModules nor RequiredAssemblies: PowerShell loads those before the load context is hooked' {
        $manifest.Keys | Should -Not -Contain 'NestedModules'
        $manifest.Keys | Should -Not -Contain 'RequiredAssemblies'
    }

    It 'claims the version that the build has' {
        $build = ([xml] (Get-Content -Raw "$root/Directory.Build.props")).Project.PropertyGroup.Version
        $manifest.ModuleVersion | Should -Be $build
        (Get-Content -Raw "$root/CHANGELOG.md") | Should -Match ([regex]::Escape("[$build]"))
    }
}

Describe 'The packed module' {
    It 'stays under 50 MB on disk' {
        $bytes = (Get-ChildItem $folder -Recurse -File | Measure-Object Length -Sum).Sum
        $bytes / 1MB | Should -BeLessThan 50
    }

    It 'stays under 12 MB zipped' {
        $zip = Join-Path ([System.IO.Path]::GetTempPath()) "SsprTools-$PID.zip"
        try {
            [System.IO.Compression.ZipFile]::CreateFromDirectory($folder, $zip)
            (Get-Item $zip).Length / 1MB | Should -BeLessThan 12
        }
        finally { Remove-Item $zip -ErrorAction Ignore }
    }

    It 'ships the licence and no debug files' {
        "$folder/LICENSE" | Should -Exist
        Get-ChildItem $folder -Recurse -Include *.pdb, *.deps.json | Should -BeNullOrEmpty
    }

    It 'has format views that load' {
        { Update-FormatData -PrependPath "$folder/SsprTools.Format.ps1xml" -ErrorAction Stop } | Should -Not -Throw
    }
}

Describe '<Name>' -ForEach $cmdlets {
    It 'has an approved verb and the prefix Sspr' {
        (Get-Verb).Verb | Should -Contain $Command.Verb
        $Command.Noun | Should -BeLike 'Sspr*'
    }

    It 'names its output type' {
        # Nothing comes out of a cmdlet that ends something or, unless asked, changes a session.
        if ($Name -ne 'Disconnect-SsprTenant') { $Command.OutputType | Should -Not -BeNullOrEmpty }
    }

    It 'asks before a change when its verb changes something' {
        # The raw request asks when its -Method changes something; a report can replace files.
        $changes = $Command.Verb -in 'New', 'Add', 'Remove', 'Set', 'Enable', 'Disable', 'Restore', 'Undo' -or $Name -in 'Invoke-SsprGraphRequest', 'Export-SsprReport'
        $Command.Parameters.ContainsKey('WhatIf') | Should -Be $changes
        $Command.Parameters.ContainsKey('Confirm') | Should -Be $changes
    }

    It 'is a sealed class' {
        $Command.ImplementingType.IsSealed | Should -BeTrue
    }

    It 'takes no password or token as plain text' {
        $plain = $Command.Parameters.Values | Where-Object { $_.Name -match 'Password|Token|Secret' -and $_.ParameterType -eq [string] }
        $plain.Name | Should -BeNullOrEmpty
    }

    It 'takes Identity, where it has one, at position 0, and from the pipeline unless members come that way' {
        $identity = $Command.Parameters['Identity']
        if ($identity) {
            @($identity.ParameterSets.Values | Where-Object { $_.Position -ne 0 }).Count | Should -Be 0
            $piped = $Command.Noun -eq 'SsprGroupMember' ? $Command.Parameters['Member'] : $identity
            @($piped.ParameterSets.Values | Where-Object { $_.ValueFromPipeline }).Count | Should -BeGreaterThan 0
        }
    }
}
