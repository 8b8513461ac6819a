# The scripts in docs/examples, run as they stand against the sandbox. What belongs to other products is a stand-in here, and says so; PSScriptAnalyzer reads the
# scripts in ScriptAnalyzer.Tests.ps1. The workflow is parsed with YamlDotNet, which PlatyPS brings along.
#Requires -Modules Microsoft.PowerShell.PlatyPS
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/SignIn.psm1" -Force
    Import-TestModule
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $examples = "$root/docs/examples"
    $environment = 'IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'ACTIONS_ID_TOKEN_REQUEST_URL',
        'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'RUNNER_TEMP', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY', 'TENANT_NAME', 'WANTED_PERCENT', 'XDG_DATA_HOME'
    $before = @{ }
    foreach ($name in $environment) { $before[$name] = [System.Environment]::GetEnvironmentVariable($name) }
    $env:XDG_DATA_HOME = "$TestDrive/data"
    $sandbox = Start-TestSandbox '--seed', "$PSScriptRoot/Docs/tenant.json"
    $PSDefaultParameterValues = @{ 'Connect-SsprTenant:Sandbox' = $sandbox.Uri }
    $readers = 'User.Read.All', 'AuditLog.Read.All', 'Group.Read.All', 'GroupMember.Read.All', 'Policy.Read.All', 'Policy.Read.AuthenticationMethod', 'Organization.Read.All', 'RoleManagement.Read.Directory'
}

AfterAll {
    foreach ($name in $environment) { [System.Environment]::SetEnvironmentVariable($name, $before[$name]) }
    Stop-TestSandbox $sandbox
}

Describe 'The Automation runbook' {
    BeforeAll {
        # The Az module's commands, as far as the runbook uses them.
        $copied = [System.Collections.Generic.List[object]]::new()
        function Connect-AzAccount { param([switch] $Identity, [string] $AccountId) "$Identity $AccountId" }
        function New-AzStorageContext { param([string] $StorageAccountName, [switch] $UseConnectedAccount) "$StorageAccountName $UseConnectedAccount" }
        function Set-AzStorageBlobContent { param([string] $File, [string] $Container, [string] $Blob, $Context, [switch] $Force) $copied.Add("$Container|$(Split-Path $File -Leaf)|$Blob|$Context|$Force") }
        $runbook = "$examples/azure-automation/Invoke-SsprWeeklyReport.ps1"
    }

    It 'reports as a managed identity, copies the files, and can run again' {
        $identity = Invoke-SandboxControl $sandbox POST identity @{ roles = $readers }
        $env:IDENTITY_ENDPOINT, $env:IDENTITY_HEADER = $identity.endpoint, $identity.header
        Clear-SandboxRequest $sandbox
        foreach ($time in 1..2) {
            $result = & $runbook -Folder "$TestDrive/weekly" -StorageAccount contosoreports
            $result.TenantId | Should -Be $sandbox.TenantId
            $result.InScope | Should -Be 4 -Because 'three testers and the administrator'
            (Split-Path $result.Files -Leaf | Sort-Object) -join ',' | Should -Be 'adoption.json,sspr.html,to-register.csv'
        }

        (Import-Csv "$TestDrive/weekly/to-register.csv").UserPrincipalName | Should -Contain 'MonicaT@contoso.onmicrosoft.com'
        (Get-Content -Raw "$TestDrive/weekly/adoption.json" | ConvertFrom-Json).InScope | Should -Be 4
        (Get-Content -Raw "$TestDrive/weekly/sspr.html").Contains('>Unknown<') | Should -BeTrue -Because 'an app cannot read the policy'
        $copied.Count | Should -Be 6
        $copied[0] | Should -Match '^sspr-reports\|[\w.-]+\|\d{4}-\d\d-\d\d/[\w.-]+\|contosoreports True\|True$'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'ends at once when the identity lacks a right, and names it' {
        $less = Invoke-SandboxControl $sandbox POST identity @{ name = 'less'; roles = @($readers | Where-Object { $_ -ne 'AuditLog.Read.All' }) }
        $env:IDENTITY_ENDPOINT, $env:IDENTITY_HEADER = $less.endpoint, $less.header
        { & $runbook -Folder "$TestDrive/less" -ClientId $less.clientId } | Should -Throw -ExpectedMessage '*AuditLog.Read.All*'
        Test-Path "$TestDrive/less" | Should -BeFalse
    }
}

Describe 'The workflow' {
    BeforeAll {
        Add-Type -Path (Join-Path (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS | Select-Object -First 1).ModuleBase Dependencies/YamlDotNet.dll)
        $text = Get-Content -Raw "$examples/github-actions/sspr-tenants.yml"
        $stream = [YamlDotNet.RepresentationModel.YamlStream]::new()
        $stream.Load([System.IO.StringReader]::new($text))

        # Mappings as hashtables, sequences as arrays.
        function ConvertFrom-Node($Node) {
            if ($Node -is [YamlDotNet.RepresentationModel.YamlMappingNode]) {
                $map = [ordered]@{ }
                foreach ($pair in $Node.Children.GetEnumerator()) { $map["$($pair.Key)"] = ConvertFrom-Node $pair.Value }
                $map
            }
            elseif ($Node -is [YamlDotNet.RepresentationModel.YamlSequenceNode]) { , @($Node.Children | ForEach-Object { ConvertFrom-Node $_ }) }
            else { "$($Node.Value)" }
        }

        $workflow = ConvertFrom-Node $stream.Documents[0].RootNode
        $job = $workflow.jobs.tenant
        $scripts = @($job.steps | Where-Object { $_.Contains('run') -and $_.name -ne 'Build the module' })
    }

    It 'asks for no more than the token and the code, pins every action to a commit, and puts no expression into a script' {
        ($workflow.permissions.Keys | Sort-Object) -join ',' | Should -Be 'contents,id-token'
        $workflow.permissions['contents'] | Should -Be 'read'
        $job.Contains('permissions') | Should -BeFalse
        $actions = @($job.steps | ForEach-Object { $_['uses'] } | Where-Object { $_ })
        $actions.Count | Should -BeGreaterThan 2
        $actions | Should -Match '^actions/[\w-]+@[0-9a-f]{40}$'
        [regex]::Matches($text, '(?m)uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$').Count | Should -Be $actions.Count -Because 'the version stands beside the commit'
        $job.steps | ForEach-Object { $_['run'] } | Should -Not -Match '\$\{\{'
        $job['runs-on'] | Should -Not -Match 'latest'
    }

    It 'has only keys that the engine knows, and the scripts in it have nothing that the analyzer would tell' {
        # Of the engine's own reference, as far as a workflow of this kind can use them.
        $workflow.Keys | Where-Object { $_ -notin 'name', 'on', 'permissions', 'concurrency', 'defaults', 'env', 'jobs', 'run-name' } | Should -BeNullOrEmpty
        $job.Keys | Where-Object { $_ -notin 'name', 'runs-on', 'timeout-minutes', 'environment', 'strategy', 'env', 'defaults', 'steps', 'permissions', 'needs', 'if', 'outputs', 'concurrency', 'container', 'services', 'continue-on-error' } | Should -BeNullOrEmpty
        $job.strategy.Keys | Where-Object { $_ -notin 'fail-fast', 'max-parallel', 'matrix' } | Should -BeNullOrEmpty
        foreach ($step in $job.steps) {
            $step.Keys | Where-Object { $_ -notin 'name', 'id', 'if', 'uses', 'with', 'run', 'shell', 'env', 'working-directory', 'timeout-minutes', 'continue-on-error' } | Should -BeNullOrEmpty
            $step.Contains('uses') -xor $step.Contains('run') | Should -BeTrue -Because 'a step either uses an action or runs a script'
        }

        if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) { Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not there' }
        foreach ($script in $scripts) { Invoke-ScriptAnalyzer -ScriptDefinition $script.run -Severity Warning, Error, ParseError | ForEach-Object { "$($script.name): $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty }
    }

    It 'has a job for each tenant, which does not end the others' {
        $job.strategy['fail-fast'] | Should -Be 'false'
        $tenants = $job.strategy.matrix.include
        $tenants.Count | Should -Be 2
        foreach ($tenant in $tenants) { foreach ($id in $tenant.tenant, $tenant.client) { { [guid] $id } | Should -Not -Throw } }
        # What the scripts read must be set: by the engine, by env, or by the step before.
        $given = 'ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'RUNNER_TEMP', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY' + @($job.env.Keys) + @($scripts | ForEach-Object { $_['env'].Keys })
        $scripts.run | ForEach-Object { [regex]::Matches($_, '\$env:(\w+)').ForEach({ $_.Groups[1].Value }) } | Where-Object { $_ -notin $given } | Should -BeNullOrEmpty
        foreach ($value in @($job.env.Values) + @($scripts | ForEach-Object { $_['env'].Values })) {
            if ($value -match '^\$\{\{ matrix\.(\w+) \}\}$') { $name = $Matches[1]; foreach ($tenant in $tenants) { $tenant.Contains($name) | Should -BeTrue -Because $value } }
        }
    }

    It 'signs in with the federated token and reports: <Name>' -ForEach @(
        @{ Name = 'contoso'; Wanted = 0 }
        @{ Name = 'fabrikam'; Wanted = 101 }
    ) {
        $scripts.Count | Should -Be 2
        $issuer = New-TestCertificate ci.example
        $subject = 'repo:contoso/sspr:environment:sspr'
        $client = New-SignInClient $sandbox federated @{ issuer = 'https://token.actions.githubusercontent.com'; subject = $subject; roles = $readers; certificatePem = $issuer.ExportCertificatePem() }
        $assertion = New-FederatedToken 'https://token.actions.githubusercontent.com' $subject $issuer
        # The engine's own endpoint for tokens.
        function Invoke-RestMethod {
            param([string] $Uri, [hashtable] $Headers)
            if ($Uri -ne 'https://actions.example/token?v=2&audience=api://AzureADTokenExchange' -or $Headers.Authorization -ne 'bearer job-secret') { throw "asked $Uri" }
            [pscustomobject]@{ value = $assertion }
        }
        $place = New-Item "$TestDrive/$Name" -ItemType Directory
        Push-Location $place
        try {
            $env:ACTIONS_ID_TOKEN_REQUEST_URL, $env:ACTIONS_ID_TOKEN_REQUEST_TOKEN = 'https://actions.example/token?v=2', 'job-secret'
            $env:RUNNER_TEMP, $env:GITHUB_ENV, $env:GITHUB_STEP_SUMMARY = "$place", "$place/env", "$place/summary.md"
            $env:AZURE_TENANT_ID, $env:AZURE_CLIENT_ID = $sandbox.TenantId, $client.clientId
            . ([scriptblock]::Create($scripts[0].run))
            # As the engine does between two steps.
            foreach ($line in Get-Content $env:GITHUB_ENV) { $key, $value = $line -split '=', 2; Set-Item "env:$key" $value }
            $env:TENANT_NAME, $env:WANTED_PERCENT = $Name, $Wanted
            $judge = [scriptblock]::Create($scripts[1].run)
            $failure = ''
            try { . $judge } catch { $failure = "$_" }
            $failure | Should -Match ($Wanted -le 100 ? '^$' : 'are wanted')
            $connection.AuthType | Should -Be 'WorkloadIdentity'
            (Get-Content -Raw "reports/$Name.html").Contains($sandbox.TenantId) | Should -BeTrue
            Get-Content -Raw summary.md | Should -Match "## $Name[\s\S]+\| \d+ \| \d+ \| \d+ \| \d+ \| [\d.]+ \|"
            "$(Get-Content -Raw summary.md)$(Get-Content -Raw "reports/$Name.html")".Contains($assertion) | Should -BeFalse
        }
        finally { Pop-Location }
    }
}

Describe 'The Maester tests' {
    It 'pass, fail and skip by what the tenant says, with details for Maester' {
        $client = New-SignInClient $sandbox secret @{ roles = $readers }
        $said = Invoke-Fresh $sandbox @"
Import-Module Pester -RequiredVersion $((Get-Module Pester).Version)
`$details = [System.Collections.Generic.List[string]]::new()
# Maester's command, as far as the tests use it.
function global:Add-MtTestResultDetail { param([string] `$Description, [string] `$Result) `$details.Add("`$Description => `$Result") }
foreach (`$way in 'person', 'app') {
    if (`$way -eq 'person') { `$null = Connect-SsprTenant -Sandbox `$uri }
    else { `$null = Connect-SsprTenant -Sandbox `$uri -ClientSecret ([pscredential]::new('$($client.clientId)', (ConvertTo-SecureString '$($client.secret)' -AsPlainText -Force))) }
    `$configuration = New-PesterConfiguration
    `$configuration.Run.Path = '$examples/maester'
    `$configuration.Run.PassThru = `$true
    `$configuration.Output.Verbosity = 'None'
    `$result = Invoke-Pester -Configuration `$configuration
    foreach (`$test in `$result.Tests) { "`$way `$(`$test.ExpandedName -replace ':.*') `$(`$test.Result)" }
}
"details `$(`$details.Count) `$(@(`$details | Where-Object { `$_ -match '=> .+' }).Count)"
"@
        $said | Should -Be @(
            'person SSPR.01 Passed', 'person SSPR.02 Passed', 'person SSPR.03 Failed', 'person SSPR.04 Failed', 'person SSPR.05 Failed'
            'app SSPR.01 Skipped', 'app SSPR.02 Skipped', 'app SSPR.03 Skipped', 'app SSPR.04 Failed', 'app SSPR.05 Failed'
            'details 10 10'
        )
    }
}

Describe 'The import of phones' {
    BeforeAll {
        $import = "$examples/pre-registration/Import-SsprPhone.ps1"
        $null = Connect-SsprTenant
    }

    BeforeEach { Clear-SandboxRequest $sandbox }

    It 'checks every row first and names every fault, and then writes nothing' {
        Set-Content "$TestDrive/bad.csv" 'UserPrincipalName,MobilePhone,Email', 'MonicaT@contoso.onmicrosoft.com,12345,', 'nobody@contoso.onmicrosoft.com,+1 2065550120,',
            'ben@contoso.onmicrosoft.com,+1 2065550121,', 'diego@contoso.onmicrosoft.com,,', 'SamR@contoso.onmicrosoft.com,,sam@example.com', 'SamR@contoso.onmicrosoft.com,,sam@example.com'
        $failure = $null
        try { & $import "$TestDrive/bad.csv" -Confirm:$false 6>$null } catch { $failure = "$_" }
        foreach ($expected in 'InvalidPhoneNumber', 'UserNotFound', 'MethodDiffers', 'diego@contoso\.onmicrosoft\.com: nothing to write', 'SamR@contoso\.onmicrosoft\.com: 2 rows') { $failure | Should -Match $expected }
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }

    It 'with -WhatIf writes nothing, then writes, then finds nothing to do; and the undo file takes it back' {
        Set-Content "$TestDrive/good.csv" 'UserPrincipalName,MobilePhone,Email', 'MonicaT@contoso.onmicrosoft.com,+1 2065550100,monica@example.com', 'ben@contoso.onmicrosoft.com,+1 2065550104,ben@example.com'
        & $import "$TestDrive/good.csv" -WhatIf 6>$null | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        $first = & $import "$TestDrive/good.csv" -Confirm:$false 6>$null
        "$($first.Users) $($first.Created) $($first.Updated) $($first.Unchanged) $(@($first.Other).Count)" | Should -Be '2 3 0 1 0'
        Clear-SandboxRequest $sandbox
        $again = & $import "$TestDrive/good.csv" -UndoPath "$TestDrive/again.jsonl" -Confirm:$false 6>$null
        "$($again.Created) $($again.Unchanged)" | Should -Be '0 4'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        (Undo-SsprMethod $first.UndoPath -Confirm:$false).Status | ForEach-Object { "$_" } | Sort-Object -Unique | Should -Be 'Removed'
    }
}

Describe 'The pilot users with a vault' {
    BeforeAll {
        $make = "$examples/secret-management/New-SsprPilotUser.ps1"
        $null = Connect-SsprTenant
        Set-Content "$TestDrive/pilot.csv" 'DisplayName,UserPrincipalName', 'Ada Pilot,AdaP', 'Bo Pilot,BoP'

        # SecretManagement's commands, as far as the script uses them: a vault in memory.
        $secrets = @{ }
        $refuses = [System.Collections.Generic.List[string]]::new()
        function Set-Secret {
            param([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] $Secret, [string] $Vault, [hashtable] $Metadata)
            foreach ($pattern in $refuses) { if ($Name -like $pattern) { throw "the vault $Vault refuses $Name" } }
            $secrets[$Name] = @{ Secret = $Secret; Metadata = $Metadata; Vault = $Vault }
        }
        function Remove-Secret { param([Parameter(Mandatory)] [string] $Name, [string] $Vault) $secrets.Remove($Name) }
    }

    It 'keeps each password in the vault, shows it nowhere, and runs again without a second user' {
        $all = & $make "$TestDrive/pilot.csv" Pilot -Group SSPRTesters -Verbose *>&1
        $made = @($all | Where-Object { $_.PSObject.Properties['Secret'] })
        ($made.Status | ForEach-Object { "$_" }) -join ',' | Should -Be 'Created,Created'
        ($secrets.Keys | Sort-Object) -join ',' | Should -Be 'sspr-AdaP@contoso.onmicrosoft.com,sspr-BoP@contoso.onmicrosoft.com'
        $kept = $secrets['sspr-AdaP@contoso.onmicrosoft.com']
        $kept.Vault | Should -Be 'Pilot'
        $password = $kept.Secret.GetNetworkCredential().Password
        $password.Length | Should -BeGreaterThan 7
        ($all | Out-String -Width 500).Contains($password) | Should -BeFalse
        (Invoke-SandboxGraph $sandbox GET 'users/AdaP@contoso.onmicrosoft.com').displayName | Should -Be 'Ada Pilot'

        $again = @(& $make "$TestDrive/pilot.csv" Pilot -Group SSPRTesters)
        ($again.Status | ForEach-Object { "$_" }) -join ',' | Should -Be 'Unchanged,Unchanged'
        $secrets['sspr-AdaP@contoso.onmicrosoft.com'].Secret.GetNetworkCredential().Password | Should -Be $password
    }

    It 'makes nobody when the vault takes nothing' {
        $refuses.Add('sspr-probe-*')
        Set-Content "$TestDrive/none.csv" 'DisplayName,UserPrincipalName', 'Cy Pilot,CyP'
        try { { & $make "$TestDrive/none.csv" Pilot } | Should -Throw -ExpectedMessage '*refuses*' } finally { $refuses.Clear() }
        { Invoke-SandboxGraph $sandbox GET 'users/CyP@contoso.onmicrosoft.com' } | Should -Throw
    }

    It 'removes a user whose password could not be kept' {
        $refuses.Add('sspr-DeeP@*')
        Set-Content "$TestDrive/lost.csv" 'DisplayName,UserPrincipalName', 'Dee Pilot,DeeP'
        try { { & $make "$TestDrive/lost.csv" Pilot } | Should -Throw -ExpectedMessage '*removed again*' } finally { $refuses.Clear() }
        { Invoke-SandboxGraph $sandbox GET 'users/DeeP@contoso.onmicrosoft.com' } | Should -Throw
    }

    It 'with -WhatIf touches neither tenant nor vault' {
        Clear-SandboxRequest $sandbox
        $count = $secrets.Count
        Set-Content "$TestDrive/what.csv" 'DisplayName,UserPrincipalName', 'Eve Pilot,EveP'
        & $make "$TestDrive/what.csv" Pilot -WhatIf | Should -BeNullOrEmpty
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
        $secrets.Count | Should -Be $count
    }
}

Describe 'The examples' {
    It 'are all named on their page, and the page names none that is not there' {
        $page = Get-Content -Raw "$examples/README.md"
        $linked = [regex]::Matches($page, '\]\((?!https?:)([^)]+)\)').ForEach({ $_.Groups[1].Value })
        $there = Get-ChildItem $examples -Recurse -File | Where-Object Name -NE README.md | ForEach-Object { [System.IO.Path]::GetRelativePath($examples, $_.FullName).Replace('\', '/') }
        ($linked | Sort-Object) -join ',' | Should -Be (($there | Sort-Object) -join ',')
    }
}
