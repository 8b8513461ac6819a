# Who asks: the sign-in, what may be done with it, and what has to be cleaned up after it.

# Template ids are the same in every tenant (facts/graph.md 1.1 names the roles).
$script:roleNames = @{
    '62e90394-69f5-4237-9190-012177145e10' = 'Global Administrator'; 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' = 'Global Reader'
    '0526716b-113d-4c15-b2c8-68e3c22b9f80' = 'Authentication Policy Administrator'; 'c4e39bd9-1100-46d3-8c65-fb160da0071f' = 'Authentication Administrator'
    '7be44c8a-adaf-4e2a-84d6-ab2649e08a13' = 'Privileged Authentication Administrator'; '8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2' = 'Hybrid Identity Administrator'
    '4a5d8f65-41da-4de4-8968-e035b65339cf' = 'Reports Reader'; '5d6b6bb7-de71-4623-b4af-96380a352509' = 'Security Reader'
    '194ae4cb-b126-40b2-bd5b-6091b380977d' = 'Security Administrator'; 'fe930be7-5e62-47db-91af-98c3a49a38b1' = 'User Administrator'
    'b79fbf4d-3ef9-4689-8143-76b194e85509' = $null # Everyone has it: "user" in tokens.
}

function Connect-Live {
    param([string] $TenantId, [string] $SignIn, [string] $ClientId, [string[]] $Scope, [string] $Environment, [switch] $PortalApi, [switch] $AllowWrite, [uri] $Sandbox)

    $secret = { param($name) ConvertTo-SecureString ([System.Environment]::GetEnvironmentVariable($name) ?? $(throw "The sign-in $SignIn needs the environment variable $name.")) -AsPlainText -Force }
    $how = @{ PassThru = $true }
    if ($Sandbox) { $how.Sandbox = $Sandbox } else { $how.Environment = $Environment }
    if ($PortalApi) { $how.PortalApi = $true }
    if ($SignIn -notin '', 'ManagedIdentity', 'Environment', 'AccessToken') { $how.TenantId = $TenantId }
    if ($ClientId -and $SignIn -notin '', 'ClientSecret', 'AccessToken', 'AzureCli', 'WorkloadIdentity', 'Environment') { $how.ClientId = $ClientId }
    if ($Scope -and $SignIn -in 'Interactive', 'DeviceCode') { $how.Scope = $Scope }
    elseif ($Scope) { throw 'Permissions are asked for with the sign-ins Interactive and DeviceCode only; of others they are granted beforehand.' }
    $password = $null
    switch ($SignIn) {
        '' { }
        'ClientSecret' { $password = & $secret SSPRTOOLS_LIVE_CLIENT_SECRET; $how.ClientSecret = [pscredential]::new($ClientId, $password) }
        'CertificatePath' { $how.CertificatePath = $env:SSPRTOOLS_LIVE_CERTIFICATE ?? $(throw 'The sign-in CertificatePath needs the environment variable SSPRTOOLS_LIVE_CERTIFICATE.') }
        'CertificateThumbprint' { $how.CertificateThumbprint = $env:SSPRTOOLS_LIVE_CERTIFICATE ?? $(throw 'The sign-in CertificateThumbprint needs the environment variable SSPRTOOLS_LIVE_CERTIFICATE.') }
        'AccessToken' { $how.AccessToken = & $secret SSPRTOOLS_LIVE_ACCESS_TOKEN }
        'AzureCli' { $how.FromAzureCli = $true }
        'Environment' { $how.FromEnvironment = $true }
        default { $how[$SignIn] = $true }
    }
    $connection = Connect-SsprTenant @how
    # Whoever named one tenant must not find another one asked.
    if ([guid]::TryParse($TenantId, [ref] [guid]::Empty) -and $connection.TenantId -and $connection.TenantId -ne $TenantId) {
        throw 'The sign-in ended in another tenant than SSPRTOOLS_LIVE_TENANT names. Nothing was asked.'
    }
    $session = [pscustomobject]@{
        Connection = $connection; AllowWrite = [bool] $AllowWrite; IsPerson = $connection.IsAppOnly -ne $true
        ClientId = $ClientId; ClientSecret = $password; Sandbox = $Sandbox; Redactor = New-Redactor
        Asked = [System.Collections.Generic.List[string]]::new(); Statuses = [System.Collections.Generic.Dictionary[string, int]]::new(); Requests = 0
        Roles = @($connection.DirectoryRoles | Where-Object { $_ } | ForEach-Object { $script:roleNames.ContainsKey($_) ? $script:roleNames[$_] : 'another role' } | Where-Object { $_ })
    }
    Add-Sensitive $session $connection.TenantId, $TenantId, $connection.Account, $connection.ObjectId
    if ("$($connection.Account)" -match '@(.+)$') { Add-SensitiveDomain $session $Matches[1] }
    if ($TenantId -like '*.*') { Add-SensitiveDomain $session $TenantId }
    try { Add-SensitiveDomain $session @((Request-Live $session 'organization?$select=id,displayName,verifiedDomains').Body.value.verifiedDomains.name) }
    catch { Write-Verbose 'The tenant''s domains could not be read. Addresses are hidden all the same.' }
    $session.Asked.Clear()
    $session
}

function Disconnect-Live($Session) { Disconnect-SsprTenant -Connection $Session.Connection -ErrorAction Ignore }

# A test user of a probe's own, gone again when it is done.
function Use-LiveUser($Session, [scriptblock] $Work) {
    $name = "ssprtools-live-$([guid]::NewGuid().ToString('N').Substring(0, 8))"
    $user = New-SsprTestUser $name $name -ExpiresAfter 1.00:00:00 -Connection $Session.Connection -Confirm:$false -ErrorAction Stop
    Add-Sensitive $Session $name, $user.UserPrincipalName, $user.Id
    $Session.Asked.Add('New-SsprTestUser, removed again at the end')
    try { & $Work $user }
    finally {
        try { $null = Remove-SsprTestUser $user.Id -Connection $Session.Connection -Confirm:$false -ErrorAction Stop }
        catch { Write-Warning "The test user $($user.UserPrincipalName) could not be removed; it is marked and can be with Remove-SsprTestUser. $_" }
    }
}

# An empty group of a probe's own.
function Use-LiveGroup($Session, [scriptblock] $Work) {
    $name = "ssprtools-live-$([guid]::NewGuid().ToString('N').Substring(0, 8))"
    $group = New-SsprGroup $name 'Made by the live check of SsprTools; may be removed' -Connection $Session.Connection -Confirm:$false -ErrorAction Stop
    Add-Sensitive $Session $name, $group.Id
    $Session.Asked.Add('New-SsprGroup, removed again at the end')
    try { & $Work $group }
    finally {
        try { $null = Remove-SsprGroup $group.Id -Connection $Session.Connection -Confirm:$false -ErrorAction Stop }
        catch { Write-Warning "The group $name could not be removed; do it with Remove-SsprGroup. $_" }
    }
}
