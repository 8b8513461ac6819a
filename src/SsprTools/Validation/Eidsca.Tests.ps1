# The check of the Entra ID Security Config Analyzer that is about SSPR.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'What BeforeAll sets, It reads.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'BeforeAll reads them.')]
param(
    $Connection,
    [string[]] $Attestation = @($env:SSPRTOOLS_ATTESTATION -split [System.IO.Path]::PathSeparator -ne '')
)

Describe 'Entra ID Security Config Analyzer' -Tag 'SSPR', 'EIDSCA' {
    BeforeAll {
        Import-Module "$PSScriptRoot/SsprTools.Pester.psm1"
        $call = @{ ErrorAction = 'Continue' }
        if ($Connection) { $call.Connection = $Connection }
        if ($Attestation) { $call.Attestation = $Attestation }
        $policy = Read-SsprFact { Compare-SsprPolicy Microsoft -Setting AdminSsprEnabled @call }
    }

    It 'EIDSCA.AP01: Administrators are kept from self-service password reset' -Tag 'EIDSCA.AP01', 'Severity:Medium' {
        $policy | Assert-SsprCheck 'EIDSCA.AP01'
    }
}
