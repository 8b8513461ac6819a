# Many test users by the pipeline. The first row goes alone, the others in batches; the sandbox's request log is the judge.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $domain = $sandbox.DefaultDomain
    $null = New-SsprGroup Pilots
    $null = New-SsprGroup Others
    $login = (Invoke-RestMethod "$("$($sandbox.Uri)".TrimEnd('/'))/_sandbox").login

    function New-Row([string] $Prefix, [int] $Count, [hashtable] $More = @{}) {
        1..$Count | ForEach-Object { [pscustomobject] (@{ DisplayName = "$Prefix $_"; UserPrincipalName = "$Prefix$_" } + $More) }
    }

    # Whether the sign-in service takes a password; a wrong one is AADSTS50126.
    function Test-Password([pscredential] $Credential) {
        $form = @{ grant_type = 'password'; client_id = '14d82eec-204b-4c2f-b7e8-296a70dab67e'; scope = 'https://graph.microsoft.com/.default'; username = $Credential.UserName; password = $Credential.GetNetworkCredential().Password }
        $answer = Invoke-WebRequest "$("$login".TrimEnd('/'))/organizations/oauth2/v2.0/token" -Method Post -Body $form -SkipCertificateCheck -SkipHttpErrorCheck
        $answer.StatusCode -eq 200
    }

    function Get-Created { @(Get-SandboxRequest $sandbox | Where-Object { $_.method -eq 'POST' -and $_.path -match '/users$' -and $_.status -eq 201 }) }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'New-SsprTestUser in bulk' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'takes CSV rows from the pipeline' {
        $rows = "DisplayName,UserPrincipalName,Group,License,UsageLocation,ExpiresAfter`nA Row,rowa,Pilots,AAD_PREMIUM,FR,7`nB Row,rowb@$domain,Pilots,,,`nC Row,rowc,Pilots,AAD_PREMIUM,FR,7" | ConvertFrom-Csv
        $users = $rows | New-SsprTestUser
        $users.Status | Should -Be Created, Created, Created
        $users.UsageLocation | Should -Be FR, $null, FR
        $users.License | Should -Be AAD_PREMIUM, AAD_PREMIUM
        $users[1].License | Should -BeNullOrEmpty
        ($users[1].TestUntil.DayNumber - $users[0].TestUntil.DayNumber) | Should -Be 23
        $users[2].TestUntil | Should -Be $users[0].TestUntil
        $users.Groups | Should -Be Pilots, Pilots, Pilots
    }

    It 'makes 161 in full batches, answers in the order of the rows, and each password is the user''s own' {
        $rows = New-Row many 161 @{ Group = 'Pilots' }
        Clear-SandboxRequest $sandbox
        $users = $rows | New-SsprTestUser -NoPasswordChange
        $log = @(Get-SandboxRequest $sandbox)
        $users.UserPrincipalName | Should -Be $rows.UserPrincipalName.ForEach{ "$_@$domain" }
        $users.Status | Sort-Object -Unique | Should -Be Created
        $users.Groups | Should -Be (@('Pilots') * 161)
        $users.Credential.UserName | Should -Be $users.UserPrincipalName
        @($users.Credential.ForEach{ $_.GetNetworkCredential().Password } | Sort-Object -Unique).Count | Should -Be 161
        $users[0, 1, 80, 81, 160].Credential | ForEach-Object { Test-Password $_ | Should -BeTrue }
        # Of each user: looked for, created, read back.
        @($log | Where-Object path -Match '/\$batch$').Count | Should -BeLessOrEqual (161 / 20 * 3 + 6)
        @($log | Where-Object { $_.path -match '/users(/|$)' }).Count | Should -BeLessOrEqual (161 * 3)
        (Get-Created).Count | Should -Be 161
        @($log | Where-Object { $_.method -eq 'PATCH' -and $_.path -match '/groups/' }).Count | Should -Be 8

        Clear-SandboxRequest $sandbox
        $again = $rows | New-SsprTestUser -NoPasswordChange
        $again.UserPrincipalName | Should -Be $users.UserPrincipalName
        $again.Status | Sort-Object -Unique | Should -Be Unchanged
        $again.Groups | Should -Be (@('Pilots') * 161)
        $again.Credential | Where-Object { $_ } | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        (Get-UnlistedRequest $sandbox New-SsprTestUser) | Should -BeNullOrEmpty
    }

    It 'makes one where one is wanted, and no more at a time than fill the batches under way' {
        Clear-SandboxRequest $sandbox
        New-Row early 5 | New-SsprTestUser | Select-Object -First 1
        (Get-Created).Count | Should -Be 1
        Clear-SandboxRequest $sandbox
        $null = New-Row later 200 | New-SsprTestUser | Select-Object -First 2
        (Get-Created).Count | Should -Be 81
    }

    It 'gives each row its own answer or error, in the order of the rows' {
        $null = New-SsprTestUser 'Same' same -Group Pilots
        $null = New-SsprTestUser 'Other Name' differs
        $null = New-PlainUser $sandbox stranger
        $rows = @'
DisplayName,UserPrincipalName,Group,License
First,first,,
Bad,bad row,,
Good,good1,Pilots,
Same,same,Pilots,
More,same,,
Stranger,stranger,,
Differs,differs,,
Nowhere,nowhere,No such group,
Nowhere,nowhere2,No such group,
Unlicensed,unlicensed,,NO_SUCH_SKU
Good,good2,Others,
Good,GOOD2,,
'@ | ConvertFrom-Csv
        Clear-SandboxRequest $sandbox
        $said = $rows | New-SsprTestUser -ErrorAction Continue 2>&1 | ForEach-Object { $_ -is [System.Management.Automation.ErrorRecord] ? ($_.FullyQualifiedErrorId -replace ',.*') : "$($_.Status) $($_.UserPrincipalName)" }
        $said | Should -Be @(
            "Created first@$domain", 'InvalidUserPrincipalName', "Created good1@$domain", "Unchanged same@$domain", 'UserDiffers', 'NotATestUser', 'UserDiffers',
            'GroupNotFound', 'GroupNotFound', 'LicenseNotFound', "Created good2@$domain", "Unchanged good2@$domain")
        (Get-Created).Count | Should -Be 3
        @(Get-SandboxRequest $sandbox | Where-Object { $_.path -match '/groups$' -and $_.method -eq 'GET' }).Count | Should -Be 3 -Because 'each name is looked up once, the wrong one too'
    }

    It 'brings those that are there to what is asked, each missing thing once' {
        $null = New-Row there 6 | New-SsprTestUser
        $null = New-Row there 3 @{ Group = 'Others' } | New-SsprTestUser
        $rows = 1..6 | ForEach-Object { [pscustomobject]@{ DisplayName = "There $($_ -eq 5 ? 'renamed' : $_)"; UserPrincipalName = "there$_"; Group = 'Others'; License = $_ -in 2, 6 ? 'AAD_PREMIUM' : '' } }
        Clear-SandboxRequest $sandbox
        $users = $rows | New-SsprTestUser -Force
        $users.Status | Should -Be (@('Updated') * 6)
        $users.DisplayName | Should -Be $rows.DisplayName
        $users.Groups | Should -Be (@('Others') * 6)
        $users[1, 5].License | Should -Be AAD_PREMIUM, AAD_PREMIUM
        $users.Credential | Where-Object { $_ } | Should -BeNullOrEmpty
        @(Get-SandboxWrite $sandbox | Where-Object path -Match '/assignLicense$').Count | Should -Be 2
        ($rows | New-SsprTestUser -Force).Status | Should -Be (@('Unchanged') * 6)
    }

    It 'gives the units of a licence to the first rows, and no user to those for whom there is none' {
        $free = (Invoke-SandboxGraph $sandbox GET subscribedSkus).value | Where-Object skuPartNumber -EQ AAD_PREMIUM | ForEach-Object { $_.prepaidUnits.enabled - $_.consumedUnits }
        $free | Should -BeGreaterThan 2
        # The one who is refused for another reason takes no unit.
        $rows = @(New-Row unit ($free - 1) @{ License = 'AAD_PREMIUM' }) + [pscustomobject]@{ DisplayName = 'x'; UserPrincipalName = 'stranger'; License = 'AAD_PREMIUM' } + @(New-Row last 2 @{ License = 'AAD_PREMIUM' })
        $users = $rows | New-SsprTestUser -ErrorAction SilentlyContinue -ErrorVariable failure
        @($users).Count | Should -Be $free
        @($users.License).Count | Should -Be $free
        $failure.FullyQualifiedErrorId.ForEach{ $_ -replace ',.*' } | Should -Be NotATestUser, LicenseNotAvailable
        Invoke-SandboxGraph $sandbox GET "users?`$filter=userPrincipalName eq 'last2@$domain'" | ForEach-Object value | Should -BeNullOrEmpty
        $users | Remove-SsprTestUser -Confirm:$false
    }

    It 'makes each once when answers are lost, with the password that works' {
        $rows = New-Row rough 41
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'step-lost'; ratio = 0.2; seed = 3; method = 'POST'; path = '/users' }
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'bad-gateway-after'; ratio = 0.2; seed = 4; method = 'POST'; path = '/users' }
        Clear-SandboxRequest $sandbox
        $users = $rows | New-SsprTestUser -NoPasswordChange
        Clear-SandboxFault $sandbox
        $users.UserPrincipalName | Should -Be $rows.UserPrincipalName.ForEach{ "$_@$domain" }
        $users.Status | Sort-Object -Unique | Should -Be Created
        @(Get-SandboxRequest $sandbox | Where-Object { $_.fault -match 'step-lost|bad-gateway' }).Count | Should -BeGreaterThan 5
        @($users.Credential | Where-Object { -not (Test-Password $_) }).Count | Should -Be 0
    }

    It 'says of each row what the service did not keep: <fault>' -ForEach @(
        @{ fault = 'user-not-created'; text = 'does not show it'; status = 'Unverified' }
        @{ fault = 'user-wrong-force-change'; text = 'forceChangePasswordNextSignIn'; status = 'Unverified' }
        @{ fault = 'licence-not-assigned'; text = 'licence AAD_PREMIUM, but does not show'; status = 'Unverified'; more = @{ License = 'AAD_PREMIUM' } }
        @{ fault = 'licence-plan-disabled'; text = 'AAD_PREMIUM is Disabled'; status = 'Created'; more = @{ License = 'AAD_PREMIUM' } }
        @{ fault = 'member-not-added'; text = "'Others'.*does not show"; status = 'Unverified'; more = @{ Group = 'Others' } }
    ) {
        $name = $fault -replace '-'
        # The first one goes alone, and is no matter here. Users are struck by their name; licences and members, which go by an id, all.
        $rows = @(New-Row "$($name)first" 1) + @(New-Row $name 2 ($more ?? @{}))
        Set-SandboxFault $sandbox $fault -Target ($fault -like 'user-*' ? "$($rows[1].UserPrincipalName)@" : '')
        $users = $rows | New-SsprTestUser -WarningAction SilentlyContinue -WarningVariable warning
        Clear-SandboxFault $sandbox
        $users.Count | Should -Be 3
        $users[1].Status | Should -Be $status
        "$($users[1].Remarks)" | Should -Match $text
        "$warning" | Should -Match $text
        if ($fault -like 'user-*') { $users[0, 2].Status | Should -Be Created, Created }
        $users[1].Credential | Should -Not -BeNullOrEmpty
        $users | Where-Object { -not ($fault -eq 'user-not-created' -and $_ -eq $users[1]) } | Remove-SsprTestUser -Confirm:$false
    }

    It 'writes nothing with -WhatIf' {
        Clear-SandboxRequest $sandbox
        New-Row never 3 @{ Group = 'Pilots'; License = 'AAD_PREMIUM' } | New-SsprTestUser -WhatIf -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        @(Get-SandboxRequest $sandbox).Count | Should -BeGreaterThan 0
    }

    It 'tells of every user that it made before an error that ends it' {
        # The groups' service is gone: users are created by then.
        $null = Invoke-SandboxControl $sandbox POST faults @{ name = 'reset'; method = 'PATCH'; path = '/groups/' }
        $users = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { @(New-Row cutoff 1) + @(New-Row cutlast 20 @{ Group = 'Pilots' }) | New-SsprTestUser -NoPasswordChange -ErrorAction SilentlyContinue | ForEach-Object { $users.Add($_) } }
        $failure.FullyQualifiedErrorId | Should -Be 'ServiceUnreachable,SsprTools.Commands.NewSsprTestUserCommand'
        $users.Count | Should -Be 21
        $users[1..20].Status | Sort-Object -Unique | Should -Be Failed
        $users[20].Groups | Should -BeNullOrEmpty
        "$($users[20].Remarks)" | Should -Match "not added to the group 'Pilots'"
        Test-Password $users[20].Credential | Should -BeTrue
        Clear-SandboxFault $sandbox
        (New-Row cutlast 20 @{ Group = 'Pilots' } | New-SsprTestUser -NoPasswordChange).Status | Sort-Object -Unique | Should -Be Updated
    }

    It 'names the missing permission of each row' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All', 'Organization.Read.All'
        New-Row denied 3 | New-SsprTestUser -Connection $narrow -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -Be (@('PermissionMissing,SsprTools.Commands.NewSsprTestUserCommand') * 3)
        $failure.TargetObject | Should -Be denied1, denied2, denied3
        $failure[2].ErrorDetails.RecommendedAction | Should -Match 'User\.ReadWrite\.All'
    }

    It 'shows no password in any stream' {
        $all = Get-AllText { New-Row hidden 3 | New-SsprTestUser -Verbose -Debug -InformationAction Continue -Confirm:$false }
        $all.Output.Count | Should -Be 3
        $all.Text | Should -Match 'POST /v1.0/users'
        foreach ($user in $all.Output) { $all.Text.Contains($user.Credential.GetNetworkCredential().Password) | Should -BeFalse }
    }
}
