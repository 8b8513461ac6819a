@{
    Id = 'phone-patch-status'
    Section = '1.6'
    Fact = 'PATCH of a phone answers 200 with the phone.'
    Question = 'Is it 200 with a body, or 204 or 202 without, as on older pages?'
    RestsOn = 'Add-SsprMethod -Force; without a body the phone is read back.'
    Needs = @('Write')
    Ask = {
        param($Live)
        Use-LiveUser $Live {
            param($user)
            $phones = "users/$($user.Id)/authentication/phoneMethods"
            Wait-LiveMethod $Live $user
            $made = Request-Live $Live $phones -Method POST -Body @{ phoneNumber = '+1 2065550100'; phoneType = 'mobile' }
            $answer = Request-Live $Live "$phones/3179e48a-750b-4051-897c-87b9720928f7" -Method PATCH -Body @{ phoneNumber = '+1 2065550101'; phoneType = 'mobile' }
            $seen = [ordered]@{ post = $made.Status; patch = $answer.Status; patchHasBody = $null -ne $answer.Body; members = @($answer.Body | Where-Object { $_ } | ForEach-Object { $_.PSObject.Properties.Name }) }
            New-Verdict ($null -eq $answer.Status ? 'Unclear' : $answer.Status -eq 200 -and $seen.patchHasBody ? 'Confirmed' : 'Refuted') "It is $($answer.Status)$($seen.patchHasBody ? ', with a body' : ', without a body')." $seen
        }
    }
}
