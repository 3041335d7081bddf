using ControlPlane.Contracts.Admin;
using ControlPlane.Node.Admin;

namespace ControlPlane.Node.Tests.Admin;

public sealed class AuditTextSpec
{
    private static readonly AdminProtocol.Patience Wait = AdminProtocol.Patience.Default;

    public static TheoryData<AdminProtocol.Request, string> Requests => new()
    {
        { new AdminProtocol.Enable("web", Wait), "enable web" },
        { new AdminProtocol.Restart("web", Rolling: true, Wait), "restart web --rolling" },
        { new AdminProtocol.Scale("web", 3, Wait), "scale web 3" },
        { new AdminProtocol.Reload("/etc/x.conf", Wait), "reload /etc/x.conf" },
        { new AdminProtocol.Shutdown(), "shutdown" },
        { new ClusterProtocol.OnNode("n2", new AdminProtocol.Restart("web", Rolling: true, Wait)),
            "restart web --rolling --node n2" },
        { new ClusterProtocol.DrainNode("n2", Wait), "drain n2" },
        { new ClusterProtocol.UndrainNode("n2", Wait), "undrain n2" },
        { new ClusterProtocol.ForgetNode("n2", Wait), "forget n2" },
        { new ClusterProtocol.Rebalance("web", Wait), "rebalance web" },
        { new ClusterProtocol.Apply("a secret", "shop.conf", Wait), "apply shop.conf" },
        { new ClusterProtocol.Rollback(3, Wait), "rollback 3" },
        { new ClusterProtocol.Rollback(null, Wait), "rollback" },
        { new AdminProtocol.SendMessage("web*", "hello", ["a", "b"]), "send hello a b --receiver web*" },
        { new AdminProtocol.SendMessage("*", "x", [new string('y', 70_000)]), $"send x {new string('y', 293)}…" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_reads_like_the_command_that_made_it(AdminProtocol.Request request, string text) =>
        Assert.Equal(text, AuditText.Of(request));

    [Fact]
    public void Every_request_that_changes_something_has_words_of_its_own()
    {
        var kinds = typeof(AdminProtocol).GetNestedTypes().Concat(typeof(ClusterProtocol).GetNestedTypes())
            .Where(t => t.IsSubclassOf(typeof(AdminProtocol.Request)) && !t.IsAbstract)
            .Where(t => t != typeof(ClusterProtocol.OnNode))
            .Select(t => t == typeof(AdminProtocol.SendMessage)
                ? new AdminProtocol.SendMessage("*", "hello", [])
                : (AdminProtocol.Request)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(t))
            .Where(r => r.Changes);
        Assert.All(kinds, r => Assert.NotEqual(r.GetType().Name, AuditText.Of(r)));
    }
}
