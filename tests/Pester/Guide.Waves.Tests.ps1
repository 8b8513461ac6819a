# The guide docs/guides/waves.md, block by block, in one session against a sandbox.
BeforeAll {
    Import-Module "$PSScriptRoot/Shared.psm1" -Force
    Import-TestModule
    $sandbox = Start-TestSandbox
    $null = Connect-SsprTenant -Sandbox $sandbox.Uri
    $dataHome = $env:XDG_DATA_HOME
    $env:XDG_DATA_HOME = "$TestDrive"
    $root = (Resolve-Path "$PSScriptRoot/../..").Path
    $blocks = [regex]::Matches((Get-Content -Raw "$root/docs/guides/waves.md"), '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
}

AfterAll {
    $env:XDG_DATA_HOME = $dataHome
    Stop-TestSandbox $sandbox
}

Describe 'The guide to waves' {
    It 'runs from the first wave to everyone and back' {
        $blocks.Count | Should -Be 6
        $ErrorActionPreference = 'Stop'
        $rollout = { (Get-SsprPolicy -Setting SelectedGroup).Value.DisplayName }

        $first = . ([scriptblock]::Create($blocks[0]))
        "$(($first | Where-Object Route).Status)" | Should -Be 'Updated'
        & $rollout | Should -Be 'SSPR rollout'
        (Get-SsprPolicy -Setting Scope).Value | Should -Be 'Selected'

        $null = . ([scriptblock]::Create($blocks[1]))
        $ready.UserPrincipalName | Should -Contain 'ben@contoso.onmicrosoft.com'
        $ready.UserPrincipalName | Should -Not -Contain 'diego@contoso.onmicrosoft.com' -Because 'he has no licence'

        $null = . ([scriptblock]::Create($blocks[2]))
        & $rollout | Should -Be 'SSPR rollout' -Because 'the policy itself was left alone'
        $selected = (Get-SsprPolicy -Setting SelectedGroup).Value.Id
        ((Invoke-SandboxGraph $sandbox GET "groups/$selected/members").value.displayName | Sort-Object) -join ',' | Should -Be 'SSPR wave 1,SSPR wave 2'

        Step-SandboxClock $sandbox 0.05:00:00
        $null = Connect-SsprTenant -Sandbox $sandbox.Uri
        $arrived = . ([scriptblock]::Create($blocks[3]))
        ($arrived | Where-Object UserPrincipalName -EQ 'ben@contoso.onmicrosoft.com').IsSsprEnabled | Should -BeTrue

        $all = . ([scriptblock]::Create($blocks[4]))
        "$($change.Status)" | Should -Be 'Updated'
        $all.Setting | Should -Not -Contain 'Scope'
        $null = . ([scriptblock]::Create($blocks[5]))
        (Get-SsprPolicy -Setting Scope).Value | Should -Be 'Selected'
        & $rollout | Should -Be 'SSPR rollout'
    }

    It 'and the first wave again changes nothing' {
        Clear-SandboxRequest $sandbox
        $again = . ([scriptblock]::Create($blocks[0]))
        ($again.Status | ForEach-Object { "$_" } | Sort-Object -Unique) | Should -Be 'Unchanged'
        Get-SandboxWrite $sandbox | Should -BeNullOrEmpty
    }
}
