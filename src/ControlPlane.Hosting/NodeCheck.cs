using ControlPlane.Contracts.Admin;

namespace ControlPlane.Hosting;

/// <summary>Judges a configuration on this machine without starting anything.</summary>
public static class NodeCheck
{
    /// <summary>
    /// Returns the exit code of <c>cplane check</c>; each error is a line of <paramref name="errors"/>.
    /// </summary>
    public static int Run(string file, string? sockdir, TextWriter errors)
    {
        var loading = PlanLoading.Of(file, sockdir, errors);
        var result = loading.Load(loading.File)();
        foreach (var error in result.Errors)
        {
            errors.WriteLine(error);
        }

        return result.Ok ? ExitCodes.Done : ExitCodes.BadConfiguration;
    }
}
