# The pages in docs/ say what the cmdlets are: same parameters, same sets, same output, and examples that would run.
#Requires -Modules Microsoft.PowerShell.PlatyPS
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Shared.psm1"
    Import-TestModule
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    Import-Module "$root/out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
    $cmdlets = Get-Command -Module SsprTools | ForEach-Object { @{ Name = $_.Name } }
    $functions = Get-Command -Module SsprTools.Sandbox | ForEach-Object { @{ Name = $_.Name } }
    $pages = Get-ChildItem "$root/docs/SsprTools/*-*.md" | ForEach-Object { @{ Page = $_.BaseName } }
    $abouts = (Get-ChildItem "$root/docs/about_*.md").BaseName
    if (@($abouts).Count -lt 7) { throw 'The about pages were not found.' }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1"
    Import-TestModule
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    Import-Module "$root/out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"

    # Every parameter and parameter set as one line each, so that two of these lists can be compared as text.
    function Get-HelpFact($Help) {
        foreach ($parameter in $Help.Parameters) {
            foreach ($set in $parameter.ParameterSets) {
                @(
                    $parameter.Name
                    $parameter.Type
                    ($parameter.Aliases | Sort-Object) -join ','
                    $set.Name
                    $set.Position
                    $set.IsRequired
                    $set.ValueFromPipeline
                    $set.ValueFromPipelineByPropertyName
                ) -join '|'
            }
        }
    }

    function Get-Fact($Help) { (Get-HelpFact $Help | Sort-Object) -join "`n" }

    # What an example's code gets wrong: it does not parse, or names a command or parameter that is not there.
    function Find-ExampleFault([string] $Code) {
        $errors = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        foreach ($problem in $errors) { "does not parse: $problem" }
        foreach ($call in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $name = $call.GetCommandName()
            if ($name -notlike '*-Sspr*') { continue }
            $command = Get-Command $name -ErrorAction Ignore
            if (-not $command) { "names $name, which does not exist"; continue }
            foreach ($element in $call.CommandElements) {
                if ($element -is [System.Management.Automation.Language.CommandParameterAst] -and $element.ParameterName -notin $command.Parameters.Keys) {
                    "gives $name a -$($element.ParameterName), which it does not have"
                }
            }
        }
    }

    # The code blocks of a page.
    function Get-CodeBlock([string] $Text) {
        [regex]::Matches($Text, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
    }
}

Describe 'The page <Page>' -ForEach $pages {
    It 'is about a cmdlet that there is' {
        (Get-Command $Page -Module SsprTools -ErrorAction Ignore) | Should -Not -BeNullOrEmpty
    }
}

Describe 'The help of <Name>' -ForEach $cmdlets {
    BeforeAll {
        $path = "$root/docs/SsprTools/$Name.md"
        $command = Get-Command $Name -Module SsprTools
        $bytes = [System.IO.File]::ReadAllBytes($path)
        $text = [System.Text.Encoding]::UTF8.GetString($bytes)
        $page = Import-MarkdownCommandHelp -Path $path
        $live = New-CommandHelp -CommandInfo $command
    }

    It 'is a page of the right form with nothing left to fill in' {
        Test-MarkdownCommandHelp -Path $path | Should -BeTrue
        $text | Should -Not -Match '\{\{'
        $bytes[0..2] -join ' ' | Should -Not -Be '239 187 191' -Because 'no other file here has a byte order mark'
        @([regex]::Matches($text, '(?m)^## PARAMETERS')).Count | Should -Be 1
    }

    It 'has the parameters and the parameter sets of the cmdlet' {
        $facts = Get-Fact $page
        if ($live.Parameters.Count -gt 0) { $facts | Should -Not -BeNullOrEmpty }
        $facts | Should -Be (Get-Fact $live)
        ($page.Syntax.ParameterSetName | Sort-Object) -join ',' | Should -Be (($live.Syntax.ParameterSetName | Sort-Object) -join ',')
    }

    It 'has a synopsis of one sentence and a description' {
        $page.Synopsis.Trim() | Should -Match '^[A-Z][^\r\n]+\.$'
        $page.Synopsis.Trim() | Should -Not -Match '\.\s+[A-Z]'
        $page.Description.Trim().Length | Should -BeGreaterThan 60
    }

    It 'describes every parameter' {
        foreach ($parameter in $page.Parameters) { "$($parameter.Name): $($parameter.Description)".Trim() | Should -Match ': \S.{9,}' }
    }

    It 'names the output types of the cmdlet' {
        ($page.Outputs.Typename | Where-Object { $_ -ne 'None' } | Sort-Object) -join ',' | Should -Be (($command.OutputType.Name | Sort-Object) -join ',')
    }

    It 'has examples that would run, each with a body' {
        @($page.Examples).Count | Should -BeGreaterOrEqual 1
        foreach ($example in $page.Examples) {
            $example.Remarks | Should -Match '```powershell' -Because $example.Title
            $code = Get-CodeBlock $example.Remarks
            $code | Should -BeLike "*$Name*"
            $code | ForEach-Object { Find-ExampleFault $_ } | Should -BeNullOrEmpty
        }
    }

    It 'says which permissions it needs when it makes requests' {
        foreach ($permission in $command.ImplementingType.GetCustomAttributes($true) | Where-Object { $_.GetType().Name -eq 'GraphPermissionAttribute' }) {
            # The portal's own API has no permission of its own; a role decides there.
            $word = $permission.Permission -match '^[\w.-]+$' ? $permission.Permission : $permission.Role
            $text.Contains("``$($permission.Request)``") -and $text.Contains($word) | Should -BeTrue -Because "$($permission.Request) needs $word"
        }
    }

    It 'would not change if it were brought up to date' {
        $copy = Join-Path $TestDrive "$Name.md"
        Copy-Item $path $copy
        $null = Update-MarkdownCommandHelp -Path $copy -NoBackup
        Get-Fact (Import-MarkdownCommandHelp -Path $copy) | Should -Be (Get-Fact $page)
        (Import-MarkdownCommandHelp -Path $copy).Description | Should -Be $page.Description
    }

    It 'is what Get-Help shows' {
        (Get-Help $Name).Synopsis.Trim() | Should -Be $page.Synopsis.Trim()
    }
}

# A script module's help is in its functions.
Describe 'The help of <Name>' -ForEach $functions {
    BeforeAll { $help = Get-Help $Name -Full }

    It 'has a synopsis of one sentence and a description' {
        $help.Synopsis.Trim() | Should -Match '^[A-Z][^\r\n]+\.$'
        ($help.Description.Text -join ' ').Length | Should -BeGreaterThan 60
    }

    It 'describes every parameter' {
        foreach ($parameter in @($help.Parameters.Parameter) | Where-Object Name -NotIn WhatIf, Confirm) {
            "$($parameter.Name): $($parameter.Description.Text)" | Should -Match ': \S.{9,}'
        }
    }

    It 'has examples that would run' {
        @($help.Examples.Example).Count | Should -BeGreaterOrEqual 1
        foreach ($example in $help.Examples.Example) { Find-ExampleFault "$($example.Code)`n$($example.Remarks.Text -join "`n")" | Should -BeNullOrEmpty }
    }
}

Describe 'The check of examples' {
    It 'finds <Fault>' -ForEach @(
        @{ Fault = 'code that does not parse'; Code = 'Get-SsprContext |' }
        @{ Fault = 'a cmdlet that is not there'; Code = 'Get-SsprNothing' }
        @{ Fault = 'a parameter that is not there'; Code = 'Get-SsprContext -Nothing' }
    ) {
        Find-ExampleFault $Code | Should -Not -BeNullOrEmpty
    }
}

Describe 'The about page <_>' -ForEach $abouts {
    It 'is shipped as help' {
        (Get-Help $_ | Out-String) | Should -Match 'SHORT DESCRIPTION'
    }

    It 'names only about pages and commands that there are' {
        $text = Get-Content -Raw "$root/docs/$_.md"
        $named = [regex]::Matches($text, '\babout_SsprTools\w*').Value | Sort-Object -Unique
        $named | Where-Object { -not (Test-Path "$root/docs/$_.md") } | Should -BeNullOrEmpty
        [regex]::Matches($text, '\b[A-Z][a-z]+-Sspr[A-Z]\w+').Value | Sort-Object -Unique | Where-Object { -not (Get-Command $_ -ErrorAction Ignore) } | Should -BeNullOrEmpty
        # Code in an about page is indented, as Get-Help shows it.
        [regex]::Matches($text, '(?m)^    (\S.*)$') | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_ -match '^\w+-Sspr|\| \w+-Sspr' } |
            ForEach-Object { Find-ExampleFault $_ } | Should -BeNullOrEmpty
    }
}

Describe 'The page of permissions' {
    BeforeAll {
        $lines = Get-Content "$root/docs/about_SsprTools_Permissions.md"
        $needs = foreach ($command in Get-Command -Module SsprTools) {
            foreach ($need in $command.ImplementingType.GetCustomAttributes($true) | Where-Object { $_.GetType().Name -eq 'GraphPermissionAttribute' }) {
                [pscustomobject]@{ Command = $command.Name; Need = $need; Permission = $need.Permission -match '^[\w.-]+$' ? $need.Permission : 'portal API' }
            }
        }
        # The rows below a heading, up to the next one.
        function Get-Row([string] $Heading) {
            $inside = $false
            foreach ($line in $lines) {
                if ($line -match '^#') { $inside = $line -eq $Heading } elseif ($inside -and $line -match '^\| ' -and $line -notmatch '^\| (request|permission) \|') { $line }
            }
        }
    }

    It 'shows each cmdlet''s attributes, no more and no less' {
        @($needs).Count | Should -BeGreaterThan 100
        foreach ($group in $needs | Group-Object Command) {
            $expected = $group.Group | ForEach-Object { "| $($_.Need.Request) | $($_.Permission) | $($_.Need.Role) | $($_.Need.AppOnly ? 'yes' : 'no') | $($_.Need.For) |" }
            (Get-Row "### $($group.Name)" | Sort-Object) -join "`n" | Should -Be (($expected | Sort-Object) -join "`n") -Because "docs/Build-Permissions.ps1 makes the part of $($group.Name)"
        }
        @($lines -match '^### [A-Z]\w+-Sspr').Count | Should -Be @($needs.Command | Sort-Object -Unique).Count
    }

    It 'lists by permission which cmdlets need it, and the cmdlets that need none' {
        $expected = $needs | Group-Object Permission | ForEach-Object { "| $($_.Name) | $(($_.Group.Command | Sort-Object -Unique) -join ', ') |" }
        (Get-Row '## BY PERMISSION' | Sort-Object) -join "`n" | Should -Be (($expected | Sort-Object) -join "`n")
        $lines | Should -Contain (((Get-Command -Module SsprTools).Name | Where-Object { $_ -notin $needs.Command } | Sort-Object) -join ', ')
    }
}

Describe 'The page of policy sources' {
    It 'shows the settings in their order, each with the source that a person sees in a new sandbox' {
        Import-Module "$PSScriptRoot/Shared.psm1"
        $sandbox = Start-TestSandbox
        try {
            $connection = Connect-SsprTenant -Sandbox $sandbox.Uri -PassThru
            $expected = Get-SsprPolicy -Connection $connection | ForEach-Object { "| $($_.Page) | $($_.Setting) | $($_.Source) |" }
        }
        finally { Stop-TestSandbox $sandbox }
        @($expected).Count | Should -BeGreaterThan 30
        $rows = (Get-Content "$root/docs/about_SsprTools_Policy_Sources.md") -match '^\| ' | Where-Object { $_ -ne '| page | setting | source |' }
        $rows -join "`n" | Should -Be ($expected -join "`n") -Because 'docs/Build-PolicySources.ps1 makes it'
    }

    It 'has a heading for each source' {
        $text = Get-Content -Raw "$root/docs/about_SsprTools_Policy_Sources.md"
        foreach ($source in [enum]::GetNames((Get-Command Get-SsprPolicy).OutputType.Type.GetProperty('Source').PropertyType)) { $text | Should -Match "(?m)^### $source$" }
    }
}

Describe 'The README' {
    It 'names only commands and parameters that there are' {
        Get-CodeBlock (Get-Content -Raw "$root/README.md") | ForEach-Object { Find-ExampleFault $_ } | Should -BeNullOrEmpty
    }
}
