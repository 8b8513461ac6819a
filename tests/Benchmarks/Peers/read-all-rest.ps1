# What an admin writes who knows Graph and has no module: follow the links with Invoke-RestMethod.
param([string] $Address)

$token = (Invoke-RestMethod "$Address/_sandbox").accessToken
$headers = @{ Authorization = "Bearer $token" }
'@go'
$rows = 0
$uri = "$Address/v1.0/reports/authenticationMethods/userRegistrationDetails?`$select=id,userPrincipalName,userDisplayName,userType,isAdmin,isSsprEnabled,isSsprRegistered,isSsprCapable,methodsRegistered,lastUpdatedDateTime"
while ($uri) {
    $page = Invoke-RestMethod $uri -Headers $headers
    foreach ($row in $page.value) { $rows++; $null = $row }
    $uri = $page.'@odata.nextLink'
}
$rows
