package io.promontory.adapter.blocks.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.MemoryBucket;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BlockFilesTest {
  private static final Ulid BLOCK = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final MemoryBucket bucket = new MemoryBucket(InstantSource.system());
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    threads.close();
  }

  private BlockFiles files(FetchLimits limits) {
    return new BlockFiles("archive", bucket, limits, threads, heard);
  }

  private BlockFolder block(int segments, int bytes) {
    String prefix = BLOCK + "/";
    for (int i = 0; i < segments; i++) {
      bucket.put(prefix + BlockFolder.segmentName(i), content(i, bytes));
    }
    bucket.put(prefix + "index", content(99, bytes));
    bucket.put(prefix + "meta.json", new byte[2]);
    return BlockFolder.of(BLOCK, prefix, bucket.list(prefix, Bucket.Depth.RECURSIVE).objects());
  }

  private static byte[] content(int seed, int bytes) {
    byte[] content = new byte[bytes];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) random.nextInt();
    }
    return content;
  }

  private static void assertEqual(FileRanges found, int seed, int bytes) {
    byte[] content = content(seed, bytes);
    for (int i = 0; i < found.count(); i++) {
      int start = (int) found.wanted().start(i);
      assertThat(
              Arrays.copyOfRange(
                  found.array(i), found.offset(i), found.offset(i) + found.length(i)))
          .isEqualTo(Arrays.copyOfRange(content, start, start + found.length(i)));
      assertThat(found.cursor(i).offset()).isEqualTo(start);
      assertThat(found.cursor(i).remaining()).isEqualTo(found.length(i));
    }
  }

  private static WantedRanges scattered(StoredFile file, long seed, int count) {
    WantedRanges wanted = new WantedRanges(file);
    SplittableRandom random = new SplittableRandom(seed);
    long[] starts = random.longs(count, 0, file.size() - 200).sorted().toArray();
    for (long start : starts) {
      wanted.add(start, random.nextInt(200));
    }
    return wanted;
  }

  @Test
  void rangesOfSeveralFilesComeBackAsTheyAreStored() {
    BlockFolder block = block(2, 300_000);
    BlockFiles files = files(FetchLimits.REMOTE);
    for (int round = 0; round < 20; round++) {
      List<WantedRanges> wanted =
          List.of(
              scattered(StoredFile.segment(block, 0), round, 50),
              scattered(StoredFile.segment(block, 1), round + 100, 20),
              scattered(StoredFile.index(block), round + 200, 3));
      List<FileRanges> found = files.fetch(wanted, QueryContext.unbounded());
      assertEqual(found.get(0), 0, 300_000);
      assertEqual(found.get(1), 1, 300_000);
      assertEqual(found.get(2), 99, 300_000);
    }
    assertThat(heard.hits.get()).isPositive();
  }

  @Test
  void whatWasReadOnceIsNotReadAgain() {
    BlockFolder block = block(1, 100_000);
    BlockFiles files = files(FetchLimits.REMOTE);
    QueryContext first = QueryContext.unbounded();
    files.fetch(scattered(StoredFile.segment(block, 0), 7, 100), first);
    long requests = heard.requests.get();
    assertThat(requests).isPositive();
    QueryContext second = QueryContext.unbounded();
    FileRanges found = files.fetch(scattered(StoredFile.segment(block, 0), 7, 100), second);
    assertThat(heard.requests).hasValue(requests);
    // What a query may read does not depend on what others have read before it.
    long wanted = 0;
    for (int i = 0; i < found.count(); i++) {
      wanted += found.length(i);
    }
    assertThat(second.budget().bytesRead()).isEqualTo(wanted);
    assertEqual(found, 0, 100_000);
  }

  @Test
  void theCacheStaysWithinItsBudget() {
    BlockFolder block = block(1, 1 << 20);
    BlockFiles files = files(FetchLimits.REMOTE.withCache(100_000));
    for (int round = 0; round < 200; round++) {
      FileRanges found =
          files.fetch(scattered(StoredFile.segment(block, 0), round, 5), QueryContext.unbounded());
      assertEqual(found, 0, 1 << 20);
      assertThat(files.cache().bytes()).isLessThanOrEqualTo(100_000);
    }
    assertThat(heard.evicted.get()).isPositive();
  }

  @Test
  void aFileThatIsGoneIsItsBlocksFault() {
    BlockFolder block = block(1, 1000);
    bucket.delete(BLOCK + "/chunks/000001");
    BlockFaultException fault =
        catchThrowableOfType(
            BlockFaultException.class,
            () ->
                files(FetchLimits.REMOTE)
                    .fetch(
                        scattered(StoredFile.segment(block, 0), 1, 3), QueryContext.unbounded()));
    assertThat(fault.reason()).isEqualTo(Reason.NOT_FOUND);
    assertThat(fault.block()).isEqualTo(BLOCK);
    assertThat(fault).hasMessage("block " + BLOCK + ": no object " + BLOCK + "/chunks/000001");
  }

  @Test
  void aFileThatIsShorterThanListedIsItsBlocksFault() {
    BlockFolder block = block(1, 1000);
    bucket.put(BLOCK + "/chunks/000001", new byte[500]);
    for (long start : new long[] {450, 700}) {
      WantedRanges wanted = new WantedRanges(StoredFile.segment(block, 0));
      wanted.add(start, 100);
      assertThatThrownBy(() -> files(FetchLimits.REMOTE).fetch(wanted, QueryContext.unbounded()))
          .isInstanceOfSatisfying(
              BlockFaultException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CUT_SHORT));
    }
  }

  @Test
  void aRangeBeyondTheFileIsItsBlocksFault() {
    WantedRanges wanted = new WantedRanges(StoredFile.segment(block(1, 1000), 0));
    wanted.add(950, 51);
    assertThatThrownBy(() -> files(FetchLimits.REMOTE).fetch(wanted, QueryContext.unbounded()))
        .isInstanceOf(BlockFaultException.class)
        .hasMessage("block " + BLOCK + ": chunks/000001 has 1000 bytes, but 51 are wanted at 950");
  }

  @Test
  void bytesAreCountedAndLimitedBeforeTheyAreRead() {
    WantedRanges wanted = new WantedRanges(StoredFile.segment(block(1, 1000), 0));
    wanted.add(0, 1000);
    QueryContext context =
        new QueryContext(Deadline.NEVER, new QueryBudget(0, 999), new Cancellation());
    assertThatThrownBy(() -> files(FetchLimits.REMOTE).fetch(wanted, context))
        .isInstanceOf(BudgetExceededException.class)
        .hasMessage("more than 999 bytes read from stores");
  }

  @Test
  void nothingIsReadAfterTheDeadline() {
    WantedRanges wanted = new WantedRanges(StoredFile.segment(block(1, 1000), 0));
    wanted.add(0, 1000);
    QueryContext late =
        QueryContext.unbounded().withDeadline(Deadline.after(Duration.ZERO, () -> 5));
    assertThatThrownBy(() -> files(FetchLimits.REMOTE).fetch(wanted, late))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.TIMEOUT));
  }

  private static final class Heard implements FetchListener {
    final AtomicLong hits = new AtomicLong();
    final AtomicLong evicted = new AtomicLong();
    final AtomicLong requests = new AtomicLong();

    @Override
    public void planned(CacheKind kind, int count, long readBytes, long wantedBytes) {
      requests.addAndGet(count);
    }

    @Override
    public void lookedUp(CacheKind kind, int ranges, int found, long bytes, long foundBytes) {
      hits.addAndGet(found);
    }

    @Override
    public void dropped(CacheKind kind, long bytes, boolean forRoom) {
      evicted.addAndGet(forRoom ? 1 : 0);
    }
  }

  /**
   * Of each series a little is wanted; the cache has room for some, and drops them all the time.
   */
  @Test
  @Timeout(120)
  void countlessSmallPartsOfALongFileAreKeptAndDropped() {
    int size = 32 << 20;
    BlockFolder block = block(1, size);
    BlockFiles files = files(FetchLimits.LOCAL.withCache(8 << 20));
    for (int round = 0; round < 3; round++) {
      for (int batch = 0; batch < size; batch += 1 << 20) {
        WantedRanges wanted = new WantedRanges(StoredFile.segment(block, 0));
        for (int at = batch; at < batch + (1 << 20); at += 256) {
          wanted.add(at + 16L * round, 48);
        }
        FileRanges found = files.fetch(wanted, QueryContext.unbounded());
        assertThat(found.cursor(4095).offset()).isEqualTo(batch + (1 << 20) - 256 + 16L * round);
      }
    }
    assertThat(files.cache().bytes()).isLessThanOrEqualTo(8 << 20);
  }
}
