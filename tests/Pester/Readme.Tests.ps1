# The README, read top to bottom by somebody new: its commands in their order, as they stand, in one fresh PowerShell.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/DocCode.psm1" -Force
    Import-TestModule
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $readme = "$root/README.md"
    $text = Get-Content -Raw $readme

    # What is not run as it stands, each with its reason.
    $changes = @(
        @{ From = './build.ps1'; To = ''; Why = 'what it builds is what is tested here' }
        @{ From = './sspr.xml -Throw'; To = './sspr.xml'; Why = 'ends the session where a check fails, as some do in this tenant' }
        @{ From = './tests/Live/Invoke-LiveCheck.ps1 -SignIn Interactive -PortalApi -Scope $read'; To = ''; Why = 'asks a real tenant' }
        @{ From = './tests/Live/Invoke-LiveCheck.ps1 -SignIn Interactive -PortalApi'; To = ''; Why = 'asks a real tenant; Live.Tests.ps1 runs it against a sandbox' }
    )

    $tour = [regex]::Match($text, '(?s)<!-- tour -->\n```text\n(.*?)```').Groups[1].Value.TrimEnd()
    $blocks = @(Get-DocBlock $readme)
    $numbered = for ($i = 0; $i -lt $blocks.Count; $i++) {
        $code = $blocks[$i].Code
        foreach ($change in $changes) { $code = $code.Replace($change.From, $change.To) }
        Set-Content "$TestDrive/block-$i.ps1" $code
        if ($blocks[$i].Heading -eq 'A tour') { throw 'The tour is text with output.' }
    }
    $tour -split '\n' -match '^PS> ' -replace '^PS> ' | ForEach-Object -Begin { $n = 0 } { Set-Content "$TestDrive/tour-$n.ps1" $_; $n++ }

    # The session of the newcomer. No browser opens here and there is no Az module: stand-ins. Where a real tenant is named, the sandbox answers.
    Set-Content "$TestDrive/newcomer.ps1" @"
`$ErrorActionPreference = 'Stop'
`$ProgressPreference = 'SilentlyContinue'
`$PSStyle.OutputRendering = 'PlainText'
`$env:XDG_DATA_HOME = '$TestDrive/data'
Set-Location '$root'
function Invoke-Item { param([Parameter(ValueFromPipelineByPropertyName)][Alias('FullName')] [string] `$Path) process { "opened `$Path" } }
function Get-AzAccessToken { param([string] `$ResourceTypeName, [switch] `$AsSecureString) [pscustomobject]@{ Token = ((Invoke-RestMethod "`$(`$real.Uri)_sandbox").accessToken | ConvertTo-SecureString -AsPlainText -Force) } }
function Invoke-Part([string] `$Name) {
    "== `$Name"
    try { (. ([scriptblock]::Create((Get-Content -Raw "$TestDrive/`$Name.ps1"))) | Out-String -Width 110) -split '\r?\n' | ForEach-Object TrimEnd | Where-Object { `$_ } } catch { "FAILED `$_ at `$(`$_.InvocationInfo.Line)" }
}
. Invoke-Part block-0
foreach (`$n in 0..$($n - 1)) { . Invoke-Part tour-`$n }
# From here on a tenant with people in it, and a folder to write to.
`$real = Start-SsprSandbox -Seed '$PSScriptRoot/Docs/tenant.json'
`$PSDefaultParameterValues = @{ 'Connect-SsprTenant:Sandbox' = `$real.Uri }
`$WarningPreference = 'SilentlyContinue'
foreach (`$n in 1..$($blocks.Count - 1)) {
    if (`$n -eq $($blocks.Count - 1)) { Set-Location '$root' } else { Set-Location '$TestDrive' }
    . Invoke-Part block-`$n
}
Stop-SsprSandbox
"@
    # Under the path that the README tells, whatever module the suite was given.
    $said = & (Get-TestPowerShell) -NoProfile -NonInteractive -File "$TestDrive/newcomer.ps1"
    $parts = [ordered]@{ }
    foreach ($line in $said) { if ($line -match '^== (.+)$') { $part = $Matches[1]; $parts[$part] = @() } else { $parts[$part] += $line } }
}

Describe 'The README' {
    It 'has its install block first, the tour, and then what a tenant is for' {
        $blocks.Count | Should -Be 6
        $blocks[0].Heading | Should -Be 'Install'
        $blocks[0].Code | Should -Match 'build\.ps1[\s\S]*Import-Module'
        $n | Should -BeGreaterThan 9
    }

    It 'runs without an error from the first command to the last' {
        $said -match '^FAILED' | Should -BeNullOrEmpty
        $parts.Count | Should -Be ($blocks.Count + $n)
        ($parts['block-0'] -join "`n") | Should -Match 'SHORT DESCRIPTION'
    }

    It 'shows in its tour just what comes' {
        $came = for ($i = 0; $i -lt $n; $i++) { "PS> $((Get-Content -Raw "$TestDrive/tour-$i.ps1").TrimEnd())"; $parts["tour-$i"] }
        # Ids differ from run to run.
        $id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
        ($came -join "`n") -replace $id, 'id' | Should -Be ($tour -replace $id, 'id') -Because 'tests/Demo/tour.ps1 makes it'
    }

    It 'shows what each block is about' {
        $parts['block-1'] -join "`n" | Should -Match 'Setting +: Scope'
        $parts['block-2'] -join "`n" | Should -Match 'Account'
        $parts['block-3'] -join "`n" | Should -Match 'MonicaT@contoso'
        $parts['block-4'] -join "`n" | Should -Match 'opened .*sspr\.html'
        $parts['block-5'] -join "`n" | Should -Match 'RestsOn'
    }

    It 'links to what is there, and to every guide and about topic' {
        $linked = [regex]::Matches($text, '\]\((?!https?:)([^)#]+)').ForEach({ $_.Groups[1].Value })
        $linked | Where-Object { -not (Test-Path (Join-Path $root $_)) } | Should -BeNullOrEmpty
        Get-ChildItem "$root/docs/guides/*.md", "$root/docs/about_*.md" | ForEach-Object { [System.IO.Path]::GetRelativePath($root, $_.FullName).Replace('\', '/') } |
            Where-Object { $_ -notin $linked } | Should -BeNullOrEmpty
    }

    It 'says nothing of a change that it no longer has' {
        foreach ($change in $changes) { $text.Contains($change.From) | Should -BeTrue -Because $change.From }
    }
}
