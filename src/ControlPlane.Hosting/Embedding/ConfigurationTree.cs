using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace ControlPlane.Hosting.Embedding;

/// <summary>
/// A section of an application's configuration as the tree that a file would be. A section whose keys are 0, 1, 2 … is
/// an array; <c>True</c> and <c>False</c>, as the JSON provider writes booleans, are booleans; all else is a string,
/// which the strict reading takes for a number or a duration where one is expected.
/// </summary>
internal static class ConfigurationTree
{
    /// <summary>Deeper sections than any key of ours; a configuration that loops ends here.</summary>
    private const int MaxDepth = 32;

    public static JsonObject Of(IConfiguration section) => Object([.. section.GetChildren()], MaxDepth);

    private static JsonNode Node(IConfigurationSection section, int depth)
    {
        List<IConfigurationSection> children = [.. section.GetChildren()];
        return (children, section.Value) switch
        {
            ({ Count: > 0 }, _) when depth == 0 => throw new InvalidOperationException(
                $"The configuration section [{section.Path}] is nested too deep; expected at most {MaxDepth} levels."),
            ({ Count: > 0 }, _) when IsArray(children) =>
                new JsonArray([.. InOrder(children).Select(child => Node(child, depth - 1))]),
            ({ Count: > 0 }, _) => Object(children, depth - 1),
            (_, "True") => JsonValue.Create(true),
            (_, "False") => JsonValue.Create(false),
            (_, var text) => JsonValue.Create(text ?? "")!,
        };
    }

    private static JsonObject Object(List<IConfigurationSection> children, int depth)
    {
        var made = new JsonObject();
        foreach (var child in children.Where(c => c.Value is not null || c.GetChildren().Any()))
        {
            made[child.Key] = Node(child, depth);
        }

        return made;
    }

    private static bool IsArray(List<IConfigurationSection> children) =>
        Enumerable.Range(0, children.Count).All(
            i => children.Exists(c => c.Key == i.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<IConfigurationSection> InOrder(List<IConfigurationSection> children) =>
        children.OrderBy(c => int.Parse(c.Key, CultureInfo.InvariantCulture));
}
