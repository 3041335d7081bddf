using ControlPlane.Node.Controller.Configuration;

namespace ControlPlane.Hosting;

/// <summary>Where the configuration of a node comes from: read at the start, and again at each reload.</summary>
internal interface IPlanSource
{
    /// <summary>The absolute path of its file, or what people call it.</summary>
    string Name { get; }

    /// <summary>True: this process is the node's alone, so it may collect children that are not its own.</summary>
    bool OwnsTheProcess { get; }

    /// <param name="file">An absolute path, or <see cref="Name"/>.</param>
    /// <param name="overlay">Services in place of those that stand there; null: those.</param>
    /// <returns>A plan or all errors; never throws for the contents.</returns>
    Task<NodePlanResult> LoadAsync(string file, PlanOverlay? overlay = null);
}
