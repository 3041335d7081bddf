namespace ControlPlane.Etcd.Tests.Conformance;

/// <summary>One real etcd for all scenarios of a class: each has keys of its own.</summary>
public sealed class RealEtcdFixture : IAsyncLifetime
{
    public RealEtcd Etcd { get; private set; } = null!;

    public async Task InitializeAsync() => Etcd = await RealEtcd.StartAsync();

    public async Task DisposeAsync() => await Etcd.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class RealEtcdScenarios : ICollectionFixture<RealEtcdFixture>
{
    public const string Name = "the real etcd";
}

[Collection(RealEtcdScenarios.Name)]
public sealed class RealKeySpec(RealEtcdFixture real) : KeyScenarios(real.Etcd);

[Collection(RealEtcdScenarios.Name)]
public sealed class RealTxnSpec(RealEtcdFixture real) : TxnScenarios(real.Etcd);

[Collection(RealEtcdScenarios.Name)]
public sealed class RealLeaseSpec(RealEtcdFixture real) : LeaseScenarios(real.Etcd);

[Collection(RealEtcdScenarios.Name)]
public sealed class RealWatchSpec(RealEtcdFixture real) : WatchScenarios(real.Etcd);

public sealed class FakeKeySpec() : KeyScenarios(new SteppedEtcd());

public sealed class FakeTxnSpec() : TxnScenarios(new SteppedEtcd());

public sealed class FakeLeaseSpec() : LeaseScenarios(new SteppedEtcd());

public sealed class FakeWatchSpec() : WatchScenarios(new SteppedEtcd());
