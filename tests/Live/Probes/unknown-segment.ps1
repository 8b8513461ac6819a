@{
    Id = 'unknown-segment'
    Section = '5.5'
    Fact = 'An address that does not exist answers 400.'
    Question = 'Which status and code has an address that Graph does not know?'
    RestsOn = 'Error messages: a 404 is told as "not found", a 400 as a request that is wrong.'
    Needs = @()
    Ask = {
        param($Live)
        $answer = Request-Live $Live 'ssprToolsNoSuchThing' -Expect 400, 404
        $seen = [ordered]@{ status = $answer.Status; code = $answer.Code; message = $answer.Message }
        New-Verdict ($answer.Status -eq 400 ? 'Confirmed' : 'Refuted') "It is $($answer.Status)." $seen
    }
}
