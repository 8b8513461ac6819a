@{
    Id = 'portal-unauthorized'
    Section = '2.5, 5.6, 6.1'
    Fact = 'The portal''s API answers 401 to a token that is none.'
    Question = 'Which status, and what members has its body?'
    RestsOn = 'The error that an expired or wrong token ends in.'
    Needs = @()
    Ask = {
        param($Live)
        if (-not $Live.Connection.Cloud.PortalApi) { return New-Verdict NotRun 'The address of this cloud''s portal API is not known.' }
        $answer = Request-Outside $Live @{
            Uri = "$("$($Live.Connection.Cloud.PortalApi)".TrimEnd('/'))/api/PasswordReset/PasswordResetPolicies"
            Headers = @{ Authorization = 'Bearer none'; 'X-Requested-With' = 'XMLHttpRequest'; 'x-ms-client-request-id' = "$([guid]::NewGuid())" }
        }
        $seen = [ordered]@{ status = $answer.Status; members = @($answer.Body | Where-Object { $_ -is [psobject] } | ForEach-Object { $_.PSObject.Properties.Name }) }
        New-Verdict ($answer.Status -eq 401 ? 'Confirmed' : $answer.Status -in 200, 302, 400, 403 ? 'Refuted' : 'Unclear') "It is $($answer.Status)." $seen
    }
}
