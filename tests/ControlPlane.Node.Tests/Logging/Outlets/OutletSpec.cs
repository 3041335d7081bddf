using System.Text;
using ControlPlane.Actors;
using ControlPlane.Node.Logging.Lines;
using ControlPlane.Node.Logging.Outlets;

namespace ControlPlane.Node.Tests.Logging.Outlets;

public sealed class OutletSpec : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly Output _output = new();
    private readonly Fallback _fallback = new();
    private readonly Outlet _outlet;

    public OutletSpec() => _outlet = new Outlet(
        _output,
        [
            new OutletEntry(
                LineFilter.All with { MaxLevel = Severity.Err }, new TextEncoder(LineFormat.Parse("$level $message"))),
        ],
        _fallback,
        _time);

    public void Dispose() => _outlet.Dispose();

    [Fact]
    public void What_no_entry_takes_is_not_written()
    {
        Say("chatter", Severity.Warning);
        Say("trouble");

        Assert.Equal("err trouble\n", _output.Text);
    }

    [Fact]
    public void What_it_says_about_itself_passes_whatever_the_entries_take()
    {
        _outlet.Note("3 lines dropped");

        Assert.Equal("notice 3 lines dropped\n", _output.Text);
    }

    [Fact]
    public void Until_it_is_time_a_failed_output_is_left_alone()
    {
        _output.Failure = "disk full";
        Say("one");
        _output.Failure = null;
        _time.Advance(TimeSpan.FromSeconds(0.5));

        Say("two");

        Assert.Equal(1, _output.Attempts);
        Assert.Equal("", _output.Text);
        Assert.Equal(_time.GetUtcNow().AddSeconds(0.5), _outlet.RetryAt);
    }

    [Fact]
    public void When_it_works_again_half_a_line_is_ended_before_the_count_of_what_is_lost()
    {
        _output.Failure = "disk full";
        _output.WritesBeforeItFails = 5;
        Say("one");
        Say("two");
        _output.Failure = null;
        _time.Advance(TimeSpan.FromSeconds(1));

        Say("three");

        Assert.Equal(
            "err o\nnotice out: can be written again; lines lost since 2000-01-01 00:00:00Z: 2\n"
            + "err three\n",
            _output.Text);
        Assert.Equal(
            [
                "err: disk full; lines lost so far: 1; tried again in 1 s and then at least once a minute",
                "notice: out: can be written again; lines lost since 2000-01-01 00:00:00Z: 2",
            ],
            _fallback.Told);
        Assert.Null(_outlet.RetryAt);
    }

    [Fact]
    public void A_retry_that_fails_too_doubles_the_wait_and_loses_nothing_of_the_count()
    {
        _output.Failure = "disk full";
        Say("one");
        _time.Advance(TimeSpan.FromSeconds(1));
        _outlet.Retry();
        Assert.Equal(_time.GetUtcNow().AddSeconds(2), _outlet.RetryAt);

        _output.Failure = null;
        _time.Advance(TimeSpan.FromSeconds(2));
        _outlet.Retry();

        Assert.Contains("lines lost since 2000-01-01 00:00:00Z: 1", _output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reopening_by_hand_ends_a_failure_at_once()
    {
        _output.Failure = "disk full";
        Say("one");
        _output.Failure = null;

        Assert.Null(_outlet.Reopen());

        Assert.Null(_outlet.RetryAt);
        Assert.Contains("lines lost since 2000-01-01 00:00:00Z: 1", _output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_are_still_lost_at_the_end_are_told()
    {
        _output.Failure = "disk full";
        Say("one");
        Say("two");

        _outlet.Dispose();

        Assert.Equal("err: out: closed; lines that could not be written: 2", _fallback.Told[^1]);
    }

    private void Say(string text, Severity severity = Severity.Err) =>
        _outlet.Write(new LogLine(_time.GetUtcNow(), severity, "shop", LogLine.Main, text));

    private sealed class Output : ILogOutput
    {
        private readonly StringBuilder _text = new();

        public string Name => "out";

        public string Text => _text.ToString();

        public string? Failure { get; set; }

        public int WritesBeforeItFails { get; set; }

        public int Attempts { get; private set; }

        public void Write(ReadOnlySpan<byte> line)
        {
            Attempts++;
            if (Failure is not null)
            {
                _text.Append(Encoding.UTF8.GetString(line[..WritesBeforeItFails]));
                throw new LogOutputException(Failure);
            }

            _text.Append(Encoding.UTF8.GetString(line));
        }

        public void Reopen()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class Fallback : IFallbackLog
    {
        public List<string> Told { get; } = [];

        public void Tell(Severity severity, string message) => Told.Add($"{SeverityNames.Of(severity)}: {message}");
    }
}
