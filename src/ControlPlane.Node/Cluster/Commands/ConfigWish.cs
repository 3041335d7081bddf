using ControlPlane.Node.Cluster.Keys;
using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Node.Cluster.Commands;

/// <summary>What is to be in force in the whole cluster.</summary>
/// <param name="Origin">What people call it.</param>
/// <param name="Text">Null: nothing; each node is to have the services of its own file again.</param>
/// <param name="Copied">The version that it is a copy of; null: it is new.</param>
internal sealed record ConfigWish(string Origin, string? Text, ConfigVersion? Copied = null)
{
    public static readonly ConfigWish OwnFiles = new("each node's own file", null);

    public static ConfigWish Copy(ConfigVersion version) => new(version.Origin, version.Text, version);

    /// <summary>A copy of a copy is one of what was applied.</summary>
    public int? Of => Copied?.Of ?? Copied?.Number;

    public PlanOverlay? Overlay => Text is null ? null : new PlanOverlay(Text, Origin);
}
