// Each class runs real nodes and an etcd, which wait for leases most of the time: two at once, on two cores.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
