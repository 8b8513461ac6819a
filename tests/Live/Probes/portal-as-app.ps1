@{
    Id = 'portal-as-app'
    Section = '2.5, 6.2'
    Fact = 'An app without a user gets no token for the portal''s API.'
    Question = 'What does the sign-in service answer an app that asks for one, and does the API take it?'
    RestsOn = 'Connect-SsprTenant refuses -PortalApi for apps; runbooks cannot set the scope.'
    Needs = @('Secret')
    Ask = {
        param($Live)
        $login = "$($Live.Connection.Cloud.Login)".TrimEnd('/')
        $answer = Request-Outside $Live @{
            Method = 'POST'; Uri = "$login/$($Live.Connection.TenantId)/oauth2/v2.0/token"
            Body = @{ grant_type = 'client_credentials'; client_id = $Live.ClientId; client_secret = [System.Net.NetworkCredential]::new('', $Live.ClientSecret).Password; scope = '74658136-14ec-4630-ad9b-26e160ff0fc6/.default' }
        }
        $seen = [ordered]@{ tokenStatus = $answer.Status; errorCodes = @($answer.Body.error_codes | Where-Object { $_ }) }
        if ($answer.Status -ne 200) {
            # A wrong secret or an unknown app would be refused whatever it asked for.
            if ($seen.errorCodes -match '^(65002|500011|500014|650052|650057)$') { return New-Verdict Confirmed "AADSTS$($seen.errorCodes -join ', ')." $seen }
            return New-Verdict Unclear "The sign-in service answered $($answer.Status), AADSTS$($seen.errorCodes -join ', ')." $seen
        }
        if (-not $Live.Connection.Cloud.PortalApi) { return New-Verdict Refuted 'There is a token; this cloud''s API has no known address.' $seen }
        $policy = Request-Outside $Live @{
            Uri = "$("$($Live.Connection.Cloud.PortalApi)".TrimEnd('/'))/api/PasswordReset/PasswordResetPolicies"
            Headers = @{ Authorization = "Bearer $($answer.Body.access_token)"; 'X-Requested-With' = 'XMLHttpRequest'; 'x-ms-client-request-id' = "$([guid]::NewGuid())" }
        }
        $seen.policyStatus = $policy.Status
        New-Verdict ($policy.Status -eq 200 ? 'Refuted' : $policy.Status -in 401, 403 ? 'Confirmed' : 'Unclear') "There is a token, and the API answers it with $($policy.Status)." $seen
    }
}
