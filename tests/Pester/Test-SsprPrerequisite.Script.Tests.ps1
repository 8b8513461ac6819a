# The script that grants: run, against an Azure CLI of our own that keeps the service principal's assignments and writes down what it was told.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/Shared.psm1"
    Import-TestModule
    $cases = foreach ($command in Get-Command -Module SsprTools) {
        $needs = @($command.ImplementingType.GetCustomAttributes($true) | Where-Object { $_.GetType().Name -eq 'GraphPermissionAttribute' })
        if ($needs) {
            @{ Name = $command.Name; PersonOnly = @($needs | Where-Object { $_.Permission -match ' ' -or -not $_.AppOnly }).Count -gt 0 }
        }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1", "$PSScriptRoot/Pilot.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $principal = '11111111-2222-3333-4444-555555555555'
    $all = @((Get-Command -Module SsprTools).ImplementingType | ForEach-Object { $_.GetCustomAttributes($true) } |
            Where-Object { $_.GetType().Name -eq 'GraphPermissionAttribute' -and $_.Permission -notmatch ' ' } | ForEach-Object Permission | Sort-Object -Unique)
    # The application permissions of Microsoft Graph as this tenant has them: ids of our own, and more than anybody asks for.
    $azure = @{ Roles = @{} }
    foreach ($name in $all + 'Directory.ReadWrite.All', 'Mail.ReadWrite') { $azure.Roles[$name] = "$([guid]::NewGuid())" }

    # Two assignments a page, so that the script has to follow links.
    function az {
        $azure.Calls.Add("$args")
        $global:LASTEXITCODE = 0
        $method = $args[[array]::IndexOf($args, '--method') + 1]
        $url = [uri] $args[[array]::IndexOf($args, '--url') + 1]
        if ($args[0] -ne 'rest' -or $url.Host -ne 'graph.microsoft.com') { throw "Not foreseen: $args" }
        if ($azure.Fails -and $method -eq $azure.Fails) { $global:LASTEXITCODE = 1; return }
        if ($method -eq 'GET' -and $url.AbsolutePath -like '*appId=*00000003-0000-0000-c000-000000000000*') {
            $roles = foreach ($entry in $azure.Roles.GetEnumerator()) { @{ id = $entry.Value; value = $entry.Key; allowedMemberTypes = @('Application') } }
            # In several lines, as the real one writes.
            (@{ id = 'graph-id'; appRoles = @($roles) } | ConvertTo-Json -Depth 5) -split "`n"
            return
        }
        if ($url.AbsolutePath -ne "/v1.0/servicePrincipals/$($azure.Principal)/appRoleAssignments") { throw "Not foreseen: $args" }
        if ($method -eq 'GET') {
            $skip = if ($url.Query -match 'skip=(\d+)') { [int] $Matches[1] } else { 0 }
            $page = [ordered] @{ value = @($azure.Assigned | Select-Object -Skip $skip -First 2) }
            if ($azure.Assigned.Count -gt $skip + 2) { $page['@odata.nextLink'] = "https://graph.microsoft.com$($url.AbsolutePath)?skip=$($skip + 2)" }
            ($page | ConvertTo-Json -Depth 5) -split "`n"
            return
        }
        $body = Get-Content ($args[[array]::IndexOf($args, '--body') + 1]).TrimStart('@') -Raw | ConvertFrom-Json -AsHashtable
        if ($method -ne 'POST' -or $args -notcontains 'Content-Type=application/json' -or $body.principalId -ne $azure.Principal) { throw "Not foreseen: $args" }
        if ($azure.Assigned | Where-Object { $_.appRoleId -eq $body.appRoleId -and $_.resourceId -eq $body.resourceId }) { throw 'Granted twice.' }
        $azure.Assigned.Add($body)
        $body | ConvertTo-Json
    }

    function Reset-Az {
        $azure.Calls = [System.Collections.Generic.List[string]]::new()
        $azure.Assigned = [System.Collections.Generic.List[object]]::new()
        $azure.Fails = $null
        $azure.Principal = $principal
    }
    function Invoke-Script([string] $Script) { & ([scriptblock]::Create("Set-StrictMode -Version Latest`n$Script")) }
    function Get-Granted { foreach ($one in $azure.Assigned) { if ($one.resourceId -eq 'graph-id') { $azure.Roles.GetEnumerator() | Where-Object Value -EQ $one.appRoleId | ForEach-Object Key } } }
    function Get-Written { @($azure.Calls | Where-Object { $_ -notmatch '--method GET' }) }
    function Get-Verdict([string] $Name, [string[]] $Role) {
        $app = Connect-SsprTenant -Sandbox $sandbox.Uri -AccessToken (New-SandboxToken $sandbox -Scope ($Role ? $Role : 'Nothing.At.All') -AppOnly) -PassThru
        Test-SsprPrerequisite -Command $Name -Connection $app
    }
}

AfterAll { Stop-TestSandbox $sandbox }

Describe 'The script of Test-SsprPrerequisite -AsScript' {
    BeforeEach { Reset-Az }

    It 'for <Name> grants what lets an app run it, not one permission more, and nothing twice' -ForEach $cases {
        $script = Test-SsprPrerequisite -Command $Name -AsScript -PrincipalId $principal
        $null = Invoke-Script $script
        $granted = @(Get-Granted)
        $azure.Assigned.Count | Should -Be $granted.Count -Because 'only permissions of Microsoft Graph are granted'
        $writes = @(Get-Written).Count
        $null = Invoke-Script $script
        @(Get-Written).Count | Should -Be $writes -Because 'the second run grants nothing'

        (Get-Verdict $Name $granted).MissingPermission | Should -BeNullOrEmpty
        foreach ($one in $granted) {
            $less = Get-Verdict $Name @($granted | Where-Object { $_ -ne $one })
            # What only a parameter needs fails nobody who does without it, but is named.
            if ($less.Reason -notmatch "For [^:]+: [^.]*$([regex]::Escape($one))") { "$($less.Verdict)" | Should -Not -Be 'Pass' -Because "$one was granted" }
            if (-not $PersonOnly) { $less.Reason | Should -Match '[Tt]he token (lacks|has does for)' -Because "$one was granted" }
        }
        if ($PersonOnly) { $script | Should -Match 'that takes a person' } else { $granted | Should -Not -BeNullOrEmpty }
    }

    It 'leaves alone what the app has already, on whichever page it is' {
        $script = Test-SsprPrerequisite -Command New-SsprGroup -AsScript -PrincipalId $principal
        foreach ($i in 1..4) { $azure.Assigned.Add(@{ principalId = $principal; resourceId = 'another-api'; appRoleId = "$([guid]::NewGuid())" }) }
        # The same role id at another API is another permission.
        $azure.Assigned.Add(@{ principalId = $principal; resourceId = 'another-api'; appRoleId = $azure.Roles['User.Read.All'] })
        $azure.Assigned.Add(@{ principalId = $principal; resourceId = 'graph-id'; appRoleId = $azure.Roles['Group.ReadWrite.All'] })
        $said = Invoke-Script $script
        @(Get-Written).Count | Should -Be 1
        @(Get-Granted) | Sort-Object | Should -Be 'Group.ReadWrite.All', 'User.Read.All'
        $said | Should -Be 'Group.ReadWrite.All: was granted already', 'User.Read.All: granted'
    }

    It 'grants nothing at all when one permission is not there' {
        $kept = $azure.Roles['User.Read.All']
        $azure.Roles.Remove('User.Read.All')
        try {
            { Invoke-Script (Test-SsprPrerequisite -Command New-SsprGroup -AsScript -PrincipalId $principal) } | Should -Throw '*no application permission User.Read.All*'
            Get-Written | Should -BeNullOrEmpty
        }
        finally { $azure.Roles['User.Read.All'] = $kept }
    }

    It 'stops when Azure CLI fails at <_>' -ForEach 'GET', 'POST' {
        $azure.Fails = $_
        { Invoke-Script (Test-SsprPrerequisite -Command New-SsprGroup -AsScript -PrincipalId $principal) } | Should -Throw '*az rest*failed*'
        $azure.Assigned.Count | Should -Be 0
        @(Get-Written).Count | Should -BeLessOrEqual 1
    }

    It 'refuses to run while nobody has said to whom' {
        $script = Test-SsprPrerequisite -Command New-SsprGroup -AsScript
        $script | Should -Match '<object id'
        { Invoke-Script $script } | Should -Throw '*object id*'
        $azure.Calls.Count | Should -Be 0
    }

    It 'leaves no file, function or variable behind' {
        $temporary = [System.IO.Path]::GetTempPath()
        $before = @(Get-ChildItem $temporary -Filter tmp*.tmp).FullName
        $null = Invoke-Script (Test-SsprPrerequisite -Command Get-SsprGroup -AsScript -PrincipalId $principal)
        foreach ($call in Get-Written) { if ($call -match '--body @(\S+)') { Test-Path $Matches[1] | Should -BeFalse } else { throw "No body in $call" } }
        @(Get-ChildItem $temporary -Filter tmp*.tmp).FullName | Where-Object { $_ -notin $before } | Should -BeNullOrEmpty
        Get-Command Invoke-Graph -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
