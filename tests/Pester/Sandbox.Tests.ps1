# The script module SsprTools.Sandbox as it is packed: out/SsprTools.Sandbox of this checkout.
BeforeAll {
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $manifest = "$root/out/SsprTools.Sandbox/SsprTools.Sandbox.psd1"
    if (-not (Test-Path $manifest)) { throw "The sandbox module is not built: $manifest. Run ./build.sh build." }
    Import-Module $manifest -Force
    $pwsh = $env:SSPRTOOLS_PWSH ? $env:SSPRTOOLS_PWSH : [System.Environment]::ProcessPath
    function ConvertTo-Secret([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }
    function New-Login([string] $Name, [string] $Text) { [pscredential]::new("$Name@contoso.onmicrosoft.com", (ConvertTo-Secret $Text)) }
    $initial = 'Init1al-Zebra-7'
    $next = 'Second-Giraffe-22'
    $third = 'Third-Okapi-333'
    $phone = '+1 2065550100'
    $seed = "$TestDrive/seed.json"
    @{
        users = @(
            @{ upn = 'admin@contoso.onmicrosoft.com'; displayName = 'Alex Admin'; roles = @('Global Administrator') }
            @{ upn = 'monica@contoso.onmicrosoft.com'; displayName = 'Monica Thompson'; licenses = @('AAD_PREMIUM'); password = $initial; forceChangePassword = $true }
            @{ upn = 'olga@contoso.onmicrosoft.com'; displayName = 'Olga Petrov'; licenses = @('AAD_PREMIUM'); password = $next; methods = @{ mobilePhone = $phone } }
        )
        skus = @(@{ partNumber = 'AAD_PREMIUM'; units = 25 })
        portalPolicy = @{ enablementType = 2 }
    } | ConvertTo-Json -Depth 6 | Set-Content $seed
}

AfterAll {
    Stop-SsprSandbox
    Remove-Module SsprTools.Sandbox
}

Describe 'Start-SsprSandbox' {
    AfterEach { Stop-SsprSandbox }

    It 'gives what Connect-SsprTenant and a person need, and no token' {
        $sandbox = Start-SsprSandbox
        $sandbox.Uri | Should -BeOfType ([uri])
        $sandbox.Uri.IsLoopback | Should -BeTrue
        $sandbox.DefaultDomain | Should -Be 'contoso.onmicrosoft.com'
        $sandbox.Account | Should -Be 'admin@contoso.onmicrosoft.com'
        $sandbox.TenantId | Should -BeOfType ([guid])
        $sandbox.PSTypeNames[0] | Should -Be 'SsprTools.Sandbox.Tenant'
        @($sandbox.psobject.Properties.Name) | Should -Be @('Uri', 'TenantId', 'DefaultDomain', 'Account', 'Pages', 'ProcessId')
        ($sandbox | Format-List * | Out-String) + ($sandbox | ConvertTo-Json) + ($sandbox | Out-String) | Should -Not -Match 'eyJ'
        (Invoke-WebRequest $sandbox.Pages).Content | Should -Match 'Sign in'
    }

    It 'takes seed, users, a group of them, faults, lags, switches, budgets and a port' {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $options = @{
            Seed = $seed; Users = 7; GroupSize = 3; Budget = @{ reports = '5/1' }; Fault = 'throttle:2', 'audit-late', 'unavailable,ratio=0.2,seed=7,where=steps'; Port = $port
            Lag = @{ report = [timespan] '01:00'; audit = 'PT0S' }; Switch = @{ 'sign-in-code' = $false; 'smart-lockout-threshold' = 3 }
        }
        $uri = "$((Start-SsprSandbox @options).Uri)"
        $uri | Should -Be "http://127.0.0.1:$port/"
        $faults = (Invoke-RestMethod "${uri}_sandbox/faults").value
        @($faults.name) | Should -Be @('throttle', 'audit-late', 'unavailable')
        @($faults[2].ratio, $faults[2].seed, $faults[2].where) | Should -Be @(0.2, 7, 'steps')
        (Invoke-RestMethod "${uri}_sandbox/lags").report | Should -Be 'PT1H'
        $switches = (Invoke-RestMethod "${uri}_sandbox/switches").value
        ($switches | Where-Object name -EQ 'sign-in-code').value | Should -Be 'false'
        ($switches | Where-Object name -EQ 'smart-lockout-threshold').value | Should -Be '3'
        $null = Invoke-RestMethod "${uri}_sandbox/faults" -Method Delete
        $discovery = Invoke-RestMethod "${uri}_sandbox"
        @($discovery.budgets.reports.requests, $discovery.budgets.reports.seconds) | Should -Be @(5, 1)
        $headers = @{ Authorization = "Bearer $(Invoke-RestMethod "${uri}_sandbox/tokens" -Method Post -ContentType application/json -Body '{}' | ForEach-Object accessToken)" }
        $first = (Invoke-RestMethod "${uri}v1.0/groups?`$filter=displayName eq 'First generated users'" -Headers $headers).value.id
        @((Invoke-RestMethod "${uri}v1.0/groups/$first/members" -Headers $headers).value).Count | Should -Be 3
    }

    It 'starts a second one beside the first' {
        $one, $two = (Start-SsprSandbox), (Start-SsprSandbox)
        $one.Uri | Should -Not -Be $two.Uri
        $one | Stop-SsprSandbox
        { Invoke-RestMethod "$($one.Uri)_sandbox" } | Should -Throw
        (Invoke-RestMethod "$($two.Uri)_sandbox").sandbox | Should -BeTrue
    }

    It 'says what is wrong: <What>' -ForEach @(
        @{ What = 'a fault that does not exist'; Argument = @{ Fault = 'nonsense' }; Id = 'SandboxNotStarted'; Message = "*'nonsense' is not a fault*" }
        @{ What = 'a switch that does not exist'; Argument = @{ Switch = @{ nonsense = 1 } }; Id = 'SandboxNotStarted'; Message = '*nonsense=1*' }
        @{ What = 'a budget that is none'; Argument = @{ Budget = @{ reports = 'many' } }; Id = 'SandboxNotStarted'; Message = '*reports=many*' }
        @{ What = 'a lag that is none'; Argument = @{ Lag = @{ audit = 'soon' } }; Id = 'SandboxNotStarted'; Message = '*audit=soon*' }
        @{ What = 'a seed that is not there'; Argument = @{ Seed = 'nowhere.json' }; Id = 'SeedNotFound'; Message = '*nowhere.json*' }
        @{ What = 'a port that is none'; Argument = @{ Port = 70000 }; Id = 'ParameterArgumentValidationError'; Message = '*70000*' }
    ) {
        { Start-SsprSandbox @Argument } | Should -Throw -ErrorId "$Id,Start-SsprSandbox" -ExpectedMessage $Message
    }

    It 'says that the port is taken' {
        $first = Start-SsprSandbox
        { Start-SsprSandbox -Port $first.Uri.Port } | Should -Throw -ErrorId 'SandboxNotStarted,Start-SsprSandbox' -ExpectedMessage '*in use*'
    }

    It 'starts nothing with -WhatIf' {
        Start-SsprSandbox -WhatIf | Should -BeNullOrEmpty
        { Get-SsprSandboxMessage } | Should -Throw -ErrorId 'NoSandbox,*'
    }

    It 'tells what to install when dotnet is missing' {
        $path, $dotnetRoot = $env:PATH, $env:DOTNET_ROOT
        try {
            $env:PATH, $env:DOTNET_ROOT = "$TestDrive", ''
            { Start-SsprSandbox } | Should -Throw -ErrorId 'DotnetMissing,Start-SsprSandbox' -ExpectedMessage '*ASP.NET Core Runtime 10*'
        }
        finally { $env:PATH, $env:DOTNET_ROOT = $path, $dotnetRoot }
    }

    It 'tells what to install when the ASP.NET Core runtime is missing' -Skip:$IsWindows {
        $fake = New-Item -ItemType Directory "$TestDrive/fake"
        # What the host of .NET prints when a framework is not there.
        "#!/bin/sh`necho 'You must install or update .NET to run this application.' >&2`necho ""Framework: 'Microsoft.AspNetCore.App', version '10.0.0' (x64)"" >&2`nexit 150" |
            Set-Content "$fake/dotnet"
        chmod +x "$fake/dotnet"
        $path = $env:PATH
        try {
            $env:PATH = "$fake$([System.IO.Path]::PathSeparator)$path"
            { Start-SsprSandbox } | Should -Throw -ErrorId 'AspNetCoreMissing,Start-SsprSandbox' -ExpectedMessage '*ASP.NET Core Runtime 10*'
        }
        finally { $env:PATH = $path }
    }

    It 'ends with the session that started it' {
        $child = & $pwsh -NoProfile -Command "Import-Module '$manifest'; (Start-SsprSandbox).ProcessId; Start-Sleep 1; [System.Environment]::Exit(0)"
        $process = Get-Process -Id ([int] @($child)[0]) -ErrorAction Ignore
        if ($process) { $process.WaitForExit(10000) | Should -BeTrue }
    }

    It 'ends when the module is removed' {
        $id = & $pwsh -NoProfile -Command "Import-Module '$manifest'; `$s = Start-SsprSandbox; Remove-Module SsprTools.Sandbox; Start-Sleep -Milliseconds 300; [bool] (Get-Process -Id `$s.ProcessId -ErrorAction Ignore)"
        $id | Should -Be 'False'
    }

    It 'does not end when somebody presses Ctrl+C in the session' -Skip:$IsWindows {
        $sandbox = Start-SsprSandbox
        & kill -INT $sandbox.ProcessId
        Start-Sleep -Milliseconds 500
        (Invoke-RestMethod "$($sandbox.Uri)_sandbox").sandbox | Should -BeTrue
    }

    It 'completes the names of all faults' {
        $sandbox = Start-SsprSandbox
        $known = (Invoke-RestMethod "$($sandbox.Uri)_sandbox/faults").known.name | Sort-Object
        (TabExpansion2 'Start-SsprSandbox -Fault ').CompletionMatches.CompletionText | Sort-Object | Should -Be $known
    }
}

Describe 'Stop-SsprSandbox' {
    It 'ends all of the session, twice, and with nothing running' {
        $ids = @(Start-SsprSandbox; Start-SsprSandbox).ProcessId
        Stop-SsprSandbox -WhatIf
        Get-Process -Id $ids -ErrorAction Ignore | Should -HaveCount 2
        Stop-SsprSandbox
        Stop-SsprSandbox
        Get-Process -Id $ids -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'takes one that has ended already' {
        $sandbox = Start-SsprSandbox
        $sandbox | Stop-SsprSandbox
        { $sandbox | Stop-SsprSandbox -ErrorAction Stop } | Should -Not -Throw
    }

    It 'refuses what is no sandbox' {
        { Get-Date | Stop-SsprSandbox -ErrorAction Stop } | Should -Throw
    }
}

Describe 'Invoke-SsprSandboxUser and Get-SsprSandboxMessage' {
    BeforeAll { $sandbox = Start-SsprSandbox -Seed $seed -Lag @{ audit = 'PT0S' } }
    AfterAll { Stop-SsprSandbox }

    It 'registers, resets and signs in; the old password fails' {
        $login = New-Login monica $initial
        $registered = Invoke-SsprSandboxUser -Action Register -Credential $login -NewPassword (ConvertTo-Secret $next) -MobilePhone $phone
        $registered.Succeeded | Should -BeTrue -Because $registered.Message
        $registered.Steps.Step | Should -Contain 'MoreInformationRequired'
        $reset = $sandbox | Invoke-SsprSandboxUser Reset $login -NewPassword (ConvertTo-Secret $third) -MobilePhone $phone -TryWrong
        $reset.Succeeded | Should -BeTrue -Because $reset.Message
        $reset.Steps.Step | Should -Contain 'WrongNumberRefused'
        $reset.Steps.Step | Should -Contain 'WrongCodeRefused'
        $signIn = Invoke-SsprSandboxUser SignIn (New-Login monica $third) -MobilePhone $phone
        $signIn.Steps.Step | Should -Contain 'SignInCodeAccepted'
        $old = Invoke-SsprSandboxUser SignIn (New-Login monica $next) -MobilePhone $phone
        $old.Succeeded | Should -BeFalse
        $old.Message | Should -Match '50126'
        $old.PSTypeNames[0] | Should -Be 'SsprTools.Sandbox.UserResult'
    }

    It 'shows the codes: that is its purpose' {
        $messages = Get-SsprSandboxMessage -User monica@contoso.onmicrosoft.com
        @($messages | Where-Object Channel -EQ sms).Count | Should -BeGreaterOrEqual 3
        $messages[0].Code | Should -Match '^\d{6}$'
        $messages[0].Time.Kind | Should -Be 'Utc'
        $messages[0] | Out-String | Should -Match $messages[0].Code
        Get-SsprSandboxMessage $phone | Should -Not -BeNullOrEmpty
        Get-SsprSandboxMessage '+1 2065559999' | Should -BeNullOrEmpty
        ($sandbox.Uri | Get-SsprSandboxMessage -User monica@contoso.onmicrosoft.com).Count | Should -Be $messages.Count
    }

    It 'gives the SSPR code when the pages refuse' {
        $admin = Invoke-SsprSandboxUser Reset (New-Login admin x) -NewPassword (ConvertTo-Secret $third) -MobilePhone $phone
        $admin.Succeeded | Should -BeFalse
        $admin.SsprCode | Should -Be 'SSPR_0012'
        $admin.Steps[-1].Ok | Should -BeFalse
    }

    It 'shows no password in any output or stream' {
        $secret = 'Fourth-Tapir-4'
        $all = & { Invoke-SsprSandboxUser ChangePassword (New-Login olga $next) -NewPassword (ConvertTo-Secret $secret) -MobilePhone $phone -Verbose -Debug } *>&1
        $text = ($all | Format-List * -Force | Out-String) + ($all | ConvertTo-Json -Depth 6 -WarningAction Ignore)
        $text | Should -Match '"Succeeded":\s+true'
        foreach ($word in $secret, $next) { $text | Should -Not -Match $word }
    }

    It 'says what is wrong: <What>' -ForEach @(
        @{ What = 'a reset without a new password'; Script = { Invoke-SsprSandboxUser Reset (New-Login olga x) }; Id = 'NewPasswordMissing,*'; Message = '*-NewPassword*' }
        @{ What = 'an action that does not exist'; Script = { Invoke-SsprSandboxUser Dance (New-Login olga x) }; Id = 'ParameterArgumentValidationError,*'; Message = '*Register*' }
        @{ What = 'a number without country'; Script = { Invoke-SsprSandboxUser SignIn (New-Login olga x) -MobilePhone 5550100 }; Id = '*Validation*'; Message = '*+1 2065550100*' }
        @{ What = 'an address elsewhere'; Script = { Invoke-SsprSandboxUser SignIn (New-Login olga x) -Sandbox https://login.microsoftonline.com }; Id = 'NotASandbox,*'; Message = '*this machine*' }
        @{ What = 'no sandbox at the address'; Script = { Invoke-SsprSandboxUser SignIn (New-Login olga x) -Sandbox http://127.0.0.1:1 }; Id = 'RobotFailed,*'; Message = '*does not answer*' }
        @{ What = 'no sandbox to read from'; Script = { Get-SsprSandboxMessage -Sandbox http://127.0.0.1:1 }; Id = 'SandboxNotReached,*'; Message = '*does not answer*' }
    ) {
        $Script | Should -Throw -ErrorId $Id -ExpectedMessage $Message
    }

    It 'reports a code that never came' {
        $null = Invoke-RestMethod "$($sandbox.Uri)_sandbox/faults" -Method Post -ContentType application/json -Body '{"name":"code-not-sent","count":1}'
        $reset = Invoke-SsprSandboxUser Reset (New-Login olga x) -NewPassword (ConvertTo-Secret $third) -MobilePhone $phone
        $reset.Succeeded | Should -BeFalse
        $reset.Steps[-1].Step | Should -Be 'NoCodeArrived'
    }
}

Describe 'Help and views' {
    It '<_> has a synopsis, every parameter described, and examples' -ForEach 'Start-SsprSandbox', 'Stop-SsprSandbox', 'Get-SsprSandboxMessage', 'Invoke-SsprSandboxUser' {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Not -Match $_
        @($help.examples.example).Count | Should -BeGreaterThan 0
        foreach ($parameter in $help.parameters.parameter | Where-Object name -NotIn 'WhatIf', 'Confirm') {
            "$($parameter.name): $($parameter.description.Text)" | Should -Match ': \S'
        }
    }

    It 'exports these four functions and nothing else' {
        $module = Get-Module SsprTools.Sandbox
        @($module.ExportedCommands.Keys | Sort-Object) | Should -Be @('Get-SsprSandboxMessage', 'Invoke-SsprSandboxUser', 'Start-SsprSandbox', 'Stop-SsprSandbox')
        @((Get-FormatData -TypeName 'SsprTools.Sandbox.*').TypeNames).Count | Should -Be 4
    }
}
