package io.promontory.adapter.blocks.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.objectstore.bucket.s3.S3Bucket;
import io.promontory.objectstore.bucket.s3.S3Limits;
import io.promontory.objectstore.testing.Fault;
import io.promontory.objectstore.testing.FaultProxy;
import io.promontory.objectstore.testing.S3Server;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bucket that throttles, breaks, hangs or lies while blocks are read from it. */
@Timeout(60)
class FetchFaultsTest {
  private static final Ulid BLOCK = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");
  private static final String CHUNKS = "chunks/000001";
  private static final int ALWAYS = Integer.MAX_VALUE;
  private static final int BYTES = 1 << 20;

  private static S3Server server;
  private static int buckets;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private FaultProxy proxy;
  private S3Bucket bucket;
  private BlockFolder block;

  @BeforeAll
  static void start() {
    server = new S3Server();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    String name = "fetch-" + ++buckets;
    server.create(name);
    proxy = new FaultProxy(server.uri());
    S3Limits limits = S3Limits.DEFAULT.withRetries(2, Duration.ofMillis(1), Duration.ofMillis(5));
    bucket =
        S3Bucket.open(S3Server.options(proxy.uri(), name).withLimits(limits), RequestListener.NONE);
    bucket.put(BLOCK + "/meta.json", new byte[2]);
    bucket.put(BLOCK + "/index", new byte[BYTES]);
    bucket.put(BLOCK + "/" + CHUNKS, new byte[BYTES]);
    block = BlockFolder.of(BLOCK, BLOCK + "/", bucket.list(BLOCK + "/", Depth.RECURSIVE).objects());
    proxy.requests().clear();
  }

  @AfterEach
  void close() {
    bucket.close();
    proxy.close();
    threads.close();
  }

  private BlockFiles files(FetchLimits limits) {
    return new BlockFiles("archive", bucket, limits, threads, FetchListener.NONE);
  }

  private WantedRanges apart(int count) {
    WantedRanges wanted = new WantedRanges(StoredFile.segment(block, 0));
    for (int i = 0; i < count; i++) {
      wanted.add(i * 10_000L, 100);
    }
    return wanted;
  }

  private static QueryContext within(Duration time) {
    return new QueryContext(Deadline.after(time), QueryBudget.unlimited(), new Cancellation());
  }

  private StoreException failure(Fault fault, QueryContext context) {
    proxy.spoil(ALWAYS, CHUNKS, fault);
    return catchThrowableOfType(
        StoreException.class, () -> files(FetchLimits.REMOTE).fetch(apart(3), context));
  }

  @Test
  void whatFailsAllBlocksIsTheStoresFailure() {
    StoreException e = failure(Fault.slowDown(), QueryContext.unbounded());
    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(e.store()).isEqualTo("archive");
    assertThat(e).hasMessageContaining("SlowDown");
  }

  @Test
  void aBrokenServerIsTheStoresFailure() {
    assertThat(failure(Fault.error(500, "InternalError"), QueryContext.unbounded()).kind())
        .isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void aDenialIsTheStoresFailure() {
    StoreException e = failure(Fault.error(403, "AccessDenied"), QueryContext.unbounded());
    assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(e).hasMessageContaining("s3:GetObject");
  }

  @Test
  void aHangEndsWithTheDeadline() {
    assertThat(failure(Fault.hang(), within(Duration.ofMillis(300))).kind())
        .isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void aHangEndsWithTheQuery() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    QueryContext context = QueryContext.unbounded();
    Future<StoreException> failure =
        threads.submit(
            () ->
                failure(
                    exchange -> {
                      hanging.countDown();
                      Fault.hang().answer(exchange);
                    },
                    context));
    hanging.await();
    context.cancellation().cancel();
    assertThat(failure.get().kind()).isEqualTo(Kind.CANCELED);
  }

  @Test
  void aBodyCutShortTimeAndAgainIsTheBlocksFault() {
    proxy.spoil(ALWAYS, CHUNKS, Fault.truncate(50));
    BlockFaultException e =
        catchThrowableOfType(
            BlockFaultException.class,
            () -> files(FetchLimits.REMOTE).fetch(apart(1), QueryContext.unbounded()));
    assertThat(e.reason()).isEqualTo(Reason.CUT_SHORT);
    assertThat(e).hasMessageContaining("the body of 100 bytes broke off");
  }

  @Test
  void aFaultThatPassesIsNotSeen() {
    proxy
        .spoil(1, CHUNKS, Fault.truncate(50))
        .spoil(1, CHUNKS, Fault.error(500, "InternalError"))
        .spoil(1, CHUNKS, Fault.latency(20));
    FileRanges found = files(FetchLimits.REMOTE).fetch(apart(3), QueryContext.unbounded());
    assertThat(found.length(2)).isEqualTo(100);
    assertThat(found.array(2)).hasSizeGreaterThanOrEqualTo(100);
  }

  @Test
  void requestsRunSideBySideButNoMoreThanTheStoreMayMake() throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch four = new CountDownLatch(4);
    proxy.spoil(
        ALWAYS,
        CHUNKS,
        exchange -> {
          most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          four.countDown();
          await(four);
          underWay.decrementAndGet();
          Fault.NONE.answer(exchange);
        });
    BlockFiles files = files(FetchLimits.REMOTE.withRequests(4, 3, 1000));
    Future<FileRanges> first =
        threads.submit(() -> files.fetch(apart(20), QueryContext.unbounded()));
    WantedRanges others = new WantedRanges(StoredFile.segment(block, 0));
    for (int i = 0; i < 20; i++) {
      others.add(i * 10_000L + 5000, 100);
    }
    files.fetch(others, QueryContext.unbounded());
    first.get();
    assertThat(most).hasValue(4);
    assertThat(proxy.requests()).hasSize(40);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IOException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Two queries for the same, of which the second has begun before the first gets an answer. */
  private Future<FileRanges> second(BlockFiles files, CountDownLatch asked, QueryContext first)
      throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    proxy.spoil(
        1,
        CHUNKS,
        exchange -> {
          hanging.countDown();
          await(asked);
          if (first.cancellation().isCanceled()) {
            Fault.hang().answer(exchange);
          } else {
            Fault.NONE.answer(exchange);
          }
        });
    threads.execute(
        () -> {
          try {
            files.fetch(apart(1), first);
          } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(Kind.CANCELED);
          }
        });
    hanging.await();
    return threads.submit(() -> files.fetch(apart(1), QueryContext.unbounded()));
  }

  private BlockFiles heard(CountDownLatch secondLookUp) {
    return new BlockFiles(
        "archive",
        bucket,
        FetchLimits.REMOTE,
        threads,
        new FetchListener() {
          @Override
          public void lookedUp(CacheKind kind, int ranges, int hits, long bytes, long hitBytes) {
            secondLookUp.countDown();
          }
        });
  }

  @Test
  void whoWantsWhatIsOnItsWayWaitsForIt() throws Exception {
    CountDownLatch bothAsked = new CountDownLatch(2);
    Future<FileRanges> second = second(heard(bothAsked), bothAsked, QueryContext.unbounded());
    assertThat(second.get().length(0)).isEqualTo(100);
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void whoWaitedForAQueryThatGaveUpAsksAnew() throws Exception {
    CountDownLatch bothAsked = new CountDownLatch(3);
    CountDownLatch looked = new CountDownLatch(2);
    QueryContext first = QueryContext.unbounded();
    Future<FileRanges> second = second(heard(looked), bothAsked, first);
    looked.await();
    first.cancellation().cancel();
    assertThat(second.get().length(0)).isEqualTo(100);
    assertThat(proxy.requests()).hasSize(2);
  }

  @Test
  void aQueryThatGaveUpLeavesItsPlaceToOthers() throws Exception {
    proxy.spoil(1, CHUNKS, Fault.hang());
    BlockFiles files = files(FetchLimits.REMOTE.withRequests(1, 1 + 1, 1000));
    StoreException gaveUp =
        catchThrowableOfType(
            StoreException.class, () -> files.fetch(apart(2), within(Duration.ofMillis(200))));
    assertThat(gaveUp.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(files.fetch(apart(2), within(Duration.ofSeconds(30))).length(1)).isEqualTo(100);
  }
}
