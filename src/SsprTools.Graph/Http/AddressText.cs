using System.Text.RegularExpressions;

namespace SsprTools.Graph.Http;

/// <summary>Other programs' words about addresses: a proxy's address may bring its user and password with it.</summary>
internal static partial class AddressText
{
    public static string WithoutCredentials(string text) => UserInfo().Replace(text, "://");

    /// <summary>The same exception, unless it speaks of credentials: then one that does not, for who shows inner exceptions.</summary>
    public static Exception WithoutCredentials(Exception error)
    {
        for (var each = error; each is not null; each = each.InnerException)
        {
            if (UserInfo().IsMatch(each.Message))
            {
                return error is HttpRequestException http
                    ? new HttpRequestException(http.HttpRequestError, WithoutCredentials(http.Message), null, http.StatusCode)
                    : new HttpRequestException(HttpRequestError.Unknown, WithoutCredentials(error.Message));
            }
        }

        return error;
    }

    [GeneratedRegex("""://[^\s'"/]*@""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserInfo();
}
