# The numbers that the module shows, against a count over the sandbox's seed that is made here, by the facts (graph.md 1.6, 1.10, 3.6, 3.11) and without the module.
# Office phones are left out: the sandbox's report does not count them as registered, as graph.md 1.6 and 3.6 say it should.
BeforeDiscovery {
    # Method: two are asked for, or one. Scope 2 is everybody, 1 the nested group Pilot, 0 nobody.
    $tenants = @(
        @{ name = '40 users, one method, a nested group'; size = 40; random = 11; required = 1; scope = 1 }
        @{ name = '300 users, two methods, everybody'; size = 300; random = 12; required = 2; scope = 2 }
        @{ name = '1,300 users, one method, a nested group'; size = 1300; random = 13; required = 1; scope = 1 }
        @{ name = '60 users, nobody in scope'; size = 60; random = 14; required = 1; scope = 0 }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule

    # People by a random number of which the seed is fixed: the same ones in every run.
    function New-People([int] $Size, [int] $Seed) {
        $dice = [random]::new($Seed)
        foreach ($number in 1..$Size) {
            [pscustomobject]@{
                Upn = "person$number@contoso.onmicrosoft.com"; Enabled = $dice.Next(12) -ne 0; Guest = $dice.Next(10) -eq 0
                Department = @('Sales', 'Research', 'Legal', 'IT', $null)[$dice.Next(5)]
                Group = @('Outer', 'Inner', $null)[$dice.Next(3)]
                Mobile = $dice.Next(2) -eq 0; Alternate = $dice.Next(6) -eq 0; Email = $dice.Next(3) -eq 0
            }
        }
    }

    function Write-Seed([string] $Path, $People, [int] $Required, [int] $Scope) {
        $number = 2065550000
        @{
            tenant = @{ domains = @(@{ name = 'contoso.onmicrosoft.com'; default = $true }) }
            skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 5000 })
            users = @(
                @{ upn = 'root@contoso.onmicrosoft.com'; displayName = 'Root'; roles = @('Global Administrator') }
                foreach ($person in $People) {
                    $methods = @{}
                    if ($person.Mobile -or $person.Alternate) { $methods.mobilePhone = "+1 $(++$number)" }
                    if ($person.Alternate) { $methods.alternateMobilePhone = "+1 $(++$number)" }
                    if ($person.Email) { $methods.email = "$($person.Upn.Split('@')[0])@example.com" }
                    @{
                        upn = $person.Upn; displayName = $person.Upn.Split('@')[0]; accountEnabled = $person.Enabled; userType = $person.Guest ? 'Guest' : 'Member'
                        usageLocation = 'US'; licenses = @('AAD_PREMIUM'); profile = @{ department = $person.Department }; methods = $methods
                    }
                }
            )
            groups = @(
                @{ displayName = 'Inner'; members = @(($People | Where-Object Group -EQ Inner).Upn) }
                @{ displayName = 'Pilot'; members = @(($People | Where-Object Group -EQ Outer).Upn) + 'Inner' }
            )
            portalPolicy = @{ enablementType = $Scope; group = 'Pilot'; numberOfAuthenticationMethodsRequired = $Required; mobilePhoneOptionEnabled = $true; emailOptionEnabled = $true }
            lags = @{ report = 'PT3H' }
        } | ConvertTo-Json -Depth 9 | Set-Content $Path
    }

    # What each is, by the facts: a mobile and an address are what reset takes, an alternate mobile is not.
    function Add-Count($People, [int] $Required, [int] $Scope) {
        foreach ($person in $People) {
            $held = [int] ($person.Mobile -or $person.Alternate) + [int] $person.Email
            $in = $Scope -eq 2 -or ($Scope -eq 1 -and $null -ne $person.Group)
            $person | Add-Member -PassThru -NotePropertyMembers @{
                Held = $held; InScope = $in; Registered = $held -ge $Required; Capable = $in -and $held -ge $Required
                # Texts and calls end; the address stays.
                HeldAfter2027 = [int] $person.Email
            }
        }
    }

    function Get-Clock($Sandbox) { [datetimeoffset] (Invoke-SandboxControl $Sandbox GET clock).now }
}

Describe 'The numbers of a tenant: <name>' -ForEach $tenants {
    BeforeAll {
        $people = @(Add-Count @(New-People $size $random) $required $scope)
        Write-Seed "$TestDrive/seed.json" $people $required $scope
        $sandbox = Start-TestSandbox '--seed', "$TestDrive/seed.json"
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        # The report has no disabled people. Of guests the funnel counts none, and what they can do depends on their home.
        $reported = @($people | Where-Object Enabled)
        $members = @($reported | Where-Object { -not $_.Guest })
        # Besides there is the administrator, who holds nothing and is in scope by allowedToUseSSPR, with a doubt (graph.md 3.6): counted among users, not by flags.
    }

    AfterAll { Stop-TestSandbox $sandbox }

    It 'Get-SsprRegistration' {
        $before = Get-Clock $sandbox
        $rows = @(Get-SsprRegistration -WarningVariable warning)
        $after = Get-Clock $sandbox
        $warning | Should -BeNullOrEmpty
        $rows.Count | Should -Be ($reported.Count + 1)
        @($rows | Where-Object UserType -EQ guest).Count | Should -Be @($reported | Where-Object Guest).Count
        $own = @($rows | Where-Object { $_.UserType -eq 'member' -and $_.UserPrincipalName -notlike 'root@*' })
        @($own | Where-Object IsSsprEnabled).Count | Should -Be @($members | Where-Object InScope).Count
        @($own | Where-Object IsSsprRegistered).Count | Should -Be @($members | Where-Object Registered).Count
        @($own | Where-Object IsSsprCapable).Count | Should -Be @($members | Where-Object Capable).Count
        @($rows | Where-Object MethodsRegistered -Contains email).Count | Should -Be @($reported | Where-Object Email).Count
        @($rows | Where-Object MethodsRegistered -Contains alternateMobilePhone).Count | Should -Be @($reported | Where-Object Alternate).Count
        @($rows | Where-Object MethodsRegistered -Contains mobilePhone).Count | Should -Be @($reported | Where-Object { $_.Mobile -or $_.Alternate }).Count
        # The refresh has whole seconds. The module knows the service's time by answers that took their time: a minute either way, of three hours.
        foreach ($row in $rows[0], $rows[-1]) {
            $row.ReportAge | Should -BeGreaterOrEqual ($before - $row.ReportUpdatedDateTime - [timespan]::FromMinutes(1))
            $row.ReportAge | Should -BeLessOrEqual ($after - $row.ReportUpdatedDateTime + [timespan]::FromMinutes(1))
            ($before.AddHours(-3) - $row.ReportUpdatedDateTime).TotalSeconds | Should -BeLessOrEqual 1
            ($row.ReportUpdatedDateTime - $after.AddHours(-3)).TotalSeconds | Should -BeLessOrEqual 1
        }
    }

    It 'Get-SsprRegistration of the group' {
        $rows = @(Get-SsprRegistration -Group Pilot)
        $rows.Count | Should -Be @($people | Where-Object Group).Count
        @($rows | Where-Object WhyNotInReport).Count | Should -Be @($people | Where-Object { $_.Group -and -not $_.Enabled }).Count
        @($rows | Where-Object { $_.IsSsprRegistered -and $_.UserType -eq 'member' }).Count | Should -Be @($members | Where-Object { $_.Group -and $_.Registered }).Count
    }

    It 'Get-SsprAdoption, with percentages' {
        $all = Get-SsprAdoption
        $all.Users | Should -Be ($members.Count + 1)
        $all.NotInReport | Should -Be 0
        $all.HasUsableMethods | Should -Be @($members | Where-Object Held).Count
        $all.Registered | Should -Be @($members | Where-Object Registered).Count
        $all.Capable | Should -Be @($members | Where-Object Capable).Count
        $all.CapablePercent | Should -Be (100 * @($members | Where-Object Capable).Count / ($members.Count + 1))
        ($all.Excluded | Where-Object Reason -EQ Disabled).Count | Should -Be @($people | Where-Object { -not $_.Enabled }).Count
        ($all.Excluded | Where-Object Reason -EQ Guest).Count | Should -Be @($reported | Where-Object Guest).Count
        $all.SelfServiceResets | Should -Be 0
    }

    It 'Get-SsprAdoption by department and by group' {
        $slices = @(Get-SsprAdoption -By Department)
        ($slices.Users | Measure-Object -Sum).Sum | Should -Be ($members.Count + 1)
        foreach ($department in 'Sales', 'Research', 'Legal', 'IT') {
            $own = @($members | Where-Object Department -EQ $department)
            $slice = $slices | Where-Object Value -EQ $department
            "$($slice.Users) $($slice.InScope) $($slice.HasUsableMethods) $($slice.Registered) $($slice.Capable) $($slice.ToRegister)" |
                Should -Be "$($own.Count) $(@($own | Where-Object InScope).Count) $(@($own | Where-Object Held).Count) $(@($own | Where-Object Registered).Count) $(@($own | Where-Object Capable).Count) $(@($own | Where-Object { $_.InScope -and -not $_.Registered }).Count)" -Because $department
            $slice.CapablePercent | Should -Be (100 * @($own | Where-Object Capable).Count / $own.Count)
        }
        $pilot = Get-SsprAdoption -Group Pilot
        $own = @($members | Where-Object Group)
        "$($pilot.Users) $($pilot.InScope) $($pilot.Registered)" | Should -Be "$($own.Count) $(@($own | Where-Object InScope).Count) $(@($own | Where-Object Registered).Count)"
    }

    It 'Measure-SsprImpact of one method more, or less' {
        $other = 3 - $required
        $named = @(Measure-SsprImpact -Change @{ NumberOfMethodsRequired = $other })
        $own = @($named | Where-Object UserPrincipalName -In $members.Upn)
        (@($own | Where-Object Impact -EQ Loses).UserPrincipalName | Sort-Object) -join ' ' | Should -Be ((@($members | Where-Object { $_.Capable -and $_.Held -lt $other }).Upn | Sort-Object) -join ' ')
        (@($own | Where-Object Impact -EQ Gains).UserPrincipalName | Sort-Object) -join ' ' | Should -Be ((@($members | Where-Object { $_.InScope -and -not $_.Capable -and $_.Held -ge $other }).Upn | Sort-Object) -join ' ')
        $count = Measure-SsprImpact -Change @{ NumberOfMethodsRequired = $other } -Summary
        "$($count.Loses) $($count.Gains) $($count.Unknown)" | Should -Be "$(@($named | Where-Object Impact -EQ Loses).Count) $(@($named | Where-Object Impact -EQ Gains).Count) 0"
        $count.Total | Should -Be ($reported.Count + 1)
        $count.NotInReport | Should -Be 0
    }

    It 'Measure-SsprImpact of the end of texts and calls' {
        $named = @(Measure-SsprImpact -SmsVoiceRetirement)
        $lose = @($members | Where-Object { $_.Capable -and $_.HeldAfter2027 -lt $required }).Upn
        (@($named | Where-Object { $_.Impact -eq 'Loses' -and $_.UserPrincipalName -in $members.Upn }).UserPrincipalName | Sort-Object) -join ' ' | Should -Be (($lose | Sort-Object) -join ' ')
        $count = Measure-SsprImpact -SmsVoiceRetirement -Summary
        "$($count.Loses) $($count.Gains) $($count.Unknown)" | Should -Be "$(@($named | Where-Object Impact -EQ Loses).Count) 0 0"
    }

    It 'Export-SsprReport -Format Json' {
        $path = "$TestDrive/report.json"
        $null = Export-SsprReport $path -Format Json 3> $null
        $json = Get-Content $path -Raw | ConvertFrom-Json
        $all = @($json.adoption.items | Where-Object { -not $_.value -and -not $_.group })[0]
        "$($all.users) $($all.registered) $($all.capable)" | Should -Be "$($members.Count + 1) $(@($members | Where-Object Registered).Count) $(@($members | Where-Object Capable).Count)"
        $all.capablePercent | Should -Be (100 * @($members | Where-Object Capable).Count / ($members.Count + 1))
        @($json.users.items | Where-Object { $_.verdict -eq 'Fail' -and $_.userPrincipalName -in $members.Upn }).Count | Should -Be @($members | Where-Object { $_.InScope -and -not $_.Registered }).Count
        @($json.impact.items | Where-Object { $_.effect -match 'Loses' -and $_.userPrincipalName -in $members.Upn }).Count | Should -Be @($members | Where-Object { $_.Capable -and $_.HeldAfter2027 -lt $required }).Count
    }
}
