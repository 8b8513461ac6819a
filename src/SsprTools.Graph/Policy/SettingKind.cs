using System.Globalization;

namespace SsprTools.Graph.Policy;

/// <summary>Which values a setting takes. No I/O: a group is only text here, and is looked up by <see cref="PolicyPlanner"/>.</summary>
internal abstract record SettingKind
{
    public static SettingKind Switch { get; } = new SwitchKind();

    public static SettingKind Text { get; } = new TextKind();

    public static SettingKind Group { get; } = new GroupKind();

    public static SettingKind Targets { get; } = new TargetsKind();

    /// <summary>What may be given, in words.</summary>
    public abstract string Words { get; }

    public static SettingKind Number(int least, int most) => new NumberKind(least, most);

    public static SettingKind Choice<T>(params T[] values)
        where T : struct, Enum => new ChoiceKind<T>(values);

    /// <summary>The value in the setting's own type, or <see langword="null"/> if it is none of its values.</summary>
    public abstract object? Read(object? value);

    private sealed record SwitchKind : SettingKind
    {
        public override string Words => "$true or $false";

        public override object? Read(object? value) => value is bool ? value : value is string text && bool.TryParse(text, out var flag) ? flag : null;
    }

    private sealed record NumberKind(int Least, int Most) : SettingKind
    {
        public override string Words => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Least} to {Most}");

        public override object? Read(object? value) =>
            value is not bool && int.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= Least && number <= Most ? number : null;
    }

    private sealed record ChoiceKind<T>(IReadOnlyList<T> Values) : SettingKind
        where T : struct, Enum
    {
        public override string Words => string.Join(", ", Values);

        public override object? Read(object? value) =>
            value is T or string && Values.Where(choice => string.Equals($"{choice}", $"{value}", StringComparison.OrdinalIgnoreCase)).ToList() is [var only] ? only : null;
    }

    private sealed record TextKind : SettingKind
    {
        public override string Words => "an email address, an http or https address, or '' for nothing";

        public override object? Read(object? value) => value is not string text ? null
            : text.Length == 0 || IsWebAddress(text) || IsMailAddress(text) ? text
            : null;

        private static bool IsWebAddress(string text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

        private static bool IsMailAddress(string text) =>
            System.Net.Mail.MailAddress.TryCreate(text, out var address) && address.Address == text;
    }

    private sealed record GroupKind : SettingKind
    {
        public override string Words => "a group, or '' for none";

        public override object? Read(object? value) => value switch
        {
            SelectedGroup group => group,
            string text => text.Length == 0 ? "" : new SelectedGroup(text, null),
            _ => null,
        };
    }

    private sealed record TargetsKind : SettingKind
    {
        public override string Words => "groups, 'All users', or an empty list for nobody";

        public override object? Read(object? value) => value switch
        {
            MethodTargets targets => targets,
            string one => Of([one]),
            IEnumerable<string> several => Of(several),
            System.Collections.IEnumerable list => Of(list.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture) ?? "")),
            _ => null,
        };

        private static MethodTargets? Of(IEnumerable<string> names)
        {
            var given = names.Select(name => name.Trim()).ToList();
            return given.Exists(name => name.Length == 0)
                ? null
                : new MethodTargets(given.Select(name => new SelectedGroup(IsEveryone(name) ? MethodTargets.EveryoneId : name, null)).DistinctBy(target => target.Id, StringComparer.OrdinalIgnoreCase));
        }

        private static bool IsEveryone(string name) =>
            name.Equals("All users", StringComparison.OrdinalIgnoreCase) || name.Equals(MethodTargets.EveryoneId, StringComparison.OrdinalIgnoreCase);
    }
}
