param([string] $Address)
$token = (Invoke-RestMethod "$Address/_sandbox").accessToken
$page = Invoke-RestMethod "$Address/v1.0/reports/authenticationMethods/userRegistrationDetails" -Headers @{ Authorization = "Bearer $token" }
$page.value[0].userPrincipalName
