# Makes the help files of the modules in out/ from docs/<module>/*.md (PlatyPS). With -Update first brings the pages' facts up to date with
# the commands and makes a page for a new command; the prose stays a person's. Run -Update on a clean tree: it adds, it never removes.
#Requires -Modules Microsoft.PowerShell.PlatyPS
param([switch] $Update)

$ErrorActionPreference = 'Stop'

# Brings a page up to date, or makes it.
function Update-Page([System.Management.Automation.CommandInfo] $Command, [string] $Folder) {
    $page = "$Folder/$($Command.Name).md"
    if (Test-Path $page) { $null = Update-MarkdownCommandHelp -Path $page -NoBackup }
    else { $null = New-MarkdownCommandHelp -CommandInfo $Command -OutputFolder $PSScriptRoot -Locale en-US }

    # PlatyPS writes a byte order mark and trailing blanks, which nothing else here has, and an output type for what has no output.
    $text = (Get-Content -Raw -LiteralPath $page) -replace '[ \t]+(?=\r?\n)' -replace '\r\n', "`n" -replace '\n{3,}', "`n`n"
    $text = $text -replace '### System\.Object\n\n\{\{ Fill in the Description \}\}\n\n'
    [System.IO.File]::WriteAllText((Resolve-Path $page), $text.TrimEnd() + "`n")
}

foreach ($module in 'SsprTools', 'SsprTools.Sandbox') {
    $target = "$PSScriptRoot/../out/$module"
    $pages = "$PSScriptRoot/$module"
    if ($Update -and (Test-Path "$target/$module.psd1")) {
        $null = New-Item $pages -ItemType Directory -Force
        Import-Module "$target/$module.psd1"
        Get-Command -Module $module | ForEach-Object { Update-Page $_ $pages }
    }

    $made = Get-ChildItem "$pages/*-*.md" -ErrorAction Ignore | Import-MarkdownCommandHelp
    if (-not $made) { continue }
    $temporary = Join-Path ([System.IO.Path]::GetTempPath()) "help-$PID"
    try {
        $null = $made | Export-MamlCommandHelp -OutputFolder $temporary -Force
        $null = New-Item "$target/en-US" -ItemType Directory -Force
        Copy-Item "$temporary/$module/*" "$target/en-US/"
    }
    finally { Remove-Item $temporary -Recurse -Force -ErrorAction Ignore }
}
