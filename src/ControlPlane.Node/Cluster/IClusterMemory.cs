namespace ControlPlane.Node.Cluster;

/// <summary>
/// What a node keeps of its cluster for the case that it dies and starts again while etcd does not answer.
/// </summary>
internal interface IClusterMemory
{
    /// <summary>For people: where it is.</summary>
    string Name { get; }

    /// <summary>What was kept last; null: nothing, or it cannot be read, and that was said.</summary>
    string? Read();

    /// <summary>
    /// Keeps this in place of what was kept before, in a moment; the caller does not wait for the disk.
    /// </summary>
    void Keep(Func<string> text);

    /// <summary>Keeps nothing, also of what was on its way.</summary>
    void Forget();
}

/// <summary>Of a node that remembers nothing.</summary>
internal sealed class NoMemory : IClusterMemory
{
    public static readonly NoMemory Instance = new();

    public string Name => "";

    public string? Read() => null;

    public void Keep(Func<string> text)
    {
    }

    public void Forget()
    {
    }
}
