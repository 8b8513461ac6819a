# The code of the documentation: what the suites that run it share.
$ErrorActionPreference = 'Stop'

# The PowerShell blocks of a page, each with the heading above it.
function Get-DocBlock([string] $Path) {
    $heading = ''
    $code = $null
    foreach ($line in Get-Content -LiteralPath $Path) {
        if ($null -ne $code) {
            if ($line -match '^```') { [pscustomobject]@{ Heading = $heading; Code = $code -join "`n" }; $code = $null } else { $code.Add($line) }
        }
        elseif ($line -match '^```powershell') { $code = [System.Collections.Generic.List[string]]::new() }
        elseif ($line -match '^#+ (.+)$') { $heading = $Matches[1].Trim() }
    }
}

# The examples of a cmdlet's page.
function Get-DocExample([string] $Path) {
    Get-DocBlock $Path | Where-Object Heading -Match '^Example \d+: ' | ForEach-Object { [pscustomobject]@{ Title = $_.Heading -replace '^Example \d+: '; Code = $_.Code } }
}

# The module's commands that code calls, not those that it only names.
function Get-DocCommand([string] $Code) {
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $null)
    $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() } | Where-Object { $_ -like '*-Sspr*' }
}

Export-ModuleMember -Function *-*
