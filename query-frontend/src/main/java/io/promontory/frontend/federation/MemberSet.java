package io.promontory.frontend.federation;

import io.promontory.series.chunk.ChunkCounts;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The series of one member. A member that is not required ends its stream where it fails, and its
 * outcome says so; one that is required fails as well where it gives but a part of its series.
 */
final class MemberSet implements SeriesSet {
  private final Member member;
  private final SelectRequest request;
  private final QueryContext context;
  private final CallObserver observer;
  private final Parts parts;
  private final @Nullable CallTrace trace;
  private final long start = System.nanoTime();
  private volatile @Nullable SeriesSet source;
  private boolean opened;
  private @Nullable Series first;
  private @Nullable StoreOutcome failure;
  private final AtomicReference<Runnable> over = new AtomicReference<>(() -> {});
  private volatile boolean closed;
  private boolean ended;
  private long samples;
  private long tookNanos;

  MemberSet(
      Member member,
      SelectRequest request,
      QueryContext context,
      CallObserver observer,
      Parts parts) {
    this.member = member;
    this.request = request;
    CallTrace above = context.trace();
    this.trace = above == null ? null : above.call(member.name(), member.type());
    this.context = trace == null ? context : context.withTrace(trace);
    this.observer = observer;
    this.parts = parts;
  }

  Member member() {
    return member;
  }

  /** Opens it and looks whether it has no series at all. */
  boolean isEmpty() {
    open();
    first = next();
    return first == null;
  }

  /** Asks the store, once; until then nothing has been sent. */
  void open() {
    if (opened) {
      return;
    }
    opened = true;
    over.set(observer.began(member.name()));
    if (closed) {
      isOver();
    }
    try {
      SeriesSet opened = member.store().select(request, context);
      source = opened;
      if (closed) {
        opened.close();
      }
      parts.check(member, opened.completeness());
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  @Override
  public @Nullable Series next() {
    Series looked = first;
    if (looked != null) {
      first = null;
      return looked;
    }
    SeriesSet from = source;
    if (failure != null || from == null) {
      return null;
    }
    try {
      Series series = from.next();
      if (series != null) {
        samples += ChunkCounts.samples(series.chunks());
        series = traced(series);
      } else {
        end();
        parts.check(member, from.completeness());
      }
      return series;
    } catch (RuntimeException e) {
      fail(e);
      return null;
    }
  }

  private Series traced(Series series) {
    if (trace == null) {
      return series;
    }
    trace.first();
    return series.from(member.name());
  }

  /** Notes that nobody waits for the rest. */
  void givenUp(StoreOutcome late) {
    if (trace != null) {
      trace.ended(Completeness.of(late));
    }
  }

  /** Nobody reads on, so that what is under way ends here. */
  private void fail(RuntimeException e) {
    SeriesSet from = source;
    if (from != null) {
      try {
        from.close();
      } catch (RuntimeException unclosed) {
        if (unclosed != e) {
          e.addSuppressed(unclosed);
        }
      }
    }
    StoreException failed = Failures.rethrow(member, context, e);
    failure = Failures.outcome(member, failed);
    end();
    if (!Failures.mayBeLeftOut(member, context)) {
      throw failed;
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      isOver();
      long nanos = System.nanoTime() - start;
      tookNanos = nanos;
      if (trace != null) {
        trace.ended(completeness());
      }
      if (!Failures.isGivenUp(context)) {
        completeness().outcomes().forEach(outcome -> observer.ended("select", outcome, nanos));
      }
    }
  }

  @Override
  public Completeness completeness() {
    SeriesSet from = source;
    if (failure != null) {
      return Completeness.of(failure);
    }
    return from == null ? Completeness.NONE_ASKED : accounted(from.completeness());
  }

  /** With what is counted here. */
  private Completeness accounted(Completeness told) {
    if (told.outcomes().size() != 1 || !ended) {
      return told;
    }
    StoreOutcome outcome = told.outcomes().getFirst();
    StoreStats stats = outcome.stats().withNanos(tookNanos);
    return Completeness.of(
        outcome.withStats(stats.samples() == 0 ? stats.withSamples(samples) : stats));
  }

  private void isOver() {
    over.getAndSet(() -> {}).run();
  }

  @Override
  public void close() {
    closed = true;
    isOver();
    SeriesSet from = source;
    if (from != null) {
      from.close();
    }
  }
}
