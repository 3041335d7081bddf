// Each class runs real nodes with real workers: one after the other, so that a slow machine stays a slow machine only.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
