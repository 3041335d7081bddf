namespace ControlPlane.Contracts;

/// <summary>A section of an embedder's own in the configuration of its node.</summary>
/// <typeparam name="T">What the section is read to.</typeparam>
public interface IControlPlaneSection<out T>
    where T : class
{
    /// <summary>As it is in force now; another one after a reload that changed it.</summary>
    /// <exception cref="InvalidOperationException">The node was not started yet.</exception>
    T Value { get; }
}
