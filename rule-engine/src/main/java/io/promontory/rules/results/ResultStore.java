package io.promontory.rules.results;

import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.SampleSink;
import io.promontory.rules.eval.SinkException;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.AppendResult;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps results of rules for a time: in memory, where queries see them at once, and in a log, from
 * which they come back at the next start. Safe for concurrent use.
 */
public final class ResultStore implements SampleSink, AutoCloseable {
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private final MemoryStore memory;
  private final ResultLog log;
  private final Retention retention;
  private final InstantSource clock;
  private long sweptAt;

  private ResultStore(MemoryStore memory, ResultLog log, Retention retention, InstantSource clock) {
    this.memory = memory;
    this.log = log;
    this.retention = retention;
    this.clock = clock;
    this.sweptAt = clock.millis();
  }

  /**
   * Opens a store over a log, with what the log holds.
   *
   * @param name of the store, in answers
   * @param maxSeries results of further series are refused
   * @throws IOException if the log cannot be read
   */
  public static ResultStore open(
      String name, ResultLog log, Duration retention, int maxSeries, InstantSource clock)
      throws IOException {
    return open(name, log, Retention.of(retention), maxSeries, clock);
  }

  /** As the other, with results that are kept longer where they are still needed. */
  public static ResultStore open(
      String name, ResultLog log, Retention retention, int maxSeries, InstantSource clock)
      throws IOException {
    MemoryStore memory = new MemoryStore(name, Labels.EMPTY, maxSeries);
    long oldest = retention.oldest(clock.millis());
    log.replay(
        samples -> {
          for (QueryValue.Sample sample : samples) {
            if (sample.timestampMs() >= oldest) {
              append(memory, sample);
            }
          }
        });
    log.dropBefore(oldest);
    memory.truncateBefore(Math.max(oldest, retention.cut(log)));
    return new ResultStore(memory, log, retention, clock);
  }

  private static AppendResult append(MemoryStore memory, QueryValue.Sample sample) {
    return sample.histogram() == null
        ? memory.append(sample.labels(), sample.timestampMs(), sample.value())
        : memory.append(sample.labels(), sample.timestampMs(), sample.histogram());
  }

  /** What is kept, to be queried. */
  public MemoryStore memory() {
    return memory;
  }

  /** What is kept, to be followed. */
  public ResultLog log() {
    return log;
  }

  @Override
  public Transaction begin() {
    List<QueryValue.Sample> accepted = new ArrayList<>();
    return new Transaction() {
      @Override
      public AppendResult append(QueryValue.Sample sample) {
        AppendResult result = ResultStore.append(memory, sample);
        if (result == AppendResult.ACCEPTED) {
          accepted.add(sample);
        }
        return result;
      }

      @Override
      public void commit() throws SinkException {
        try {
          log.append(accepted);
          long left = retention.cut(log);
          if (left != Long.MIN_VALUE) {
            memory.truncateBefore(left);
          }
          sweep();
        } catch (IOException e) {
          throw new SinkException(
              "results are not on disk and lost at a restart: " + e.getMessage(), e);
        }
      }
    };
  }

  private void sweep() throws IOException {
    long now = clock.millis();
    synchronized (this) {
      if (Math.abs(now - sweptAt) < SWEEP_EVERY.toMillis()) {
        return;
      }
      sweptAt = now;
    }
    long oldest = retention.oldest(now);
    memory.truncateBefore(oldest);
    log.dropBefore(oldest);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
