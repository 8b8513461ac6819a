# Custom tests for Maester: put the file into the folder tests/Custom of your Maester tests, connect with Connect-SsprTenant beside Connect-Maester, run Invoke-Maester. Under Pester
# alone they run as well; then nothing is added to Maester's report.
BeforeDiscovery {
    $checks = @(
        @{ Id = 'SSPR.01'; Title = 'Password reset is on for a group or for everyone'; Setting = 'Scope'; Expected = 'Selected', 'All'; Severity = 'High' }
        @{ Id = 'SSPR.02'; Title = 'Users are told when their password was reset'; Setting = 'NotifyUsers'; Expected = $true; Severity = 'Medium' }
        @{ Id = 'SSPR.03'; Title = 'All administrators are told when one resets'; Setting = 'NotifyAdmins'; Expected = $true; Severity = 'Medium' }
    )
}

BeforeAll {
    if (-not (Get-SsprContext)) { throw 'There is no connection. Run Connect-SsprTenant first.' }
    $maester = [bool] (Get-Command Add-MtTestResultDetail -ErrorAction Ignore)

    # The wanted share of users in scope who can reset, in percent.
    $wanted = $env:SSPR_WANTED_PERCENT ? [double] $env:SSPR_WANTED_PERCENT : 80

    function Add-Detail([string] $Description, [string] $Result) {
        if ($maester) { Add-MtTestResultDetail -Description $Description -Result $Result }
    }
}

Describe 'SSPR rollout' -Tag 'SSPR', 'Custom' {
    It '<Id>: <Title>' -ForEach $checks -Tag 'Policy' {
        $setting = Get-SsprPolicy -Setting $Setting -ErrorAction SilentlyContinue
        Add-Detail -Description "The setting ``$($setting.Setting)`` should be $($Expected -join ' or ')." -Result "It is ``$($setting.Value)``, as of $($setting.AsOf), by $($setting.Source). $($setting.Remarks)"
        # What could not be read is neither a pass nor a failure.
        if ("$($setting.Source)" -eq 'Unknown') { Set-ItResult -Skipped -Because $setting.Remarks }
        "$($setting.Value)" | Should -BeIn @($Expected | ForEach-Object { "$_" })
    }

    It 'SSPR.04: Enough users in scope can reset' -Tag 'Adoption' {
        $adoption = Get-SsprAdoption
        Add-Detail -Description "At least $wanted % of the users in scope should be able to reset." -Result "$($adoption.Capable) of $($adoption.InScope) can. $($adoption.NotKnown -join ' ')"
        if ($null -eq $adoption.Capable -or $null -eq $adoption.InScope) { Set-ItResult -Skipped -Because ($adoption.NotKnown -join ' ') }
        $adoption.InScope | Should -BeGreaterThan 0 -Because 'password reset is on for nobody'
        100 * $adoption.Capable / $adoption.InScope | Should -BeGreaterOrEqual $wanted
    }

    It 'SSPR.05: Nobody loses password reset on 2027-02-01' -Tag 'Retirement' {
        $impact = Measure-SsprImpact -SmsVoiceRetirement -Summary -WarningAction SilentlyContinue
        Add-Detail -Description 'Microsoft''s own texts and calls end on that day.' -Result "$($impact.Loses) lose it, of $($impact.Unknown) it is not known. $($impact.ByReason -join ' ')"
        # Nobody counted, or somebody left out, is no pass; nor is what is not known.
        $impact.Total | Should -BeGreaterThan 0
        $impact.Loses | Should -Be 0
        $impact.NotInReport | Should -Be 0 -Because 'the report is to have everyone'
        $impact.Unknown | Should -Be 0
    }
}
