# Makes the help file of out/SsprTools from docs/SsprTools/*.md (PlatyPS). With -Update first brings the pages' facts up to date with the
# cmdlets and makes a page for a new one; the prose stays a person's. Run -Update on a clean tree: it adds, it never removes.
# SsprTools.Sandbox is a script module, whose help is in its functions.
#Requires -Modules Microsoft.PowerShell.PlatyPS
param([switch] $Update)

$ErrorActionPreference = 'Stop'
$module = 'SsprTools'
$target = "$PSScriptRoot/../out/$module"
$pages = "$PSScriptRoot/$module"

# Brings a page up to date, or makes it.
function Update-Page([System.Management.Automation.CommandInfo] $Command) {
    $page = "$pages/$($Command.Name).md"
    if (Test-Path $page) { $null = Update-MarkdownCommandHelp -Path $page -NoBackup }
    else { $null = New-MarkdownCommandHelp -CommandInfo $Command -OutputFolder $PSScriptRoot -Locale en-US }

    # PlatyPS writes a byte order mark and trailing blanks, which nothing else here has, and an output type for what has no output.
    $text = (Get-Content -Raw -LiteralPath $page) -replace '[ \t]+(?=\r?\n)' -replace '\r\n', "`n" -replace '\n{3,}', "`n`n"
    $text = $text -replace '### System\.Object\n\n\{\{ Fill in the Description \}\}\n\n'
    [System.IO.File]::WriteAllText((Resolve-Path $page), $text.TrimEnd() + "`n")
}

if ($Update) {
    $null = New-Item $pages -ItemType Directory -Force
    Import-Module "$target/$module.psd1"
    Get-Command -Module $module | ForEach-Object { Update-Page $_ }
}

$temporary = Join-Path ([System.IO.Path]::GetTempPath()) "help-$PID"
try {
    $null = Get-ChildItem "$pages/*-*.md" | Import-MarkdownCommandHelp | Export-MamlCommandHelp -OutputFolder $temporary -Force
    $null = New-Item "$target/en-US" -ItemType Directory -Force
    Copy-Item "$temporary/$module/*" "$target/en-US/"
}
finally { Remove-Item $temporary -Recurse -Force -ErrorAction Ignore }
