#Requires -Version 7.4
# What the checks of this folder share, and the Should operator for tests of your own:
#   Import-Module "$((Get-Module SsprTools).ModuleBase)/Validation/SsprTools.Pester.psm1"
#   Test-SsprUser anna@contoso.com | Should -BeSsprReady
# What is thought about a check stands in the module; here is only what Pester needs.

# Runs a command of SsprTools; what it could not read comes out as an error among its output.
function Read-SsprFact([scriptblock] $Script) {
    try { & $Script 2>&1 } catch { $_ }
}

# The settings that a baseline file names; each is a check of its own.
function Get-SsprBaselineSetting {
    [CmdletBinding()]
    param([string] $Path)

    if ($Path) { [SsprTools.ValidationPack]::BaselineSettings($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)) }
}

# Judges one check, and lets the test pass, fail, or say why nobody can know. The result is the test's output, where
# Invoke-SsprValidation and (Invoke-Pester -PassThru).Tests.StandardOutput find it.
function Assert-SsprCheck {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Id,
        [Parameter(ValueFromPipeline)] [AllowNull()] $InputObject,
        [string] $SkipBecause
    )

    begin { $facts = [System.Collections.Generic.List[object]]::new() }
    process { if ($null -ne $InputObject) { $facts.Add($InputObject) } }
    end {
        $result = $SkipBecause ? [SsprTools.ValidationPack]::Skip($Id, $SkipBecause) : [SsprTools.ValidationPack]::Judge($Id, $facts.ToArray())
        $result
        $unknown = "$($result.Verdict)" -in 'Unknown', 'Skipped'
        if (Get-Command Add-MtTestResultDetail -ErrorAction Ignore) { Add-MaesterDetail $result -Unknown:$unknown }
        if ("$($result.Verdict)" -eq 'Skipped') { Set-ItResult -Skipped -Because $result.Reason }
        elseif ($unknown) { Set-ItResult -Inconclusive -Because "$($result.Reason) $($result.NextStep)" }
        else { $result | Should -BeSsprReady }
    }
}

# What Maester's report shows of a check. Of a skipped test it ends the test itself.
function Add-MaesterDetail($Result, [switch] $Unknown) {
    # A group's name from the directory is to be neither markup nor a cell of its own.
    $reason, $expected, $actual, $source = $Result.Reason, $Result.Expected, ($Result.Actual ?? 'Unknown'), $Result.Source |
        ForEach-Object { [System.Net.WebUtility]::HtmlEncode($_) -replace '[\\`*_\[\]|]', '\$&' -replace '\r?\n', ' ' }
    $text = "**$($Result.Verdict)**. $reason`n`n| Expected | Actual | Source |`n| --- | --- | --- |`n| $expected | $actual | $source |"
    if ($Result.NextStep) { $text += "`n`n**What to do:** $($Result.NextStep)" }
    $detail = @{ Description = "$($Result.Title). $($Result.Reference)"; Result = $text; Severity = $Result.Severity }
    if ($Unknown) { $detail.SkippedBecause = 'Custom'; $detail.SkippedCustomReason = "$($Result.Reason) $($Result.NextStep)".Trim() }
    Add-MtTestResultDetail @detail
}

# Pester 6's way to say it; the same as Should -BeSsprReady.
function Assert-SsprReady {
    [CmdletBinding()]
    param([Parameter(ValueFromPipeline)] [AllowNull()] $Actual, [string] $Because)

    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { $all.Add($Actual) }
    end { $all.ToArray() | Should -BeSsprReady -Because $Because }
}

# Unknown is neither ready nor known not to be: it fails with and without -Not.
function Test-SsprReady($ActualValue, [switch] $Negate, [string] $Because) {
    $answer = [SsprTools.ValidationPack]::Ready(@($ActualValue))
    $succeeded = $Negate ? $answer.Fails : $answer.Ready
    $reason = $Because ? " because $($Because -replace '^\s*because\s+')," : ''
    [pscustomobject]@{
        Succeeded      = [bool] $succeeded
        FailureMessage = $succeeded ? '' : "Expected $($Negate ? 'not to be' : 'to be') ready for self-service password reset,$reason but the verdict is $($answer.Verdicts): $($answer.Reason)"
    }
}

Add-ShouldOperator -Name BeSsprReady -InternalName Test-SsprReady -Test ${function:Test-SsprReady} -SupportsArrayInput
Set-Alias -Name Should-BeSsprReady -Value Assert-SsprReady
Export-ModuleMember -Function Read-SsprFact, Get-SsprBaselineSetting, Assert-SsprCheck, Assert-SsprReady -Alias Should-BeSsprReady
