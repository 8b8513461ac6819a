BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule

    # The figures that the module shows are compared with a count over this seed, made here.
    $people = foreach ($number in 1..60) {
        [pscustomobject]@{
            Name = "person$number"; Department = 'Sales', 'Research', $null | Select-Object -Index ($number % 3)
            Enabled = $number % 10 -ne 0; Guest = $number % 15 -eq 1; InPilot = $number % 2 -eq 0
            Method = @{ 0 = 'mobilePhone'; 1 = 'email'; 2 = 'alternate'; 3 = 'none' }[$number % 4]
        }
    }
    $seed = @{
        tenant = @{ domains = @(@{ name = 'contoso.onmicrosoft.com'; default = $true }) }
        skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 100; capabilityStatus = 'Enabled' })
        users = @(
            @{ upn = 'root@contoso.onmicrosoft.com'; displayName = 'Root'; roles = @('Global Administrator'); accountEnabled = $true }
            foreach ($person in $people) {
                @{
                    upn = "$($person.Name)@contoso.onmicrosoft.com"; displayName = $person.Name; accountEnabled = $person.Enabled
                    usageLocation = 'US'; licenses = @('AAD_PREMIUM'); userType = $person.Guest ? 'Guest' : 'Member'; profile = @{ department = $person.Department }
                    methods = switch ($person.Method) {
                        mobilePhone { @{ mobilePhone = '+1 2065550100' } }
                        email { @{ email = 'someone@example.com' } }
                        alternate { @{ mobilePhone = $null; authenticatorApps = 1 } }
                        default { @{} }
                    }
                }
            }
        )
        groups = @(
            @{ displayName = 'Pilot'; members = @('Inner') }
            @{ displayName = 'Inner'; members = @(($people | Where-Object InPilot).Name | ForEach-Object { "$_@contoso.onmicrosoft.com" }) }
            @{ displayName = 'Rooms'; members = @('person2@contoso.onmicrosoft.com', 'person3@contoso.onmicrosoft.com') }
            @{ displayName = 'Nobody'; members = @() }
        )
        portalPolicy = @{ enablementType = 1; group = 'Pilot' }
    }
    $seedFile = Join-Path $TestDrive seed.json
    $seed | ConvertTo-Json -Depth 9 | Set-Content $seedFile
    $sandbox = Start-TestSandbox '--seed', $seedFile
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $counted = $people | Where-Object { $_.Enabled -and -not $_.Guest }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'Get-SsprAdoption' {
    AfterEach { Clear-SandboxFault $sandbox }

    It 'equals a count over the seed' {
        $all = Get-SsprAdoption
        $all.Users | Should -Be ($counted.Count + 1) -Because 'the administrator is a user too'
        $all.HasUsableMethods | Should -Be @($counted | Where-Object Method -in mobilePhone, email).Count
        $all.Registered | Should -Be $all.HasUsableMethods
        $all.Capable | Should -Be @($counted | Where-Object { $_.InPilot -and $_.Method -in 'mobilePhone', 'email' }).Count
        $all.Capable | Should -BeGreaterThan 5
        ($all.Excluded | Where-Object Reason -eq Disabled).Count | Should -Be @($people | Where-Object { -not $_.Enabled }).Count
        ($all.Excluded | Where-Object Reason -eq Guest).Count | Should -Be @($people | Where-Object { $_.Enabled -and $_.Guest }).Count
        $all.NotInReport | Should -Be 0
        $all.IsSimulated | Should -BeTrue
        $all.ReportAge.TotalHours | Should -BeGreaterThan 0
    }

    It 'does not pretend to know the shared mailboxes' {
        $shared = (Get-SsprAdoption).Excluded | Where-Object Reason -eq 'Shared mailbox'
        $null -eq $shared.Count | Should -BeTrue
        "$shared" | Should -Be 'Shared mailbox: Unknown'
    }

    It 'counts each department, and those without one' {
        $slices = Get-SsprAdoption -By Department
        $slices.Value | Sort-Object | Should -Be '(none)', 'Research', 'Sales'
        foreach ($name in 'Sales', 'Research') {
            $slice = $slices | Where-Object Value -eq $name
            $slice.Users | Should -Be @($counted | Where-Object Department -eq $name).Count
            $slice.Capable | Should -Be @($counted | Where-Object { $_.Department -eq $name -and $_.InPilot -and $_.Method -in 'mobilePhone', 'email' }).Count
        }
    }

    It 'counts groups from the pipeline, members of nested ones too' {
        $slices = 'Pilot', (Get-SsprGroup Rooms) | Get-SsprAdoption
        $slices.Slice | Should -Be 'Pilot', 'Rooms'
        $slices[0].Users | Should -Be @($counted | Where-Object InPilot).Count
        $slices[0].InScope | Should -Be $slices[0].Users
        $slices[1].Users | Should -Be 2
    }

    It 'gives a group that nobody is in as a group that nobody is in' {
        $empty = Get-SsprAdoption Nobody
        $empty.Users | Should -Be 0
        $null -eq $empty.CapablePercent | Should -BeTrue
    }

    It 'leaves out the members of a group and shows how many' {
        $all = Get-SsprAdoption
        $less = Get-SsprAdoption -ExcludeGroup Rooms
        $less.Users | Should -Be ($all.Users - 2)
        ($less.Excluded | Where-Object Reason -eq Rooms).Count | Should -Be 2
    }

    It 'goes on with the others when a group is missing, and counts no tenant instead' {
        $slices = Get-SsprAdoption Missing, Rooms -ErrorAction SilentlyContinue -ErrorVariable failure
        $slices.Slice | Should -Be Rooms
        $failure[0].FullyQualifiedErrorId | Should -Be 'GroupNotFound,SsprTools.Commands.GetSsprAdoptionCommand'
        Get-SsprAdoption Missing -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        @() | Get-SsprAdoption | Should -BeNullOrEmpty
        Get-SsprAdoption -ExcludeGroup Missing -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'asks for no more pages than the users and the report have' {
        Set-SandboxFault $sandbox small-pages -Target 20
        Clear-SandboxRequest $sandbox
        $null = Get-SsprAdoption
        $paths = @((Get-SandboxRequest $sandbox).path)
        @($paths -match '/users$').Count | Should -Be 4
        @($paths -match 'userRegistrationDetails$').Count | Should -Be 3
        @($paths -match 'directoryAudits$').Count | Should -BeLessOrEqual 2
        $paths.Count | Should -BeLessOrEqual 16
    }

    It 'counts a reset by the user and one by the helpdesk' {
        $before = Get-SsprAdoption Pilot
        $null = Invoke-SandboxControl $sandbox PATCH lags @{ audit = 'PT0S' }
        $user = Invoke-SandboxGraph $sandbox GET 'users/person4@contoso.onmicrosoft.com?$select=id'
        $null = Invoke-SandboxGraph $sandbox POST "users/$($user.id)/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword" @{ newPassword = 'Kf7-mWqx-Hrt4-cvxw' }
        Import-Module "$PSScriptRoot/../../out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
        $password = 'Kf7-mWqx-Hrt4-cvxw' | ConvertTo-SecureString -AsPlainText -Force
        $login = [pscredential]::new('person8@contoso.onmicrosoft.com', $password)
        (Invoke-SsprSandboxUser Reset $login -NewPassword $password -MobilePhone '+1 2065550100' -Method Text -Sandbox $sandbox.Uri).Succeeded | Should -BeTrue
        $after = Get-SsprAdoption Pilot
        $after.ResetByHelpdesk - $before.ResetByHelpdesk | Should -Be 1
        $after.ResetBySelfService - $before.ResetBySelfService | Should -Be 1
        (Get-SsprAdoption Rooms).ResetBySelfService | Should -Be 0
    }

    It 'keeps a snapshot without any name of a user, and compares with it' {
        $file = Join-Path $TestDrive kept.jsonl
        $first = Get-SsprAdoption -By department -SnapshotPath $file
        $first[0].SnapshotPath | Should -Be $file
        (Get-Content $file).Count | Should -Be 1
        Get-Content $file -Raw | Should -Not -Match 'person\d|@'
        $null = Invoke-SandboxGraph $sandbox PATCH 'users/person4@contoso.onmicrosoft.com' @{ accountEnabled = $false }
        try {
            $second = Get-SsprAdoption -By department -CompareTo $file
            $changed = $second | Where-Object Value -eq ($people[3].Department)
            $changed.Change.Users | Should -Be -1
            $null -eq $changed.SnapshotPath | Should -BeTrue
            (Get-Content $file).Count | Should -Be 1
            ($second | Out-String -Width 200) | Should -Match '\(-1\)'
            (Get-SsprAdoption -By department -CompareTo Last -SnapshotPath $file -Snapshot).Change.Users | Should -Contain -1
            (Get-Content $file).Count | Should -Be 2
        }
        finally { $null = Invoke-SandboxGraph $sandbox PATCH 'users/person4@contoso.onmicrosoft.com' @{ accountEnabled = $true } }
    }

    It 'keeps snapshots in the folder of the tenant, and nothing unasked' {
        $home1 = $env:XDG_DATA_HOME
        $env:XDG_DATA_HOME = "$TestDrive/data"
        try {
            $null = Get-SsprAdoption
            Test-Path "$TestDrive/data/SsprTools" | Should -BeFalse
            $path = (Get-SsprAdoption -Snapshot).SnapshotPath
            $path | Should -BeLike "*$($sandbox.TenantId)*adoption.jsonl"
            Test-Path $path | Should -BeTrue
            (Get-SsprAdoption -CompareTo Last).Change.Users | Should -Be 0
            (Get-SsprAdoption -CompareTo ([DateTimeOffset]::UtcNow.AddDays(2).ToString('yyyy-MM-dd'))).Change.Users | Should -Be 0
        }
        finally { $env:XDG_DATA_HOME = $home1 }
    }

    It 'has nothing to compare with: <Value>' -ForEach @(
        @{ Value = 'nowhere.jsonl' }
        @{ Value = '2001-01-01' }
    ) {
        $file = Join-Path $TestDrive other.jsonl
        $null = Get-SsprAdoption -SnapshotPath $file
        $failure = Get-Failure { Get-SsprAdoption -CompareTo $Value -SnapshotPath $file }
        $failure.FullyQualifiedErrorId | Should -Be 'InvalidSnapshot,SsprTools.Commands.GetSsprAdoptionCommand'
    }

    It 'does not compare departments with the tenant' {
        $file = Join-Path $TestDrive tenant.jsonl
        $null = Get-SsprAdoption -SnapshotPath $file
        (Get-Failure { Get-SsprAdoption -By department -CompareTo $file }).FullyQualifiedErrorId | Should -Match '^InvalidSnapshot,'
    }

    It 'shows Unknown with a reason, and no zero, where the permission is missing' {
        $narrow = Connect-Narrowly $sandbox 'User.Read.All'
        $all = Get-SsprAdoption -Connection $narrow
        $all.Users | Should -BeGreaterThan 40
        foreach ($figure in 'InScope', 'HasUsableMethods', 'Registered', 'Capable', 'NotInReport', 'ResetBySelfService', 'ResetByHelpdesk') {
            $null -eq $all.$figure | Should -BeTrue -Because $figure
            ($all.NotKnown | Where-Object Figure -eq $figure).Reason | Should -Not -BeNullOrEmpty -Because $figure
        }
        $text = $all | Out-String -Width 200
        $text | Should -Match 'Unknown'
        $text | Should -Not -Match '\b0\b'
    }

    It 'names the permission when nothing may be read' {
        $failure = Get-Failure { Get-SsprAdoption -Connection (Connect-Narrowly $sandbox 'Policy.Read.All') }
        $failure.FullyQualifiedErrorId | Should -Be 'PermissionMissing,SsprTools.Commands.GetSsprAdoptionCommand'
        $failure.ErrorDetails.RecommendedAction | Should -Match 'User.Read.All'
    }

    It 'ends in an error when the report is broken off by <_>' -ForEach nextlink-foreign, nextlink-repeat {
        Set-SandboxFault $sandbox small-pages -Target 20
        Set-SandboxFault $sandbox $_ -Target userRegistrationDetails
        (Get-Failure { Get-SsprAdoption }).FullyQualifiedErrorId | Should -Be 'IncompletePages,SsprTools.Commands.GetSsprAdoptionCommand'
    }

    It 'goes through throttling' {
        Set-SandboxFault $sandbox throttle -Count 1
        (Get-SsprAdoption).Users | Should -BeGreaterThan 40
    }

    It 'refuses to count by <_>' -ForEach mail, displayName, 'no property' {
        (Get-Failure { Get-SsprAdoption -By $_ }).FullyQualifiedErrorId | Should -Match '^InvalidArgument,'
    }

    It 'hands on the service''s word about a property that there is not' {
        (Get-Failure { Get-SsprAdoption -By notAProperty }).Exception.Message | Should -Match 'notAProperty'
    }

    It 'ends within two seconds on Ctrl+C' {
        Set-SandboxFault $sandbox latency -Target 20000
        $stop = Measure-Stop 'Connect-SsprTenant -Sandbox $uri; "asking"; Get-SsprAdoption' @{ uri = $sandbox.Uri } -After 2500
        $stop.WasRunning | Should -BeTrue
        $stop.Output | Should -Contain 'asking'
        $stop.Elapsed.TotalSeconds | Should -BeLessThan 2
    }

    It 'completes properties' { Get-Completion 'Get-SsprAdoption -By depa' | Should -Be department }

    It 'writes numbers so that they can be read: <Value>, <Change> is <Text>' -ForEach @(
        @{ Value = 1204; Change = 12; Text = '1,204 (+12)' }
        @{ Value = 1204; Change = -3000; Text = '1,204 (-3,000)' }
        @{ Value = 0; Change = 0; Text = '0 (±0)' }
        @{ Value = 7; Change = $null; Text = '7' }
        @{ Value = $null; Change = 3; Text = 'Unknown' }
    ) {
        [SsprTools.Formatting.View]::Figure($Value, $Change) | Should -Be $Text
    }
}
