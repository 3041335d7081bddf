using ControlPlane.Platform.Native;

namespace ControlPlane.Platform.Tests.Rig;

/// <summary>A fact that only root can bring about, such as a file or a process of another user.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() =>
        Skip = Libc.EffectiveUid() == 0 ? null : "only root can become another user or give files away";
}
