# The tests of Microsoft's Zero Trust Assessment that are about SSPR; all but 21803 and 21842 are empty there.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'What BeforeAll sets, It reads.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'BeforeAll reads them.')]
param(
    $Connection,
    [string[]] $Attestation = @($env:SSPRTOOLS_ATTESTATION -split [System.IO.Path]::PathSeparator -ne ''),
    [string] $Group = $env:SSPRTOOLS_PILOT_GROUP
)

Describe 'Microsoft Zero Trust Assessment' -Tag 'SSPR', 'ZTA' {
    BeforeAll {
        Import-Module "$PSScriptRoot/SsprTools.Pester.psm1"
        $call = @{ ErrorAction = 'Continue' }
        if ($Connection) { $call.Connection = $Connection }
        if ($Attestation) { $call.Attestation = $Attestation }
        # The scope shows in what the report says of the pilot, where the policy cannot be read.
        if ($Group) { $call.Group = $Group }
        $policy = Read-SsprFact { Compare-SsprPolicy Microsoft @call }
    }

    It 'ZTA.21803: The old policies of MFA and password reset are migrated' -Tag 'ZTA.21803', 'Severity:High' {
        $policy | Assert-SsprCheck 'ZTA.21803'
    }

    It 'ZTA.21842: Administrators are kept from self-service password reset' -Tag 'ZTA.21842', 'Severity:High' {
        $policy | Assert-SsprCheck 'ZTA.21842'
    }

    It 'ZTA.21870: Self-service password reset is on' -Tag 'ZTA.21870', 'Severity:Medium' {
        $policy | Assert-SsprCheck 'ZTA.21870'
    }

    It 'ZTA.21891: All admins are told when an admin''s password was reset' -Tag 'ZTA.21891', 'Severity:High' {
        $policy | Assert-SsprCheck 'ZTA.21891'
    }

    It 'ZTA.22072: A reset does not accept security questions' -Tag 'ZTA.22072', 'Severity:Medium' {
        $policy | Assert-SsprCheck 'ZTA.22072'
    }
}
