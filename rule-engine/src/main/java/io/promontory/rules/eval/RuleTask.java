package io.promontory.rules.eval;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.AppendResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A rule with what is known of its last evaluation: the series that it wrote and its health. Run by
 * one thread at a time, looked at by any.
 */
public final class RuleTask {
  private final EvaluableRule rule;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private volatile Set<Labels> written = Set.of();
  private volatile RuleHealth health = RuleHealth.UNKNOWN;

  /**
   * @param nanoClock for how long evaluations take
   */
  public RuleTask(EvaluableRule rule, InstantSource clock, LongSupplier nanoClock) {
    this.rule = rule;
    this.clock = clock;
    this.nanoClock = nanoClock;
  }

  public EvaluableRule rule() {
    return rule;
  }

  public RuleHealth health() {
    return health;
  }

  /** The series that the last evaluation that went well wrote. */
  public Set<Labels> written() {
    return written;
  }

  /** Takes over the series of a rule that this one replaces. */
  public void continueFrom(RuleTask earlier) {
    written = earlier.written;
    health = earlier.health;
  }

  /**
   * Evaluates the rule once. A failure shows in {@link #health}; it leaves no markers and no
   * samples.
   *
   * @return how many samples the rule yielded, whether or not they could be written; empty where it
   *     failed
   */
  public OptionalInt run(EvaluationTime time, VectorQuery query, SampleSink sink, long limit) {
    Instant began = clock.instant();
    long start = nanoClock.getAsLong();
    OptionalInt yielded = OptionalInt.empty();
    String problem = "";
    try {
      List<QueryValue.Sample> samples = rule.evaluate(time, query, limit);
      yielded = OptionalInt.of(samples.size());
      problem = write(samples, time.sampleMs(), sink);
    } catch (RuleFailure | SinkException e) {
      problem = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      problem = "unexpected: " + e;
    }
    Duration took = Duration.ofNanos(nanoClock.getAsLong() - start);
    health =
        problem.isEmpty() ? RuleHealth.good(took, began) : RuleHealth.bad(problem, took, began);
    return yielded;
  }

  /** Writes samples and the markers of series that are gone; says what was refused, if any was. */
  private String write(List<QueryValue.Sample> samples, long at, SampleSink sink)
      throws SinkException {
    SampleSink.Transaction transaction = sink.begin();
    Set<Labels> returned = HashSet.newHashSet(samples.size());
    String problem = "";
    for (QueryValue.Sample sample : samples) {
      AppendResult result = transaction.append(sample);
      if (result == AppendResult.ACCEPTED || result == AppendResult.KNOWN) {
        returned.add(sample.labels());
      } else {
        problem = describe(result);
      }
    }
    for (Labels series : written) {
      if (!returned.contains(series)) {
        // refused where another rule has taken the series over, which is as it should be
        transaction.append(new QueryValue.Sample(series, at, StaleMarker.VALUE));
      }
    }
    transaction.commit();
    written = returned;
    return problem;
  }

  private static String describe(AppendResult result) {
    return switch (result) {
      case ACCEPTED, KNOWN -> "";
      case DUPLICATE_TIMESTAMP -> "duplicate sample for timestamp";
      case OUT_OF_ORDER -> "out of order sample";
      case TOO_MANY_SERIES ->
          "the store of results holds as many series as it may; raise storage.max_series or let"
              + " rules yield less";
    };
  }
}
