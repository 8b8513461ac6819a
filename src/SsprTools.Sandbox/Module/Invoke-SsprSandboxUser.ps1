function Invoke-SsprSandboxUser {
    <#
    .SYNOPSIS
    Lets a robot person use the sandbox's pages: sign in, register, reset a forgotten password, change a password.
    .DESCRIPTION
    The robot reads and fills the pages of the sandbox as a person with a browser, a phone and a mailbox would; there is no back door. Each page
    that it saw is a step of the output. When the pages refuse, the result says so with Succeeded = $false; that is no error.

    It works with sandboxes only, never with a real tenant. Passwords go to the robot through a pipe: they are on no command line and in no output.
    .PARAMETER Action
    Register signs in, replaces an initial password by -NewPassword where the page asks for that, and sets up the methods that are wanted. Reset walks through
    "Forgot my password". SignIn signs in and enters a code when asked. ChangePassword changes a known password.
    .PARAMETER Credential
    User name and password. Reset does not need the password; the user name is enough.
    .PARAMETER NewPassword
    The password to set.
    .PARAMETER MobilePhone
    The person's mobile phone, with country code: '+1 2065550100'.
    .PARAMETER OfficePhone
    The person's office phone.
    .PARAMETER Email
    The person's private mail address.
    .PARAMETER Method
    The method to prefer. By default the first that the pages offer and the person can use.
    .PARAMETER TryWrong
    Also type a wrong code first each time, and report that it was refused. A wrong phone number is tried at every reset anyway.
    .PARAMETER Sandbox
    The sandbox: what Start-SsprSandbox gave, or its address. By default the last one that this session has started.
    .OUTPUTS
    SsprTools.Sandbox.UserResult with Action, UserPrincipalName, Succeeded, Message, SsprCode and Steps (each with Step, Seen, Ok).
    .EXAMPLE
    Invoke-SsprSandboxUser -Action Register -Credential $user.Credential -NewPassword $password -MobilePhone '+1 2065550100'
    .EXAMPLE
    (Invoke-SsprSandboxUser Reset $credential -NewPassword $password -MobilePhone '+1 2065550100').Steps
    #>
    [CmdletBinding()]
    [OutputType('SsprTools.Sandbox.UserResult')]
    param(
        [Parameter(Mandatory, Position = 0)]
        [ValidateSet('Register', 'Reset', 'SignIn', 'ChangePassword')]
        [string] $Action,

        [Parameter(Mandatory, Position = 1)]
        [ValidateNotNull()]
        [pscredential] $Credential,

        [ValidateNotNull()]
        [securestring] $NewPassword,

        [ValidatePattern('^\+\d{1,3} \d[\d ()./-]{3,}$', ErrorMessage = 'A number with country code and a blank is expected, such as +1 2065550100.')]
        [string] $MobilePhone,

        [ValidatePattern('^\+\d{1,3} \d[\d ()./-]{3,}$', ErrorMessage = 'A number with country code and a blank is expected, such as +1 4255550199.')]
        [string] $OfficePhone,

        [ValidatePattern('^[^\s@]+@[^\s@]+$', ErrorMessage = 'A mail address is expected, such as monica@example.com.')]
        [string] $Email,

        [ValidateSet('Text', 'Call', 'Email', 'OfficeCall', 'App')]
        [string] $Method,

        [switch] $TryWrong,

        [Parameter(ValueFromPipeline)]
        [ValidateNotNull()]
        [object] $Sandbox
    )
    process {
        if (-not $NewPassword -and $Action -in 'Reset', 'ChangePassword') {
            Write-Problem $PSCmdlet NewPasswordMissing InvalidArgument $Action "-NewPassword is needed for the action $Action."
        }
        $root = Resolve-Root $PSCmdlet $Sandbox
        $order = [ordered]@{ userName = $Credential.UserName; tryWrongCode = [bool] $TryWrong }
        if ($Action -ne 'Reset') { $order.password = $Credential.GetNetworkCredential().Password }
        if ($NewPassword) { $order.newPassword = [pscredential]::new('x', $NewPassword).GetNetworkCredential().Password }
        if ($MobilePhone) { $order.mobilePhone = $MobilePhone }
        if ($OfficePhone) { $order.officePhone = $OfficePhone }
        if ($Email) { $order.email = $Email }
        if ($Method) { $order.method = $Method }

        $process = New-ServerProcess $PSCmdlet @('robot', '--sandbox', $root, '--action', $Action) -Confirm:$false
        try {
            $errors = $process.StandardError.ReadToEndAsync()
            $process.StandardInput.WriteLine((ConvertTo-Json $order -Compress -EscapeHandling EscapeNonAscii))
            $process.StandardInput.Close()
            $order.Clear()
            $line = Wait-Line $process 300
            if (-not $line) {
                # The robot's usage text is for people at a shell; the first line tells what is wrong.
                $why = ($errors.GetAwaiter().GetResult() -split "`n")[0].Trim()
                Write-Problem $PSCmdlet RobotFailed ConnectionError $root ($why ? $why : 'The robot ended without an answer.')
            }
            $result = $line | ConvertFrom-Json
            [pscustomobject]@{
                PSTypeName = 'SsprTools.Sandbox.UserResult'
                Action = $Action
                UserPrincipalName = $Credential.UserName
                Succeeded = $result.succeeded
                Message = $result.message
                SsprCode = $result.ssprCode
                Steps = @(foreach ($step in $result.steps) {
                        [pscustomobject]@{ PSTypeName = 'SsprTools.Sandbox.Step'; Step = $step.step; Ok = $step.ok; Seen = $step.seen }
                    })
            }
        }
        finally {
            if (-not $process.HasExited) { $process.Kill($true) }
            $process.Dispose()
        }
    }
}
