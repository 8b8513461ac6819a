namespace SsprTools.Sandbox.SelfService;

/// <summary>An outcome of a sign-in: its code, the reason in the sign-in log, the sentence on the page (graph.md 5.7; sentences as the service shows them, from general knowledge).</summary>
internal sealed record SignInError(int Code, string FailureReason, string Sentence)
{
    public static readonly SignInError UnknownUser = new(
        50034, "The user account does not exist in the directory.", "This username may be incorrect. Make sure you typed it correctly. Otherwise, contact your admin.");

    public static readonly SignInError BadPassword = new(
        50126, "Error validating credentials due to invalid username or password.", "Your account or password is incorrect. If you don't remember your password, reset it now.");

    public static readonly SignInError Locked = new(
        50053, "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
        "Your account is temporarily locked to prevent unauthorized use. Try again later, and if you still have trouble, contact your admin.");

    public static readonly SignInError PasswordExpired = new(
        50055, "The password is expired.", "You need to update your password because this is the first time you are signing in, or because your password has expired.");

    public static readonly SignInError Disabled = new(
        50057, "The user account is disabled.", "Your account has been locked. Contact your support person to unlock it, then try again.");

    public static readonly SignInError RegistrationNeeded = new(
        50125, "Sign-in was interrupted due to a password reset or password registration entry.", "Your organization needs more information to keep your account secure.");

    public static readonly SignInError CodeNeeded = new(
        50076, "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.",
        "Verify your identity.");

    public static readonly SignInError CodeNotSetUp = new(
        50079, "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access the resource.",
        "Your organization needs more information to keep your account secure.");

    public static readonly SignInError CodeFailed = new(
        500121, "Authentication failed during strong authentication request.", "You didn't enter the expected verification code. Please try again.");
}
