@{
    Id = 'phone-refusals'
    Section = '1.6, 5.2, 6.4'
    Fact = 'A phone in a wrong form, a second one of a type, and alternateMobile before mobile are refused with 400.'
    Question = 'Which status, code and text has each?'
    RestsOn = 'Add-SsprMethod keeps the order and the form by itself; the texts would tell a person more.'
    Needs = @('Write')
    Ask = {
        param($Live)
        Use-LiveUser $Live {
            param($user)
            $phones = "users/$($user.Id)/authentication/phoneMethods"
            Wait-LiveMethod $Live $user
            $seen = [ordered]@{}
            $try = {
                param($what, $number, $type)
                $answer = Request-Live $Live $phones -Method POST -Body @{ phoneNumber = $number; phoneType = $type } -Expect 200, 201, 400, 409
                $seen[$what] = [ordered]@{ status = $answer.Status; code = $answer.Code; message = $answer.Message }
            }
            & $try 'alternateMobile before mobile' '+1 2065550102' alternateMobile
            & $try 'without country' '2065550100' mobile
            & $try 'without the blank' '+12065550100' mobile
            if (@($seen['without country'].status, $seen['without the blank'].status) -notmatch '20[01]') { & $try 'mobile' '+1 2065550100' mobile }
            & $try 'a second mobile' '+1 2065550103' mobile
            $refused = 'alternateMobile before mobile', 'without country', 'without the blank', 'a second mobile'
            $taken = @($refused | Where-Object { $seen[$_].status -lt 300 })
            if ($taken) { return New-Verdict Refuted "Taken all the same: $($taken -join '; ')." $seen }
            $other = @($refused | Where-Object { $seen[$_].status -ne 400 })
            New-Verdict ($other ? 'Refuted' : 'Confirmed') ($other ? "Refused with something else: $($other -join '; ')." : 'All are refused with 400.') $seen
        }
    }
}
