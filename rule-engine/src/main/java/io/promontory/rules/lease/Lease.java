package io.promontory.rules.lease;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.Condition;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.rules.group.Timer;
import io.promontory.rules.group.Turn;
import io.promontory.series.store.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease in a bucket. Its object is only ever replaced on condition that it is the one seen, so of
 * several processes one has it. The holder writes it anew four times in its duration; who sees the
 * same object for the whole duration, by a clock of its own that nobody sets, takes it over. A
 * holder that could not renew it stops to rely on it before that.
 *
 * <p>Clocks of processes need not agree. The object says up to which slot its holder may record;
 * who takes over records later ones only. So no slot is recorded twice, however late a holder that
 * was stopped finishes one, and slots that neither may record are missed: a few, as many as the
 * duration holds. Where clocks differ, also those of the difference. What a process says so is
 * never taken back: a clock that is set back does not make slots free that were recorded before.
 */
public final class Lease implements Turn, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final Bucket bucket;
  private final LeaseTerms terms;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final Timer timer;
  private final LeaseListener listener;

  private volatile @Nullable Held held;
  private volatile boolean closed;
  private final AtomicReference<Instant> newest = new AtomicReference<>(Instant.MIN);

  /** No slot up to this one is ours by what was last tried to be written; null before that. */
  private @Nullable Instant triedAfter;

  /** The last slot that any write of this process allowed, whether it was answered or not. */
  private Instant promised = Instant.MIN;

  private boolean waits;
  private String seenTag = "";
  private long seenAt;

  /**
   * What is held.
   *
   * @param tag of the object
   * @param after no slot up to this one is ours
   * @param last no slot after this one is ours until it is renewed
   * @param untilNanos when it is no longer relied on
   */
  private record Held(String tag, Instant after, Instant last, long untilNanos) {
    boolean covers(Instant slot) {
      return slot.isAfter(after) && !slot.isAfter(last);
    }
  }

  /** The object as it was found. */
  private record Found(String tag, LeaseContent content) {}

  /**
   * A lease that nobody tried to get yet.
   *
   * @param nanoClock goes on evenly, whatever is done to the clock
   */
  public Lease(
      Bucket bucket,
      LeaseTerms terms,
      InstantSource clock,
      LongSupplier nanoClock,
      Timer timer,
      LeaseListener listener) {
    this.bucket = bucket;
    this.terms = terms;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.timer = timer;
    this.listener = listener;
  }

  /** Tries to get it, and to keep it, from now on. */
  public void start() {
    timer.after(Duration.ZERO, this::tick);
  }

  @Override
  public boolean isOurs(Instant slot) {
    Held now = held;
    boolean ours = now != null && isRelied(now) && now.covers(slot);
    if (ours) {
      newest.accumulateAndGet(slot, (a, b) -> a.isAfter(b) ? a : b);
    }
    return ours;
  }

  /** Whether this process has it, and slots of now are ours. */
  public boolean isHeld() {
    Held now = held;
    return now != null && isRelied(now) && now.covers(clock.instant());
  }

  private boolean isRelied(Held now) {
    return nanoClock.getAsLong() - now.untilNanos() < 0;
  }

  private synchronized void tick() {
    if (closed) {
      return;
    }
    try (Bucket bounded = bucket.within(Deadline.after(terms.pause()))) {
      Held now = held;
      if (now == null) {
        look(bounded);
      } else {
        renew(bounded, now);
      }
      tellOfWaiting();
    } catch (BucketException e) {
      listener.failed();
      LOG.warn("the lease {} cannot be reached: {}", terms.key(), e.getMessage());
    } catch (RuntimeException | Error e) {
      listener.failed();
      LOG.error("the lease {} could not be looked at; it is tried again", terms.key(), e);
    } finally {
      timer.after(terms.pause(), this::tick);
    }
  }

  private void renew(Bucket bounded, Held now) {
    if (write(bounded, Condition.unchanged(now.tag()), now.after())) {
      return;
    }
    boolean kept = false;
    try {
      kept = goesOn(bounded, now.after());
    } finally {
      if (!kept) {
        held = null;
        seenTag = "";
        LOG.warn("the lease {} was lost to another process", terms.key());
        listener.lost();
      }
    }
  }

  /** Whether the object is one of our own writes, of which only the answer did not come. */
  private boolean goesOn(Bucket bounded, Instant after) {
    Found found = find(bounded);
    return found != null
        && isOwn(found.content())
        && write(bounded, Condition.unchanged(found.tag()), after);
  }

  private boolean isOwn(LeaseContent content) {
    return content.holder().equals(terms.holder());
  }

  private @Nullable Found find(Bucket bounded) {
    Optional<ObjectInfo> found = bounded.head(terms.key());
    return found.isEmpty()
        ? null
        : new Found(
            found.get().tag(),
            LeaseContent.of(bounded.getRange(terms.key(), 0, LeaseContent.MOST_BYTES)));
  }

  private void look(Bucket bounded) {
    Found found = find(bounded);
    if (found == null) {
      taken(write(bounded, Condition.ABSENT, clock.instant()), "nobody had it before");
      return;
    }
    String tag = found.tag();
    LeaseContent content = found.content();
    if (!tag.equals(seenTag)) {
      seenTag = tag;
      seenAt = nanoClock.getAsLong();
    }
    boolean stale = nanoClock.getAsLong() - seenAt >= terms.duration().toNanos();
    boolean free = content.holder().isEmpty() || isOwn(content);
    if (free || stale) {
      String why = free ? "it was free" : content.holder() + " did not renew it";
      taken(write(bounded, Condition.unchanged(tag), firstAfter(content)), why);
    }
  }

  private Instant firstAfter(LeaseContent content) {
    Instant tried = triedAfter;
    if (tried != null && isOwn(content)) {
      return tried; // nobody else had it since that write
    }
    Instant now = clock.instant();
    return content.lastSlot().isAfter(now) ? content.lastSlot() : now;
  }

  /** A holder that records nothing looks like one that does: it says so, once. */
  private void tellOfWaiting() {
    Held now = held;
    if (now == null || !clock.instant().isBefore(now.after())) {
      waits = false;
    } else if (!waits) {
      waits = true;
      LOG.warn(
          "the lease {} is held, but nothing is recorded before {}: the clock of this process was"
              + " set back, or that of the holder before was ahead",
          terms.key(),
          now.after());
    }
  }

  private void taken(boolean written, String why) {
    if (written) {
      LOG.info("this process has the lease {}: {}", terms.key(), why);
      listener.taken();
    }
  }

  private boolean write(Bucket bounded, Condition condition, Instant after) {
    long start = nanoClock.getAsLong();
    Instant now = clock.instant();
    Instant from = now.isAfter(after) ? now : after;
    Instant reliable = from.plus(terms.reliable());
    Instant last = reliable.isAfter(promised) ? reliable : promised;
    triedAfter = after;
    promised = last;
    byte[] content = new LeaseContent(terms.holder(), last).bytes();
    Optional<String> tag = bounded.put(terms.key(), content, condition);
    tag.ifPresent(
        written -> held = new Held(written, after, last, start + terms.reliable().toNanos()));
    return tag.isPresent();
  }

  /** Gives it back, so that another process need not wait; no slot is ours any more. */
  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      Held now = held;
      held = null;
      if (now == null) {
        return;
      }
      Instant recorded = newest.get();
      Instant last = recorded.isAfter(now.after()) ? recorded : now.after();
      try (Bucket bounded = bucket.within(Deadline.after(terms.pause()))) {
        bounded.put(
            terms.key(), new LeaseContent("", last).bytes(), Condition.unchanged(now.tag()));
      } catch (BucketException e) {
        LOG.warn("the lease {} is not given back: {}", terms.key(), e.getMessage());
      }
    }
  }
}
