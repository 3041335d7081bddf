namespace ControlPlane.Actors.Tests.Cells;

/// <summary>Has random children, and may fail wherever an actor can.</summary>
internal sealed class UnluckyActor : ReceiveActor
{
    private readonly UnluckyWorld _world;
    private readonly bool _keepsChildren;

    public UnluckyActor(UnluckyWorld world, int depth, bool keepsChildren)
    {
        _world = world;
        _keepsChildren = keepsChildren;
        MaybeFail(3);
        if (Context.GetChildren().Count == 0)
        {
            var children = world.Children(depth);
            if (world.Unlucky(50))
            {
                Context.StartAll(children);
            }
            else
            {
                foreach (var child in children)
                {
                    Context.ActorOf(child);
                }
            }
        }

        MaybeFail(3);
        Receive<Exception>(exception => throw exception);
        Receive<string>(said => said == "ping", _ => Sender.Tell("pong"));
        Receive<string>(said => said == "drain", _ => Context.Stop(Self));
    }

    protected override void PreStart()
    {
        MaybeFail(3);
        _world.CountStart();
    }

    protected override void PostStop()
    {
        _world.CountStop();
        MaybeFail(5);
    }

    protected override void PreRestart(Exception reason, object? message)
    {
        if (_keepsChildren)
        {
            PostStop();
            return;
        }

        base.PreRestart(reason, message);
    }

    private void MaybeFail(int percent)
    {
        if (_world.Unlucky(percent))
        {
            throw new InvalidOperationException("unlucky");
        }
    }
}
