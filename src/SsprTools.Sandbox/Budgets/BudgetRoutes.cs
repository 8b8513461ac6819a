using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SsprTools.Sandbox.Control;
using SsprTools.Sandbox.Hosting;

namespace SsprTools.Sandbox.Budgets;

/// <summary>/_sandbox/budgets: what the budgets are, and what was used of them.</summary>
internal static class BudgetRoutes
{
    public static void Map(RouteGroupBuilder control, SandboxParts parts)
    {
        _ = control.MapGet("/budgets", () => ControlRoutes.Json(List(parts)));
        _ = control.MapPatch("/budgets", context => ControlRoutes.WithBodyAsync(context, body => Set(parts, body)));
        _ = control.MapDelete("/budgets", () =>
        {
            _ = parts.Budgets.Locked(() =>
            {
                parts.Budgets.All.ToList().ForEach(budget => budget.Forget());
                return true;
            });
            return Results.NoContent();
        });
    }

    /// <summary>The budgets that are kept, for the discovery document; null while none is.</summary>
    public static JsonObject? Kept(SandboxParts parts) => !parts.Switches.BudgetsKept ? null : parts.Budgets.Locked(() =>
        new JsonObject(parts.Budgets.All.Select(budget => KeyValuePair.Create(budget.Name, (JsonNode?)new JsonObject
        {
            ["requests"] = LimitOf(budget, parts), ["seconds"] = budget.Window.TotalSeconds,
        }))));

    /// <summary>Reads NAME=LIMIT/SECONDS from the command line and keeps the budgets.</summary>
    public static void Apply(BudgetSet budgets, Switches switches, string text)
    {
        string[] pair = text.Split('=', 2);
        string[] numbers = pair.Length > 1 ? pair[1].Split('/') : [];
        if (budgets.Find(pair[0]) is not { } budget || numbers.Length != 2
            || !int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int limit) || limit < 1
            || !double.TryParse(numbers[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) || seconds is <= 0 or > 86_400)
        {
            throw new SandboxStartException(
                $"'{text}' is not a budget: {string.Join(", ", budgets.All.Select(known => known.Name))} with LIMIT/SECONDS, such as reports=5/1.");
        }

        budget.Set(limit, TimeSpan.FromSeconds(seconds));
        switches.Set("budgets", "true");
    }

    private static JsonObject List(SandboxParts parts) => parts.Budgets.Locked(() => new JsonObject
    {
        ["kept"] = parts.Switches.BudgetsKept,
        ["clock"] = parts.Budgets.GoesByTenantClock ? "tenant" : "machine",
        ["value"] = new JsonArray([.. parts.Budgets.All.Select(budget => new JsonObject
        {
            ["name"] = budget.Name,
            ["what"] = budget.What,
            ["limit"] = LimitOf(budget, parts),
            ["seconds"] = budget.Window.TotalSeconds,
            ["most"] = budget.Most,
            ["admitted"] = budget.Admitted,
            ["refused"] = budget.Refused,
        })]),
    });

    private static int LimitOf(Budget budget, SandboxParts parts) => budget.Limit ?? BudgetSet.UnitsOf(parts.Store.Current.Users.Count);

    // {"reports":{"limit":5,"seconds":0.5},"clock":"tenant"}; all is judged before the first is set.
    private static IResult Set(SandboxParts parts, JsonElement body)
    {
        List<Action> accepted = [];
        foreach (JsonProperty member in body.EnumerateObject())
        {
            Action? set = member.Name == "clock" ? Clock(parts.Budgets, member.Value) : Figures(parts.Budgets.Find(member.Name), member.Value);
            if (set is null)
            {
                return ControlRoutes.Problem($"'{member.Name}' is no budget, or does not take {member.Value}: limit is a number from 1, seconds one above 0.");
            }

            accepted.Add(set);
        }

        _ = parts.Budgets.Locked(() =>
        {
            accepted.ForEach(set => set());
            return true;
        });
        return ControlRoutes.Json(List(parts));
    }

    private static Action? Clock(BudgetSet budgets, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is "machine" or "tenant"
            ? () =>
            {
                // Times of the one mean nothing to the other.
                budgets.All.ToList().ForEach(budget => budget.Forget());
                budgets.GoesByTenantClock = value.GetString() == "tenant";
            }
            : null;

    private static Action? Figures(Budget? budget, JsonElement value)
    {
        if (budget is null || value.ValueKind != JsonValueKind.Object || ControlRoutes.Unknown(value, "limit", "seconds") is not null)
        {
            return null;
        }

        int limit = 0;
        double seconds = 0;
        bool hasLimit = value.TryGetProperty("limit", out JsonElement most);
        bool hasSeconds = value.TryGetProperty("seconds", out JsonElement length);
        return (!hasLimit || (most.ValueKind == JsonValueKind.Number && most.TryGetInt32(out limit) && limit > 0))
            && (!hasSeconds || (length.ValueKind == JsonValueKind.Number && length.TryGetDouble(out seconds) && seconds is > 0 and <= 86_400))
                ? () => budget.Set(hasLimit ? limit : null, hasSeconds ? TimeSpan.FromSeconds(seconds) : null)
                : null;
    }
}
