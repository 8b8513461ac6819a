@{
    Id = 'new-user-methods'
    Section = '1.14'
    Fact = 'authentication/* of a new user answers at once.'
    Question = 'For how long does it answer 404 after the user was made?'
    RestsOn = 'Add-SsprMethod on a test user just made; a 404 there is tried again.'
    Needs = @('Write')
    Ask = {
        param($Live)
        Use-LiveUser $Live {
            param($user)
            $waited = Wait-LiveMethod $Live $user
            New-Verdict ($waited.Refusals ? 'Refuted' : 'Confirmed') ($waited.Refusals ? "It answered 404 for $($waited.Seconds) s." : 'It was answered at the first try.') @{ seconds = $waited.Seconds; refusals = $waited.Refusals }
        }
    }
}
