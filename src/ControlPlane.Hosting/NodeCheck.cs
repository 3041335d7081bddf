namespace ControlPlane.Hosting;

/// <summary>Judges a configuration on this machine without starting anything.</summary>
public static class NodeCheck
{
    /// <summary>Returns the exit code of <c>cplane check</c>; each error is a line of <paramref name="errors"/>.</summary>
    public static int Run(string file, string? sockdir, TextWriter errors) =>
        throw new NotSupportedException("checking a configuration is not in this build yet");
}
