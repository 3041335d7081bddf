using ControlPlane.Contracts.Admin;

namespace ControlPlane.Node.Tests.Simulation;

/// <summary>What operators do at random.</summary>
internal static class Orders
{
    public static void Give(World world, Random random)
    {
        var service = world.Services[random.Next(world.Services.Count)];
        var patience = new AdminProtocol.Patience(random.Next(3) > 0, TimeSpan.FromSeconds(random.Next(40)));
        switch (random.Next(13))
        {
            case 0: world.Ask(new AdminProtocol.Disable(service, patience)); break;
            case 1 or 2: world.Ask(new AdminProtocol.Enable(service, patience)); break;
            case 3: world.Ask(new AdminProtocol.Restart(service, Rolling: false, patience)); break;
            case 4: world.Ask(new AdminProtocol.Restart(service, Rolling: true, patience)); break;
            case 5: world.Ask(new AdminProtocol.RestartAll(random.Next(2) == 0, patience)); break;
            case 6: world.Ask(new AdminProtocol.Scale(service, random.Next(6), patience)); break;
            case 7 or 8: world.Ask(new AdminProtocol.Reload(null, patience)); break;
            case 9: world.Ask(new AdminProtocol.ListContainers(random.Next(2) == 0 ? "nobody" : null)); break;
            case 10: world.Ask(new AdminProtocol.ReopenLogfiles()); break;
            default: world.Machine.MurderOne(); break;
        }
    }
}
