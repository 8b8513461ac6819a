namespace SsprTools.Sandbox.Pages;

/// <summary>Country codes for the phone form: the commonest, and any other by typing the number with its plus sign.</summary>
internal static class Countries
{
    public const string Other = "other";

    public static readonly IReadOnlyList<(string Value, string Label)> Codes =
    [
        ("1", "United States, Canada (+1)"), ("44", "United Kingdom (+44)"), ("61", "Australia (+61)"), ("43", "Austria (+43)"),
        ("32", "Belgium (+32)"), ("55", "Brazil (+55)"), ("86", "China (+86)"), ("420", "Czechia (+420)"), ("45", "Denmark (+45)"),
        ("358", "Finland (+358)"), ("33", "France (+33)"), ("49", "Germany (+49)"), ("91", "India (+91)"), ("353", "Ireland (+353)"),
        ("39", "Italy (+39)"), ("81", "Japan (+81)"), ("52", "Mexico (+52)"), ("31", "Netherlands (+31)"), ("64", "New Zealand (+64)"),
        ("47", "Norway (+47)"), ("48", "Poland (+48)"), ("351", "Portugal (+351)"), ("65", "Singapore (+65)"), ("27", "South Africa (+27)"),
        ("82", "South Korea (+82)"), ("34", "Spain (+34)"), ("46", "Sweden (+46)"), ("41", "Switzerland (+41)"), ("971", "United Arab Emirates (+971)"),
        (Other, "Another country: type + and its code first"),
    ];

    /// <summary>What stands in the form at first: the tenant's own country where that is one of the commonest.</summary>
    public static string CodeOf(string countryLetters) => countryLetters switch
    {
        "GB" => "44",
        "AU" => "61",
        "AT" => "43",
        "FR" => "33",
        "DE" => "49",
        "IN" => "91",
        "IE" => "353",
        "IT" => "39",
        "NL" => "31",
        "ES" => "34",
        "CH" => "41",
        _ => "1",
    };
}
