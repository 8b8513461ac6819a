# Whether the pilot group is healthy. Give its name or id as Group.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'What BeforeAll sets, It reads.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'BeforeAll reads them.')]
param(
    $Connection,
    [string] $Group = $env:SSPRTOOLS_PILOT_GROUP
)

Describe 'Pilot' -Tag 'SSPR', 'Pilot' {
    BeforeAll {
        Import-Module "$PSScriptRoot/SsprTools.Pester.psm1"
        $call = @{ ErrorAction = 'Continue' }
        if ($Connection) { $call.Connection = $Connection }
    }

    It 'SSPR.Pilot.Registered: Every member of the pilot group is registered' -Tag 'SSPR.Pilot.Registered', 'Severity:Medium' {
        if (-not $Group) { return Assert-SsprCheck 'SSPR.Pilot.Registered' -SkipBecause 'No pilot group was named: give -Group or SSPRTOOLS_PILOT_GROUP.' }
        Read-SsprFact { Get-SsprRegistration -Group $Group @call } | Assert-SsprCheck 'SSPR.Pilot.Registered'
    }

    It 'SSPR.Pilot.Ready: Every member of the pilot group can reset the password' -Tag 'SSPR.Pilot.Ready', 'Severity:High' {
        if (-not $Group) { return Assert-SsprCheck 'SSPR.Pilot.Ready' -SkipBecause 'No pilot group was named: give -Group or SSPRTOOLS_PILOT_GROUP.' }
        Read-SsprFact { Get-SsprGroup $Group -Member -Transitive @call | Where-Object Kind -EQ User | Test-SsprUser @call } | Assert-SsprCheck 'SSPR.Pilot.Ready'
    }
}
