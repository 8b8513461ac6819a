using System.Globalization;

namespace SsprTools.Graph.Readiness;

/// <summary>The words that the rules share.</summary>
internal static class RuleText
{
    /// <summary>"what, source, age": the form of every piece of evidence.</summary>
    public static string Evidence<T>(string what, Fact<T> fact, DateTimeOffset now) =>
        fact.AsOf is { } asOf ? $"{what}, {fact.Source}, {Age(now - asOf)} old" : $"{what}, {fact.Source}";

    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalMinutes: < 90 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} d"),
    };

    /// <summary>A method in the words of the reset page.</summary>
    public static string Method(ResetMethod method) => method switch
    {
        ResetMethod.MobilePhone => "mobile phone",
        ResetMethod.OfficePhone => "office phone",
        ResetMethod.Email => "email",
        ResetMethod.SecurityQuestions => "security questions",
        _ => "authenticator app",
    };

    public static string Methods(IEnumerable<ResetMethod> methods) => Words(methods.Order().Select(Method).Distinct());

    public static string Words(IEnumerable<string> words) => string.Join(", ", words.DefaultIfEmpty("nothing"));
}
