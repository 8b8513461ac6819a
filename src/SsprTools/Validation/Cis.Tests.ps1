# The SSPR controls of the CIS Microsoft 365 Foundations Benchmark.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'What BeforeAll sets, It reads.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'BeforeAll reads them.')]
param(
    $Connection,
    [string[]] $Attestation = @($env:SSPRTOOLS_ATTESTATION -split [System.IO.Path]::PathSeparator -ne ''),
    [string] $Group = $env:SSPRTOOLS_PILOT_GROUP
)

Describe 'CIS Microsoft 365 Foundations Benchmark 7.0.0' -Tag 'SSPR', 'CIS', 'CIS M365 v7.0.0' {
    BeforeAll {
        Import-Module "$PSScriptRoot/SsprTools.Pester.psm1"
        $call = @{ ErrorAction = 'Continue' }
        if ($Connection) { $call.Connection = $Connection }
        if ($Attestation) { $call.Attestation = $Attestation }
        # The scope shows in what the report says of the pilot, where the policy cannot be read.
        if ($Group) { $call.Group = $Group }
        $policy = Read-SsprFact { Compare-SsprPolicy CIS @call }
    }

    It 'CIS.M365.5.2.4.1: Self-service password reset is on for all users' -Tag 'CIS.M365.5.2.4.1', 'Severity:Medium' {
        $policy | Assert-SsprCheck 'CIS.M365.5.2.4.1'
    }

    It 'CIS.M365.5.2.4.2: A reset asks for two methods' -Tag 'CIS.M365.5.2.4.2', 'Severity:Medium' {
        $policy | Assert-SsprCheck 'CIS.M365.5.2.4.2'
    }

    It 'CIS.M365.5.2.4.3: Users register when they sign in, and confirm their data again' -Tag 'CIS.M365.5.2.4.3', 'Severity:Medium' {
        $policy | Assert-SsprCheck 'CIS.M365.5.2.4.3'
    }

    It 'CIS.M365.5.2.4.4: Users are told when their password was reset' -Tag 'CIS.M365.5.2.4.4', 'Severity:Medium' {
        $policy | Assert-SsprCheck 'CIS.M365.5.2.4.4'
    }

    It 'CIS.M365.5.2.4.5: All admins are told when an admin''s password was reset' -Tag 'CIS.M365.5.2.4.5', 'Severity:Medium' {
        $policy | Assert-SsprCheck 'CIS.M365.5.2.4.5'
    }
}
