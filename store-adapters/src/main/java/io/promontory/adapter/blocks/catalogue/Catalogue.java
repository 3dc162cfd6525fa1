package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.Listing;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.series.store.Deadline;
import io.promontory.series.text.GoDurations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Knows the blocks of a bucket. It lists the bucket from time to time and reads the meta.json of
 * blocks that are new, many at the same time; blocks that vanished are forgotten. Partial uploads
 * and blocks marked for deletion are left out, damaged ones set aside and tried again later.
 *
 * <p>Safe for concurrent use.
 */
public final class Catalogue implements AutoCloseable {
  private static final Duration SHOWN_EVERY = Duration.ofMillis(250);

  /**
   * While metas are being read, showing what is known takes no more of the time than one part of
   * this.
   */
  private static final int SHOWING_SHARE = 20;

  /** Requests at the same time while the process starts: it has better to do. */
  private static final int FEW_REQUESTS = 4;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  /** Listings that readers ask for are this far apart at least. */
  private static final Duration BETWEEN_LISTINGS = Duration.ofSeconds(10);

  private final CatalogueConfig config;
  private final Bucket bucket;
  private final InstantSource clock;
  private final CatalogueListener listener;
  private final KeptCatalogue kept;
  private final CatalogueLog log;
  private final SmallFiles files;
  private final AddedLabels labels;
  private final SlimMeta slim = new SlimMeta();
  private final CatalogueState state = new CatalogueState();
  private final BoundedWork work;
  private final Set<Ulid> underway = ConcurrentHashMap.newKeySet();
  private final Alarm alarm = new Alarm();
  private final CountDownLatch restored = new CountDownLatch(1);
  private final CountDownLatch processStarted = new CountDownLatch(1);
  private final Thread thread;

  private volatile Shown shown = new Shown(CatalogueView.NOTHING, null);
  private volatile boolean closed;
  private @Nullable Instant lastListing;
  private Instant nextListing;
  private int listingFailures;

  /** A view, and when the listing that it shows began. */
  private record Shown(CatalogueView view, @Nullable Instant listedAt) {}

  private Catalogue(
      CatalogueConfig config,
      Bucket bucket,
      Path keptFile,
      InstantSource clock,
      CatalogueListener listener) {
    this.config = config;
    this.bucket = bucket;
    this.clock = clock;
    this.listener = listener;
    log = new CatalogueLog(config.name());
    kept = new KeptCatalogue(keptFile, config.place(), log);
    labels = new AddedLabels(config.externalLabels());
    files = new SmallFiles(bucket, config, clock, slim);
    work = new BoundedWork(config.requests());
    nextListing = clock.instant();
    thread = Thread.ofVirtual().name("catalogue-" + config.name()).unstarted(this::run);
  }

  /**
   * Begins with what the kept file tells, and brings it up to date in the background.
   *
   * @param bucket stays open when the catalogue is closed
   * @param keptFile what is known is kept there; its folder is created
   */
  public static Catalogue start(
      CatalogueConfig config,
      Bucket bucket,
      Path keptFile,
      InstantSource clock,
      CatalogueListener listener) {
    return start(
        config, bucket, keptFile, clock, listener, CompletableFuture.completedFuture(true));
  }

  /**
   * As the other, for a process that has better to do until it has started: until then it asks
   * nothing of the bucket if enough is kept to answer from, else lists no more than a page, and
   * makes few requests at the same time.
   */
  public static Catalogue start(
      CatalogueConfig config,
      Bucket bucket,
      Path keptFile,
      InstantSource clock,
      CatalogueListener listener,
      CompletableFuture<?> started) {
    Catalogue catalogue = new Catalogue(config, bucket, keptFile, clock, listener);
    catalogue.work.widen(Math.min(FEW_REQUESTS, config.requests()));
    var unused =
        started.thenRun(
            () -> {
              catalogue.work.widen(config.requests());
              catalogue.processStarted.countDown();
            });
    catalogue.thread.start();
    return catalogue;
  }

  /** One that does nothing by itself, for tests: see {@link #step}. */
  static Catalogue idle(
      CatalogueConfig config,
      Bucket bucket,
      Path keptFile,
      InstantSource clock,
      CatalogueListener listener) {
    Catalogue catalogue = new Catalogue(config, bucket, keptFile, clock, listener);
    catalogue.processStarted.countDown();
    catalogue.restore();
    return catalogue;
  }

  private void restore() {
    try {
      kept.restore(state, slim);
      show();
    } finally {
      restored.countDown();
    }
  }

  /** What is known now; waits for nothing but the kept file, right after the start. */
  public CatalogueView view() {
    awaitRestored();
    Shown now = shown;
    Instant listedAt = now.listedAt;
    if (listedAt == null) {
      return now.view;
    }
    Duration age = Duration.between(listedAt, clock.instant());
    if (!age.isNegative() && age.compareTo(config.longestValidity()) <= 0) {
      return now.view;
    }
    String why =
        "the last listing began "
            + GoDurations.print(age.truncatedTo(ChronoUnit.SECONDS).toNanos())
            + " ago";
    String problem = now.view.problem();
    return now.view.outdated(problem == null ? why : why + "; " + problem);
  }

  /**
   * Tells that a block cannot be read: it leaves the view until its objects change or some time has
   * passed, and the bucket is listed again soon, since the block may have been deleted.
   *
   * @param reason for people, without the ULID
   */
  public void setAside(Ulid ulid, String reason) {
    if (state.reported(ulid, reason, clock.instant())) {
      log.setAside(ulid, reason);
      show();
      alarm.ring();
    }
  }

  private void awaitRestored() {
    try {
      restored.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    restore();
    try {
      if (view().complete()) {
        processStarted.await();
      }
    } catch (InterruptedException e) {
      return;
    }
    while (!closed) {
      try {
        step();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        nextListing = clock.instant().plus(config.refreshInterval());
        log.listingFailed("keeping the catalogue failed unexpectedly: " + e);
      }
      try {
        alarm.await(Duration.between(clock.instant(), nextStep()));
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Lists the bucket if it is time to, and reads what is to be read. */
  void step() throws InterruptedException {
    Instant now = clock.instant();
    boolean isAsked = alarm.quiet();
    Instant last = lastListing;
    boolean clockWentBack = last != null && now.isBefore(last);
    if (isAsked && last != null) {
      Instant soon = last.plus(BETWEEN_LISTINGS);
      nextListing = soon.isBefore(nextListing) ? soon : nextListing;
    }
    if (!now.isBefore(nextListing) || clockWentBack) {
      list(now);
    }
    readDue();
    kept.save(state);
  }

  /** When there is something to do again. */
  Instant nextStep() {
    Instant retry = state.nextRetry();
    return retry != null && retry.isBefore(nextListing) ? retry : nextListing;
  }

  private void list(Instant now) throws InterruptedException {
    lastListing = now;
    long start = System.nanoTime();
    try {
      BlockListing listing = new BlockListing();
      Iterator<Listing> pages =
          bucket.within(Deadline.after(config.listingTimeout())).pages("", Depth.RECURSIVE);
      while (pages.hasNext()) {
        listing.add(
            pages.next(),
            (ulid, object) -> {
              if (state.isMetaDue(ulid, object, now)) {
                readMeta(ulid, object);
              }
            });
        if (pages.hasNext()) {
          processStarted.await();
        }
      }
      state.listed(listing.finish(), now);
      listingFailures = 0;
      nextListing = now.plus(Jitter.around(config.refreshInterval()));
      log.listed();
      listener.listed(now, System.nanoTime() - start);
    } catch (RuntimeException e) {
      if (closed) {
        return;
      }
      listingFailures++;
      nextListing =
          clock
              .instant()
              .plus(
                  Jitter.around(
                      Backoff.delay(listingFailures, FIRST_RETRY, config.refreshInterval())));
      String problem = "the bucket cannot be listed: " + e.getMessage();
      state.listingFailed(problem);
      log.listingFailed(problem);
      listener.listingFailed(System.nanoTime() - start);
    }
    show();
  }

  private void readDue() throws InterruptedException {
    for (ListedBlock block : state.dueMetas(clock.instant())) {
      ObjectInfo object = block.folder().meta();
      if (object != null) {
        readMeta(block.ulid(), object);
      }
    }
    for (ListedBlock block : state.dueMarks()) {
      ObjectInfo object = block.deletionMark();
      if (object != null) {
        work.submit(
            () ->
                files
                    .deletionTime(block.ulid(), object)
                    .ifPresent(time -> state.markRead(block.ulid(), new MarkRead(object, time))));
      }
    }
    Duration wait = SHOWN_EVERY;
    while (!work.awaitIdle(wait)) {
      long start = System.nanoTime();
      show();
      Duration took = Duration.ofNanos(System.nanoTime() - start).multipliedBy(SHOWING_SHARE);
      wait = took.compareTo(SHOWN_EVERY) > 0 ? took : SHOWN_EVERY;
    }
    show();
  }

  private void readMeta(Ulid ulid, ObjectInfo object) {
    if (!underway.add(ulid)) {
      return;
    }
    work.submit(
        () -> {
          try {
            MetaRead read = files.meta(ulid, object, state.failures(ulid, object));
            if (!closed) {
              state.metaRead(ulid, read);
              log.read(ulid, read);
            }
          } finally {
            underway.remove(ulid);
          }
        });
  }

  private synchronized void show() {
    ViewBuilder.Built built =
        new ViewBuilder(state.known(), config.deletionDelay(), labels, clock.instant()).build();
    shown = new Shown(built.view(), state.listedAt());
    listener.counted(built.counts());
  }

  /** Ends the work in the background; the last view stays. */
  @Override
  public void close() {
    closed = true;
    work.close();
    if (!thread.isAlive()) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
