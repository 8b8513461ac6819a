# Who loses password reset when Microsoft's own texts and calls end. It reads the whole registration report.
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'What BeforeAll sets, It reads.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'BeforeAll reads them.')]
param(
    $Connection,
    [bool] $OwnTelecomProvider = ($env:SSPRTOOLS_OWN_TELECOM -eq 'true')
)

Describe 'SMS and voice retirement' -Tag 'SSPR', 'Retirement', 'LongRunning' {
    BeforeAll {
        Import-Module "$PSScriptRoot/SsprTools.Pester.psm1"
        $call = @{ ErrorAction = 'Continue' }
        if ($Connection) { $call.Connection = $Connection }
    }

    It 'SSPR.SmsVoiceRetirement: Nobody loses password reset when Microsoft''s texts and calls end on 2027-02-01' -Tag 'SSPR.SmsVoiceRetirement', 'Severity:High' {
        Read-SsprFact { Measure-SsprImpact -SmsVoiceRetirement -OwnTelecomProvider:$OwnTelecomProvider -Summary @call } | Assert-SsprCheck 'SSPR.SmsVoiceRetirement'
    }
}
