namespace ControlPlane.Platform.Tests.Rig;

/// <summary>Specs that change something for the whole process run after all others, one by one.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
