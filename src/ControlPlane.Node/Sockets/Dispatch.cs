namespace ControlPlane.Node.Sockets;

/// <summary>Chooses the container for a connection: the least loaded; of equals the one that came first.</summary>
internal static class Dispatch
{
    /// <param name="jobs">Jobs of each container, in the order in which they came.</param>
    /// <returns>The index of the choice; -1 where there is none.</returns>
    public static int Choose(IReadOnlyList<int> jobs)
    {
        var best = -1;
        for (var i = 0; i < jobs.Count; i++)
        {
            if (best < 0 || jobs[i] < jobs[best])
            {
                best = i;
            }
        }

        return best;
    }
}
