# Makes the help files of out/SsprTools from docs/SsprTools/*.md (PlatyPS). With -Update first brings the pages' facts up to date with
# the cmdlets and makes a page for a new cmdlet; the prose stays a person's. Run -Update on a clean tree: it adds, it never removes.
#Requires -Modules Microsoft.PowerShell.PlatyPS
param([switch] $Update)

$ErrorActionPreference = 'Stop'
$out = "$PSScriptRoot/../out"
$module = 'SsprTools'
$pages = "$PSScriptRoot/$module"

if ($Update) {
    $null = New-Item $pages -ItemType Directory -Force
    Import-Module "$out/$module/$module.psd1"
    foreach ($command in Get-Command -Module $module) {
        $page = "$pages/$($command.Name).md"
        if (Test-Path $page) { $null = Update-MarkdownCommandHelp -Path $page -NoBackup }
        else { $null = New-MarkdownCommandHelp -CommandInfo $command -OutputFolder $PSScriptRoot -Locale en-US }

        # PlatyPS writes a byte order mark and trailing blanks, which nothing else here has, and an output type for what has no output.
        $text = (Get-Content -Raw -LiteralPath $page) -replace '[ \t]+(?=\r?\n)' -replace '\r\n', "`n" -replace '\n{3,}', "`n`n"
        $text = $text -replace '### System\.Object\n\n\{\{ Fill in the Description \}\}\n\n'
        [System.IO.File]::WriteAllText((Resolve-Path $page), $text.TrimEnd() + "`n")
    }
}

$made = Get-ChildItem "$pages/*-*.md" -ErrorAction Ignore | Import-MarkdownCommandHelp
if (-not $made) { return }
$temporary = Join-Path ([System.IO.Path]::GetTempPath()) "help-$PID"
try {
    $null = $made | Export-MamlCommandHelp -OutputFolder $temporary -Force
    $null = New-Item "$out/$module/en-US" -ItemType Directory -Force
    Copy-Item "$temporary/$module/*" "$out/$module/en-US/"
}
finally { Remove-Item $temporary -Recurse -Force -ErrorAction Ignore }
