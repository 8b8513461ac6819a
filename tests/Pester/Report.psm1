# What the suites of the registration report share: the report past the module under test, and what the service was asked for.

$ErrorActionPreference = 'Stop'

# Requests as the service counts them: a batch is one, and each of its steps counts for the report's budget.
function Get-Asked($Sandbox) {
    $rows = @(Get-SandboxRequest $Sandbox)
    [pscustomobject]@{
        Requests = @($rows | Where-Object { -not $_.batchId }).Count
        Report = @($rows | Where-Object path -like '*/userRegistrationDetails*').Count
        Rows = $rows
    }
}

# Every row as the service has it.
function Get-WholeReport($Sandbox) {
    $token = (Invoke-RestMethod "$($Sandbox.Uri)_sandbox").accessToken
    $next = "$($Sandbox.Uri)v1.0/reports/authenticationMethods/userRegistrationDetails"
    while ($next) {
        $page = Invoke-RestMethod $next -Headers @{ Authorization = "Bearer $token" }
        $page.value
        $next = $page.'@odata.nextLink'
    }
}

Export-ModuleMember -Function *-*
