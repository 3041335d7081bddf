namespace ControlPlane.Actors;

/// <summary>Turns on the thread pool, in the order in which actors got work.</summary>
internal sealed class ThreadPoolDispatcher : Dispatcher
{
    internal override int Throughput => 30;

    internal override void Schedule(CellMailbox mailbox, bool again) =>
        global::System.Threading.ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
}
