using System.Runtime.CompilerServices;

namespace ControlPlane.Node.Tests;

/// <summary>
/// Specs run on the pool, and simulations hold its threads for minutes: who waits for real time beside them shall not
/// wait for the pool to grow, which takes half a second a thread. Not by the project's file: then nobody could raise it
/// any more, and that is what PoolGuard does.
/// </summary>
internal static class TestPool
{
    /// <summary>Fewer than the jobs that block in the spec of the guard, which shall have something to do.</summary>
    private const int Least = 32;

    [ModuleInitializer]
    public static void Widen()
    {
        ThreadPool.GetMinThreads(out _, out var io);
        if (!ThreadPool.SetMinThreads(Least, io))
        {
            throw new InvalidOperationException($"the pool cannot be given {Least} threads");
        }
    }
}
