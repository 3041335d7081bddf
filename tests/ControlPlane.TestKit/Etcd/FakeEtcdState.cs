namespace ControlPlane.TestKit;

/// <summary>How a <see cref="FakeEtcd"/> is.</summary>
public enum FakeEtcdState
{
    Serving,

    /// <summary>Accepts and says nothing.</summary>
    Silent,

    /// <summary>Is not there: whoever asks hears so at once.</summary>
    Refusing,
}

/// <summary>What comes through between one client and its etcd.</summary>
public enum FakeLink
{
    Up,

    /// <summary>Nothing, either way.</summary>
    Cut,

    /// <summary>Requests arrive and are carried out; nothing comes back.</summary>
    AnswersLost,
}
