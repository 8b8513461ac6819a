# The manners that people expect of a module at the prompt, held against every cmdlet at once: names complete from the tenant, views fit a window, text carries no colour
# of its own, -Verbose tells each request, nothing is said on import, secrets are no strings.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Shared.psm1"
    Import-TestModule
    $commands = @(Get-Command -Module SsprTools | ForEach-Object { @{ Name = $_.Name } })
    $names = foreach ($command in Get-Command -Module SsprTools) {
        foreach ($parameter in $command.Parameters.Values | Where-Object { $_.ParameterType.Name -match '^(User|Group)Reference' }) {
            @{ Name = $command.Name; Parameter = $parameter.Name; Kind = $parameter.ParameterType.Name -replace 'Reference.*' }
        }
    }
    if ($commands.Count -lt 30 -or @($names).Count -lt 20) { throw 'The cmdlets were not found.' }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1", "$PSScriptRoot/SignIn.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox '--seed', "$PSScriptRoot/Docs/tenant.json"
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $dataHome = $env:XDG_DATA_HOME
    $env:XDG_DATA_HOME = "$TestDrive/data"
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
}

AfterAll {
    $env:XDG_DATA_HOME = $dataHome
    Stop-TestSandbox $sandbox
}

Describe 'Completion' {
    BeforeAll {
        # A completer gives up after two seconds, which a busy machine may need: somebody at the prompt presses Tab again.
        function Get-PatientCompletion([string] $Text) {
            for ($i = 0; $i -lt 30; $i++) { if ($found = Get-Completion $Text) { return $found } }
        }
    }

    # Remove-SsprTestUser and Get-SsprTestUser offer test users alone, and what is removed must be one.
    It 'gives live names for <Name> -<Parameter>' -ForEach $names {
        $typed = $Kind -eq 'Group' ? 'wave' : $Name -like '*-SsprTestUser' ? 'sam' : 'ben'
        $expected = $Kind -eq 'Group' ? 'Wave1' : $Name -like '*-SsprTestUser' ? "'SamR@contoso.onmicrosoft.com'" : "'ben@contoso.onmicrosoft.com'"
        Get-PatientCompletion "$Name -$Parameter $typed" | Should -Contain $expected
    }

    It 'gives words for every other parameter of <Name> that has its own' -ForEach $commands {
        foreach ($parameter in (Get-Command $Name).Parameters.Values | Where-Object Name -NotIn $common) {
            $wanted = $parameter.Name -in 'Page', 'Setting', 'Environment', 'License', 'Command', 'By', 'Scope' -or $parameter.ParameterType.IsEnum
            if ($wanted) { Get-PatientCompletion "$Name -$($parameter.Name) " | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name)" }
        }
    }

    It 'says nothing, and no error, where there is no connection' {
        $before = $global:Error.Count
        Disconnect-SsprTenant
        try { Get-Completion 'Get-SsprGroup wave' | Should -BeNullOrEmpty } finally { $null = Connect-SsprTenant -Sandbox $sandbox.Uri }
        $global:Error.Count | Should -Be $before
    }
}

Describe 'The parameters of <Name>' -ForEach $commands {
    BeforeAll { $command = Get-Command $Name }

    It 'take a connection, so that several tenants can be worked on' {
        if ($Name -in 'Connect-SsprTenant', 'Get-SsprContext') { return } # they make one and show it
        $command.Parameters.Keys | Should -Contain Connection
    }

    It 'take what a person calls it, first and from the pipeline' {
        if (-not $command.Parameters.ContainsKey('Identity')) { return }
        $identity = $command.Parameters['Identity']
        @($identity.ParameterSets.Values).Position | Should -Contain 0
        $identity.ParameterType.Name | Should -Match '^(User|Group|Event)?Reference(\[\])?$' -Because 'a name, an id or an object will do'
        # A group's members come down the pipeline, not the group.
        $piped = $command.Parameters[$command.Noun -eq 'SsprGroupMember' ? 'Member' : 'Identity']
        @($piped.ParameterSets.Values).ValueFromPipeline | Should -Contain $true
    }

    It 'take and give no secret as text' {
        $command.Parameters.Values | Where-Object { $_.Name -match 'Password$|Secret$|Token$' -and $_.ParameterType -notin [securestring], [pscredential], [switch] } | Should -BeNullOrEmpty
        foreach ($type in $command.OutputType.Type | Where-Object { $_ }) {
            $type.GetProperties() | Where-Object { $_.Name -match 'Password$|Secret$|Token$' -and $_.PropertyType -notin [securestring], [pscredential], [bool], [Nullable[bool]] } | Should -BeNullOrEmpty
        }
    }

    It 'have -WhatIf and -Confirm where something changes, and ask by themselves before what is hard to take back' {
        $attribute = $command.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $true)[0]
        $changes = $command.Verb -in 'Add', 'New', 'Set', 'Remove', 'Enable', 'Disable', 'Restore', 'Undo'
        if ($changes) { $attribute.SupportsShouldProcess | Should -BeTrue }
        if ($changes -and ($command.Verb -eq 'Remove' -and $command.Noun -notin 'SsprGroupMember', 'SsprMethod' -or $command.Noun -eq 'SsprPolicy' -or $command.Verb -in 'Enable', 'Disable')) {
            "$($attribute.ConfirmImpact)" | Should -Be 'High'
        }
    }
}

Describe 'The views of <Name>' -ForEach $commands {
    It 'are there for every type that it gives' {
        if ($Name -ne 'Disconnect-SsprTenant') { (Get-Command $Name).OutputType | Should -Not -BeNullOrEmpty -Because 'the type of the output is declared' }
        foreach ($type in (Get-Command $Name).OutputType.Type | Where-Object { $_ -and $_.Namespace -notmatch '^System' }) {
            Get-FormatData -TypeName $type.FullName | Should -Not -BeNullOrEmpty -Because $type.FullName
        }
    }
}

Describe 'What <Name> gives' -ForEach $commands {
    It 'has times with their zone, and no yes or no where nobody may know' {
        foreach ($type in (Get-Command $Name).OutputType.Type | Where-Object { $_ -and $_.Namespace -notmatch '^System' }) {
            $type.GetProperties() | Where-Object { $_.PropertyType -in [datetime], [Nullable[datetime]] } | ForEach-Object Name | Should -BeNullOrEmpty -Because $type.FullName
            # What the service says of a user or a setting can be unknown; what the module did itself cannot.
            $type.GetProperties() | Where-Object { $_.PropertyType -eq [bool] -and $_.Name -match '^(IsSspr|IsMfa|IsAdmin|IsDefault|AccountEnabled|Enabled|Registered|Capable)' } | ForEach-Object Name | Should -BeNullOrEmpty -Because $type.FullName
        }
    }
}

Describe 'What is shown' {
    BeforeAll {
        $shown = [ordered]@{
            'Get-SsprContext'       = { Get-SsprContext }
            'Get-SsprPolicy'        = { Get-SsprPolicy }
            'Get-SsprGroup'         = { Get-SsprGroup SSPRTesters; Get-SsprGroup SSPRTesters -Member }
            'Get-SsprTestUser'      = { Get-SsprTestUser }
            'Get-SsprRegistration'  = { Get-SsprRegistration }
            'Get-SsprMethod'        = { Get-SsprMethod SamR@contoso.onmicrosoft.com }
            'Get-SsprAdoption'      = { Get-SsprAdoption }
            'Test-SsprUser'         = { Test-SsprUser MonicaT@contoso.onmicrosoft.com; (Test-SsprUser MonicaT@contoso.onmicrosoft.com).Gates }
            'Test-SsprPrerequisite' = { Test-SsprPrerequisite }
            'Measure-SsprImpact'    = { Measure-SsprImpact -SmsVoiceRetirement -WarningAction SilentlyContinue }
            'Compare-SsprPolicy'    = { Compare-SsprPolicy }
            'Invoke-SsprTest'       = { Invoke-SsprTest MonicaT@contoso.onmicrosoft.com -PreflightOnly 6>$null }
            'Add-SsprMethod'        = { Add-SsprMethod MonicaT@contoso.onmicrosoft.com -Email monica@example.com }
        }
    }

    It 'has no colour of its own, whatever the session asks for: <_>' -ForEach 'Get-SsprContext', 'Get-SsprPolicy', 'Get-SsprGroup', 'Get-SsprTestUser', 'Get-SsprRegistration', 'Get-SsprMethod',
    'Get-SsprAdoption', 'Test-SsprUser', 'Test-SsprPrerequisite', 'Measure-SsprImpact', 'Compare-SsprPolicy', 'Invoke-SsprTest', 'Add-SsprMethod' {
        $rendering, $header, $custom, $label = $PSStyle.OutputRendering, $PSStyle.Formatting.TableHeader, $PSStyle.Formatting.CustomTableHeaderLabel, $PSStyle.Formatting.FormatAccent
        try {
            # What the engine itself colours is switched off; an escape that is left would be ours, and would go into a file as well.
            $PSStyle.OutputRendering = 'Ansi'
            $PSStyle.Formatting.TableHeader = $PSStyle.Formatting.CustomTableHeaderLabel = $PSStyle.Formatting.FormatAccent = "`e[0m"
            $text = & $shown[$_] | Out-String -Width 110
        }
        finally { $PSStyle.OutputRendering = $rendering; $PSStyle.Formatting.TableHeader = $header; $PSStyle.Formatting.CustomTableHeaderLabel = $custom; $PSStyle.Formatting.FormatAccent = $label }
        $text.Trim() | Should -Not -BeNullOrEmpty
        $text.Replace("`e[0m", '').Contains("`e") | Should -BeFalse
    }

    It 'fits a window of eighty columns: <_>' -ForEach 'Get-SsprGroup', 'Get-SsprTestUser', 'Get-SsprRegistration', 'Get-SsprMethod', 'Get-SsprAdoption', 'Test-SsprUser',
    'Measure-SsprImpact', 'Compare-SsprPolicy' {
        $command = $_
        # Long names leave no room for these; the object has them.
        $mayGo = @{ 'Get-SsprTestUser' = 'Groups', 'Name'; 'Get-SsprMethod' = , 'Remarks' }
        $rendering = $PSStyle.OutputRendering
        try { $PSStyle.OutputRendering = 'PlainText'; $lines = (& $shown[$_] | Out-String -Width 80) -split '\r?\n' } finally { $PSStyle.OutputRendering = $rendering }
        # What is left out for want of room is missing from the heading; a label of several words may go on below.
        $view = (Get-FormatData -TypeName (Get-Command $_).OutputType[0].Type.FullName).FormatViewDefinition[0].Control
        $labels = @($view.Headers.Label | Where-Object { $_ -and $_ -notin $mayGo[$command] })
        $labels.Count | Should -BeGreaterThan 2
        $heading = $lines | Where-Object { $_ -match "^ *$([regex]::Escape($labels[0]))\b" } | Select-Object -First 1
        foreach ($label in $labels) { $heading | Should -Match "\b$([regex]::Escape(($label -split ' ')[0]))(?!\w)|$([regex]::Escape($label))" -Because "$command shows $label" }
    }

    It 'shows no insides of an object: <_>' -ForEach 'Get-SsprContext', 'Get-SsprPolicy', 'Get-SsprGroup', 'Get-SsprTestUser', 'Get-SsprRegistration', 'Get-SsprMethod',
    'Get-SsprAdoption', 'Test-SsprUser', 'Test-SsprPrerequisite', 'Measure-SsprImpact', 'Compare-SsprPolicy', 'Invoke-SsprTest', 'Add-SsprMethod' {
        $text = & $shown[$_] | Format-List | Out-String -Width 200
        $text.Trim() | Should -Not -BeNullOrEmpty
        $text | Should -Not -Match '<>|__|System\.(Collections|Object|String)|\{ [A-Z]\w+ = '
    }

    It 'shows each gate of Test-SsprUser on a line, broken between words' {
        $readiness = Test-SsprUser MonicaT@contoso.onmicrosoft.com
        $list = $readiness | Format-List | Out-String -Width 80
        foreach ($gate in $readiness.Gates) { $list | Should -Match "$($gate.Gate): \w+" }
        $table = $readiness.Gates | Out-String -Width 80
        foreach ($word in $readiness.Gates.Reason -split ' ' | Where-Object Length -LT 40) { $table, $list | Should -Match ([regex]::Escape($word)) }
    }
}

Describe 'The voice of the module' {
    It 'says nothing on import, sets nothing, and connects with one object and no banner' {
        $said = Invoke-Fresh $sandbox @'
Remove-Module SsprTools
$preferences = Get-Variable *Preference | ForEach-Object { "$($_.Name)=$($_.Value)" }
$names = (Get-Variable -Scope Global).Name
$aliases = @(Get-Alias).Count
$import = @(Import-Module SSPR_MODULE *>&1)
"import $($import.Count)"
"preferences $(@(Compare-Object $preferences (Get-Variable *Preference | ForEach-Object { "$($_.Name)=$($_.Value)" })).Count)"
"variables $(@((Get-Variable -Scope Global).Name | Where-Object { $_ -notin $names -and $_ -notin 'preferences', 'names', 'aliases', 'import' }) -join ',')"
"aliases $(@(Get-Alias).Count - $aliases)"
$all = @(Connect-SsprTenant -Sandbox $uri *>&1)
"connect $($all.Count) $($all[0].GetType().Name)"
'@.Replace('SSPR_MODULE', "'$(Get-TestModulePath)'")
        $said | Should -Be 'import 0', 'preferences 0', 'variables ', 'aliases 0', 'connect 1 SsprConnection'
    }

    It 'has no colour in a file, nor a QR code or progress in what another program reads' {
        $file = "$TestDrive/out.txt"
        $script = "`$null = Connect-SsprTenant -Sandbox `$uri; Get-SsprPolicy; Get-SsprRegistration; Test-SsprUser MonicaT@contoso.onmicrosoft.com; `$null = Invoke-SsprTest MonicaT@contoso.onmicrosoft.com -Timeout 0:0 -EvidencePath '$TestDrive/evidence'"
        $said = Invoke-Fresh $sandbox $script @{ NO_COLOR = '1' }
        Set-Content $file $said
        $said.Count | Should -BeGreaterThan 40
        (Get-Content -Raw $file).Contains("`e") | Should -BeFalse
        (Get-Content -Raw $file) | Should -Not -Match '[\u2580-\u259F]'
    }

    It 'tells with -Verbose each request, once, with what came and how long it took: <_>' -ForEach 'Get-SsprPolicy', 'Get-SsprRegistration', 'Get-SsprGroup SSPRTesters -Member', 'Get-SsprAdoption',
    'Test-SsprUser MonicaT@contoso.onmicrosoft.com', 'Add-SsprMethod SamR@contoso.onmicrosoft.com -Email sam@example.com', 'Get-SsprEvent' {
        Clear-SandboxRequest $sandbox
        $records = @(& ([scriptblock]::Create("$_ -Verbose 4>&1")) | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })
        $lines = @($records.Message | Where-Object { $_ -match '^(GET|POST|PATCH|PUT|DELETE) /' })
        foreach ($line in $lines) { $line | Should -Match '^[A-Z]+ /\S+: \d{3}, \d+ ms, try \d+$' }
        # What the sandbox got, the steps of a batch too.
        $sent = Get-SandboxRequest $sandbox | ForEach-Object { "$($_.method) $($_.path): $($_.status)" }
        (($lines -replace ', \d+ ms.*') | Sort-Object) -join "`n" | Should -Be (($sent | Sort-Object) -join "`n")
        $lines.Count | Should -BeGreaterThan 0
        $records.Message | Should -Not -Match 'eyJ[\w-]+\.|Bearer'
    }
}
