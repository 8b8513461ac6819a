# What is published: made twice from the same sources in two places, once here and once, with a signing hook, from a copy of the sources.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1"
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $version = (Import-PowerShellDataFile "$root/SsprTools.psd1").ModuleVersion
    $pwsh = $env:SSPRTOOLS_PWSH ? $env:SSPRTOOLS_PWSH : 'pwsh'

    function Invoke-Pack([string] $Checkout, [hashtable] $Variable = @{}) {
        $before = @{ SSPRTOOLS_PROJECT_URI = $env:SSPRTOOLS_PROJECT_URI; SSPRTOOLS_SIGN = $env:SSPRTOOLS_SIGN }
        try {
            foreach ($name in $before.Keys) { Set-Item "env:$name" $Variable[$name] }
            $output = dotnet msbuild "$Checkout/src/Stage.proj" -t:Pack -nologo -verbosity:minimal 2>&1 | Out-String
            [pscustomobject]@{ ExitCode = $LASTEXITCODE; Output = $output }
        }
        finally { foreach ($name in $before.Keys) { Set-Item "env:$name" $before[$name] } }
    }

    function Get-PackageHash([string] $Checkout) { Get-Content "$Checkout/out/package/SHA256SUMS" -Raw }

    $pack = Invoke-Pack $root @{ SSPRTOOLS_PROJECT_URI = 'https://example.com/SsprTools' }
    $package = "$root/out/package"
    $folder = "$package/SsprTools/$version"
    $unpacked = "$TestDrive/unpacked/SsprTools"
    if ($pack.ExitCode -eq 0) { [System.IO.Compression.ZipFile]::ExtractToDirectory("$package/SsprTools.$version.nupkg", $unpacked) }
}

Describe 'Pack' {
    It 'ends well and shows what takes the space' {
        $pack.Output | Should -Match '\| SsprTools \| Microsoft\.Graph, Kiota \| \d+ \| \d+\.\d\d \|'
        $pack.ExitCode | Should -Be 0
    }

    It 'makes the packages of both modules and their checksums' {
        $lines = Get-Content "$package/SHA256SUMS"
        $lines | Should -HaveCount 6
        foreach ($line in $lines) {
            $hash, $name = $line -split '  '
            (Get-FileHash "$package/$name" -Algorithm SHA256).Hash | Should -Be $hash
        }
    }

    It 'keeps the package of the module under 12 MB' {
        (Get-Item "$package/SsprTools.$version.nupkg").Length / 1MB | Should -BeLessThan 12
    }

    It 'completes the manifest' {
        $manifest = Test-ModuleManifest "$folder/SsprTools.psd1" -ErrorAction Stop
        $data = $manifest.PrivateData.PSData
        $data.ProjectUri | Should -Be 'https://example.com/SsprTools'
        $data.LicenseUri | Should -BeLike 'https://*'
        $data.IconUri | Should -Be "https://example.com/SsprTools/raw/v$version/docs/icon.png"
        $data.Tags | Should -Contain 'SSPR'
        $data.ReleaseNotes | Should -Match '^### Added'
        (Get-Content "$root/CHANGELOG.md" -Raw).ReplaceLineEndings("`n") | Should -Match ([regex]::Escape($data.ReleaseNotes.ReplaceLineEndings("`n")))
    }

    It 'tells the gallery what the module holds' {
        $nuspec = ([xml] (Get-Content "$unpacked/SsprTools.nuspec" -Raw)).package.metadata
        $nuspec.id | Should -Be 'SsprTools'
        $nuspec.version | Should -Be $version
        $nuspec.license.'#text' | Should -Be 'MIT'
        $nuspec.projectUrl | Should -BeLike 'https://example.com/SsprTools*'
        "$unpacked/$($nuspec.icon)" | Should -Exist
        $tags = -split $nuspec.tags
        $tags | Should -Contain 'PSModule'
        $tags | Should -Contain 'PSEdition_Core'
        foreach ($command in (Import-PowerShellDataFile "$root/SsprTools.psd1").CmdletsToExport) { $tags | Should -Contain "PSCmdlet_$command" }
    }

    It 'gives a module that works where it is unpacked' {
        $out = & $pwsh -NoProfile -NonInteractive -Command "
            Import-Module '$unpacked/SsprTools.psd1' -ErrorAction Stop
            (Get-Module SsprTools).ExportedCmdlets.Count
            (Get-Command New-SsprTestUser).Version.ToString()
            (Get-Help about_SsprTools | Out-String).Length -gt 1000
            try { Get-SsprPolicy -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }"
        $out[0] | Should -Be (Import-PowerShellDataFile "$root/SsprTools.psd1").CmdletsToExport.Count
        $out[1] | Should -Be $version
        $out[2] | Should -Be 'True'
        $out[3] | Should -BeLike 'NotConnected,*'
    }

    It 'names everyone whose work is in it' {
        $notices = Get-Content "$folder/ThirdPartyNotices.txt" -Raw
        foreach ($name in 'Microsoft.Graph', 'Azure.Identity', 'Microsoft.Identity.Client', 'CsvHelper', 'QRCoder', 'libphonenumber-csharp', 'Std.UriTemplate', 'Microsoft.Kiota.Abstractions') {
            $notices | Should -Match "(?m)^$([regex]::Escape($name)) \d"
        }
    }

    It 'names what is in its own files and came from others' {
        Get-Content "$package/SsprTools.Sandbox/$version/ThirdPartyNotices.txt" -Raw | Should -Match '(?ms)^msgraph-metadata: .*^Copyright \(c\) Microsoft Corporation.*^Permission is hereby granted'
        $bill = Get-Content "$package/SsprTools.Sandbox/$version/SsprTools.Sandbox.cdx.json" -Raw | ConvertFrom-Json -Depth 20
        ($bill.components | Where-Object name -EQ msgraph-metadata).licenses.expression | Should -Be MIT
        Get-Content "$folder/ThirdPartyNotices.txt" -Raw | Should -Not -Match 'msgraph-metadata'
    }

    It 'gives a manifest of <Module> that PowerShell and the analyzer have nothing to say to' -ForEach @{ Module = 'SsprTools' }, @{ Module = 'SsprTools.Sandbox' } {
        $path = "$package/$Module/$version/$Module.psd1"
        $null = Test-ModuleManifest $path -ErrorAction Stop -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -BeNullOrEmpty
        if (Get-Module PSScriptAnalyzer -ListAvailable) { Invoke-ScriptAnalyzer $path -ExcludeRule PSUseBOMForUnicodeEncodedFile | ForEach-Object { "$($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty }
        (Import-PowerShellDataFile $path).PrivateData.PSData.ReleaseNotes | Should -Not -BeNullOrEmpty
    }

    It 'says what was changed in it, and only that was' {
        $notices = Get-Content "$folder/ThirdPartyNotices.txt"
        @($notices -match ' was changed: ') | Should -BeLike 'PhoneNumbers.dll was changed: *'
        "$folder/lib/PhoneNumbers.dll" | Should -Exist
        (Get-Item "$folder/lib/PhoneNumbers.dll").Length / 1KB | Should -BeLessThan 400
    }

    It 'lists every file of <Module>, with its hash, in a bill of materials' -ForEach @{ Module = 'SsprTools' }, @{ Module = 'SsprTools.Sandbox' } {
        $below = "$package/$Module/$version"
        $bill = Get-Content "$below/$Module.cdx.json" -Raw | ConvertFrom-Json -Depth 20
        $listed = @($bill.metadata.component.components) + @($bill.components.components)
        $there = Get-ChildItem $below -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($below, $_.FullName).Replace('\', '/') } | Where-Object { $_ -ne "$Module.cdx.json" }
        ($listed.name | Sort-Object) -join "`n" | Should -Be (($there | Sort-Object) -join "`n")
        foreach ($file in $listed) { (Get-FileHash "$below/$($file.name)").Hash | Should -Be $file.hashes[0].content }
        foreach ($component in $bill.components) { $component.licenses | Should -Not -BeNullOrEmpty }
    }

    It 'says so when it has no address of the project, and makes none up' {
        (Invoke-Pack $root).Output | Should -Match 'no ProjectUri and no IconUri'
        (Import-PowerShellDataFile "$folder/SsprTools.psd1").PrivateData.PSData.Keys | Should -Not -Contain 'ProjectUri'
    }
}

Describe 'Pack from a copy of the sources' {
    BeforeAll {
        $copy = "$TestDrive/copy"
        foreach ($file in git -C $root ls-files --cached --others --exclude-standard) {
            if (-not (Test-Path "$root/$file")) { continue }
            $null = New-Item (Split-Path "$copy/$file") -ItemType Directory -Force
            Copy-Item "$root/$file" "$copy/$file"
        }
        # The analyzers have judged these sources already, and add nothing to what is built.
        $env:RunAnalyzersDuringBuild = 'false'
        $build = dotnet msbuild "$copy/src/Stage.proj" -restore -nologo -verbosity:quiet 2>&1 | Out-String
        if ($LASTEXITCODE -eq 0 -and (Test-Path "$root/out/SsprTools/en-US/SsprTools.dll-Help.xml")) { $build = & $pwsh -NoProfile -NonInteractive -File "$copy/docs/Build-Help.ps1" 2>&1 | Out-String }
        if ($LASTEXITCODE -ne 0) { throw $build }

        $null = Invoke-Pack $root
        $null = Invoke-Pack $copy
        $here, $there = (Get-PackageHash $root), (Get-PackageHash $copy)

        $env:SIGNED_LIST = "$TestDrive/signed.txt"
        Set-Content "$copy/sign.ps1" 'foreach ($file in $args) { Add-Content $env:SIGNED_LIST $file; if ($file -notlike "*.dll") { Add-Content $file "# signed" } }'
        $signed = Invoke-Pack $copy @{ SSPRTOOLS_SIGN = 'sign.ps1' }
    }

    AfterAll { $env:SIGNED_LIST = $null; $env:RunAnalyzersDuringBuild = $null }

    It 'gives the same bytes' {
        $there | Should -Not -BeNullOrEmpty
        $there | Should -Be $here
    }

    It 'has exactly our files signed, before they are packed' {
        $signed.ExitCode | Should -Be 0
        $signed.Output | Should -Match 'Signed by sign\.ps1'
        $names = Get-Content $env:SIGNED_LIST | Split-Path -Leaf | Sort-Object -Unique
        $names | Should -Contain 'SsprTools.dll'
        $names | Should -Contain 'SsprTools.Graph.dll'
        $names | Should -Contain 'SsprTools.Sandbox.psm1'
        $names | Where-Object { $_ -notmatch '^SsprTools.*\.(dll|psd1|psm1|ps1xml)$|^(Server|Invoke-SsprSandboxUser|\w+\.Tests)\.ps1$' } | Should -BeNullOrEmpty
        [System.IO.Compression.ZipFile]::ExtractToDirectory("$copy/out/package/SsprTools.$version.nupkg", "$TestDrive/signed")
        Get-Content "$TestDrive/signed/SsprTools.psd1" -Tail 1 | Should -Be '# signed'
        $bill = Get-Content "$TestDrive/signed/SsprTools.cdx.json" -Raw | ConvertFrom-Json -Depth 20
        ($bill.metadata.component.components | Where-Object name -EQ 'SsprTools.psd1').hashes[0].content | Should -Be (Get-FileHash "$TestDrive/signed/SsprTools.psd1").Hash
    }

    It 'packs nothing when the hook <Why>' -ForEach @(
        @{ Why = 'fails'; Script = 'exit 3'; Name = 'fails.ps1'; Message = 'ended with exit code 3: nothing was packed' }
        @{ Why = 'is not there'; Script = $null; Name = 'none.ps1'; Message = 'is not there' }
    ) {
        if ($Script) { Set-Content "$copy/$Name" $Script }
        $failed = Invoke-Pack $copy @{ SSPRTOOLS_SIGN = $Name }
        $failed.ExitCode | Should -Not -Be 0
        $failed.Output | Should -Match $Message
        "$copy/out/package" | Should -Not -Exist
    }

    It 'says so when the help of the cmdlets is not in it' {
        $help = "$copy/out/SsprTools/en-US/SsprTools.dll-Help.xml"
        if (Test-Path $help) { (Invoke-Pack $copy).Output | Should -Not -Match 'help is not in it'; Remove-Item $help }
        (Invoke-Pack $copy).Output | Should -Match 'help is not in it'
    }
}
