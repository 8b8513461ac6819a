using SsprTools.Sandbox.Tenant;

namespace SsprTools.Sandbox.Pages;

/// <summary>Sentences about passwords.</summary>
internal static class PasswordText
{
    public const string Rules = "8 to 256 characters, with three of: lower case letters, upper case letters, digits, symbols. Not your name, and no common words.";

    public const string Mismatch = "The two passwords are not the same.";

    public static string Of(PasswordProblem problem) => problem switch
    {
        PasswordProblem.Length => "A password has 8 to 256 characters.",
        PasswordProblem.Characters => "The password contains a character that is not allowed. Use plain letters, digits, symbols and blanks.",
        PasswordProblem.Complexity => "The password needs three of: lower case letters, upper case letters, digits, symbols.",
        PasswordProblem.ContainsName => "The password contains your name or the name of your organization. Choose another one.",
        PasswordProblem.SameAsBefore => "This is your present password. Choose another one.",
        _ => "Unfortunately, your password contains a word, phrase, or pattern that makes it easily guessable. Please try again with a different password.",
    };
}
