namespace ControlPlane.Benchmarks.Engine;

/// <summary>One way to carry messages. It is set up once and runs many times.</summary>
internal interface IContender
{
    /// <summary>Messages in one run.</summary>
    int Messages { get; }

    /// <summary>Returns when all have arrived.</summary>
    void Run();
}
