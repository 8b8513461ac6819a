# The policy against the admin's own file, as Export-SsprPolicy writes it: a check for each setting that it names.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'What BeforeAll sets, It reads.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'BeforeAll reads them.')]
param(
    $Connection,
    [string] $Baseline = $env:SSPRTOOLS_BASELINE,
    [string[]] $Attestation = @($env:SSPRTOOLS_ATTESTATION -split [System.IO.Path]::PathSeparator -ne '')
)

BeforeDiscovery {
    Import-Module "$PSScriptRoot/SsprTools.Pester.psm1"
    $settings = @(Get-SsprBaselineSetting $Baseline)
}

Describe 'Baseline' -Tag 'SSPR', 'Baseline' {
    BeforeAll {
        Import-Module "$PSScriptRoot/SsprTools.Pester.psm1"
        $call = @{ ErrorAction = 'Continue' }
        if ($Connection) { $call.Connection = $Connection }
        if ($Attestation) { $call.Attestation = $Attestation }
        if ($Baseline) { $policy = Read-SsprFact { Compare-SsprPolicy -Path $Baseline @call } }
    }

    # Pester 6 fails on an empty list.
    if ($settings) {
        It 'SSPR.Baseline.<_>: <_> is as in the baseline file' -Tag 'Severity:Medium' -ForEach $settings {
            $policy | Assert-SsprCheck "SSPR.Baseline.$_"
        }
    }
    else {
        It 'SSPR.Baseline: The policy is as in the baseline file' -Tag 'SSPR.Baseline', 'Severity:Medium' {
            Assert-SsprCheck 'SSPR.Baseline' -SkipBecause 'No baseline file was given: give -Baseline or SSPRTOOLS_BASELINE.'
        }
    }
}
