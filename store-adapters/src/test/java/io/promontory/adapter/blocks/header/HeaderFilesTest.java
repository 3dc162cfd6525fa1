package io.promontory.adapter.blocks.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.adapter.blocks.fetch.BlockFaultException;
import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.fetch.CacheKind;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.blocks.fetch.FetchListener;
import io.promontory.adapter.blocks.fetch.StoredFile;
import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.index.IndexReader;
import io.promontory.objectstore.block.index.PostingsRange;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderFilesTest {
  private static final int SERIES = 700;

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Heard heard = new Heard();
  private final AtomicLong clock = new AtomicLong(1_767_225_600_000L);
  private FilesystemBucket bucket;
  private BlockFolder block;
  private HeaderFiles headers;

  @BeforeEach
  void write() throws IOException {
    WrittenBlock.write(folder.resolve("bucket"), WrittenBlock.ULID, SERIES);
    bucket = new FilesystemBucket(folder.resolve("bucket"));
    block = folder(WrittenBlock.ULID);
    headers = open(HeaderLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    headers.close();
    threads.close();
  }

  private BlockFolder folder(Ulid ulid) {
    return BlockFolder.of(ulid, ulid + "/", bucket.list(ulid + "/", Depth.RECURSIVE).objects());
  }

  private BlockFiles files() {
    return new BlockFiles("archive", new DistantBucket(bucket), FetchLimits.REMOTE, threads, heard);
  }

  private HeaderFiles open(HeaderLimits limits) {
    InstantSource time = () -> Instant.ofEpochMilli(clock.addAndGet(1000));
    return new HeaderFiles(files(), folder.resolve("headers"), limits, time, heard);
  }

  private Path kept(Ulid ulid) {
    return folder.resolve("headers").resolve(ulid + ".header");
  }

  private List<String> keptFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("headers"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Reads all labels of the block by a lease and compares them. */
  private void assertReads(HeaderLease lease, int series) {
    List<Labels> read = new ArrayList<>();
    StoredFile file = StoredFile.index(folder(WrittenBlock.ULID));
    BlockFile index = files().open(file, QueryContext.unbounded());
    IndexReader reader = new IndexReader(index, lease.header());
    SeriesEntry entry = new SeriesEntry();
    for (int id : reader.allSeries()) {
      reader.series(id, entry);
      read.add(lease.labels(entry));
    }
    assertThat(read).isEqualTo(WrittenBlock.labels(series));
  }

  @Test
  void aSmallIndexTakesOneRequestAndTheNextQueryNone() {
    try (HeaderLease lease = headers.open(block, QueryContext.unbounded())) {
      assertThat(lease.header().postings().names())
          .containsExactly("__name__", "code", "instance", "job", "pod", "zone");
    }
    assertThat(heard.requests).hasValue(1);
    assertThat(heard.built).hasValue(1);
    QueryContext second = QueryContext.unbounded();
    try (HeaderLease lease = headers.open(block, second)) {
      assertReads(lease, SERIES);
    }
    assertThat(second.budget().bytesRead()).isZero();
    assertThat(heard.built).hasValue(1);
  }

  @Test
  void ofALongIndexTheHeaderIsReadInTwoRounds() throws IOException {
    Ulid ulid = Ulid.of("01M7WM85QD85D1F8W77TR13NPK");
    WrittenBlock.write(folder.resolve("bucket"), ulid, 20_000);
    HeaderFiles other = open(new HeaderLimits(1 << 20, 1 << 20, 10, 0));
    try (HeaderLease lease = other.open(folder(ulid), QueryContext.unbounded())) {
      PostingsRange range = lease.header().postings().find("job", "job-3");
      assertThat(range).isNotNull();
      assertThat(range.length()).isBetween(4L * 2000, 4L * 2000 + 64);
      assertThat(heard.rounds).hasValue(2);
      assertThat(heard.requests).hasValue(4);
      assertThat(heard.bytes.get()).isLessThan(folder(ulid).index().size() * 2 / 3);
    }
    other.close();
  }

  @Test
  void aRestartFindsWhatWasKept() {
    headers.open(block, QueryContext.unbounded()).close();
    headers.close();
    headers = open(HeaderLimits.DEFAULT);
    QueryContext context = QueryContext.unbounded();
    try (HeaderLease lease = headers.open(block, context)) {
      assertThat(context.budget().bytesRead()).isZero();
      assertReads(lease, SERIES);
    }
    assertThat(heard.built).hasValue(1);
    assertThat(heard.loaded).hasValue(1);
  }

  @Test
  void aDamagedFileIsFetchedAgain() throws IOException {
    headers.open(block, QueryContext.unbounded()).close();
    byte[] good = Files.readAllBytes(kept(WrittenBlock.ULID));
    for (int damage : new int[] {0, 30, good.length / 2, good.length - 1, -1, -2}) {
      headers.close();
      byte[] bad = damage == -1 ? new byte[0] : Arrays.copyOf(good, good.length - 5);
      if (damage >= 0) {
        bad = good.clone();
        bad[damage] ^= 4;
      }
      Files.write(kept(WrittenBlock.ULID), bad);
      headers = open(HeaderLimits.DEFAULT);
      try (HeaderLease lease = headers.open(block, QueryContext.unbounded())) {
        assertReads(lease, SERIES);
      }
      assertThat(Files.readAllBytes(kept(WrittenBlock.ULID))).isEqualTo(good);
    }
    assertThat(heard.discarded).hasValue(6);
    assertThat(heard.built).hasValue(7);
  }

  @Test
  void aFileOfAnotherIndexIsFetchedAgain() throws IOException {
    headers.open(block, QueryContext.unbounded()).close();
    headers.close();
    Path old = folder.resolve("bucket").resolve(WrittenBlock.ULID.toString());
    Files.move(old, folder.resolve("old"));
    WrittenBlock.write(folder.resolve("bucket"), WrittenBlock.ULID, SERIES + 100);
    headers = open(HeaderLimits.DEFAULT);
    try (HeaderLease lease = headers.open(folder(WrittenBlock.ULID), QueryContext.unbounded())) {
      assertReads(lease, SERIES + 100);
    }
    assertThat(heard.discarded).hasValue(1);
  }

  @Test
  void halfAFileOfACrashIsRemovedAndStrangersStay() throws IOException {
    headers.close();
    Files.write(folder.resolve("headers").resolve("header123.tmp"), new byte[10]);
    Files.write(folder.resolve("headers").resolve("notes.txt"), new byte[10]);
    Files.createSymbolicLink(kept(WrittenBlock.ULID), folder.resolve("headers/notes.txt"));
    headers = open(HeaderLimits.DEFAULT);
    assertThat(keptFiles()).containsExactly(WrittenBlock.ULID + ".header", "notes.txt");
    headers.open(block, QueryContext.unbounded()).close();
    assertThat(Files.isRegularFile(kept(WrittenBlock.ULID), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(Files.size(folder.resolve("headers/notes.txt"))).isEqualTo(10);
  }

  @Test
  void manyAtOnceFetchOnce() throws Exception {
    int queries = 30;
    CountDownLatch go = new CountDownLatch(1);
    List<Future<Integer>> sizes = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      sizes.add(
          threads.submit(
              () -> {
                go.await();
                try (HeaderLease lease = headers.open(block, QueryContext.unbounded())) {
                  return lease.header().symbols().size();
                }
              }));
    }
    go.countDown();
    for (Future<Integer> size : sizes) {
      assertThat(size.get()).isGreaterThan(2 * SERIES);
    }
    assertThat(heard.built).hasValue(1);
  }

  @Test
  void filesBeyondTheBudgetGoInOrderOfUseButNotWhileTheyAreRead() throws IOException {
    List<Ulid> blocks = new ArrayList<>();
    for (String last : new String[] {"A", "B", "C", "D"}) {
      Ulid ulid = Ulid.of("01M7WM85QD85D1F8W77TR13NP" + last);
      WrittenBlock.write(folder.resolve("bucket"), ulid, 300);
      blocks.add(ulid);
    }
    headers.open(folder(blocks.get(0)), QueryContext.unbounded()).close();
    long one = Files.size(kept(blocks.get(0)));
    headers.close();
    headers = open(HeaderLimits.DEFAULT.withDisk(2 * one + 100));
    HeaderLease inUse = headers.open(folder(blocks.get(0)), QueryContext.unbounded());
    headers.open(folder(blocks.get(1)), QueryContext.unbounded()).close();
    headers.open(folder(blocks.get(2)), QueryContext.unbounded()).close();
    assertThat(keptFiles()).containsExactly(blocks.get(0) + ".header", blocks.get(2) + ".header");
    assertThat(inUse.header().postings().find("job", "job-1")).isNotNull();
    inUse.close();
    headers.open(folder(blocks.get(2)), QueryContext.unbounded()).close();
    headers.close();
    headers = open(HeaderLimits.DEFAULT.withDisk(2 * one + 100));
    headers.open(folder(blocks.get(3)), QueryContext.unbounded()).close();
    assertThat(keptFiles()).containsExactly(blocks.get(2) + ".header", blocks.get(3) + ".header");
  }

  @Test
  void withNoBudgetAtAllHeadersLiveAsLongAsTheirLeases() throws IOException {
    headers.close();
    headers = open(new HeaderLimits(0, 0, 0, 4 << 20));
    try (HeaderLease lease = headers.open(block, QueryContext.unbounded())) {
      assertReads(lease, SERIES);
    }
    assertThat(keptFiles()).isEmpty();
    assertThat(heard.open).hasValue(0);
  }

  @Test
  void textsOfSymbolsAreTheSameObjectsFromQueryToQuery() {
    try (HeaderLease first = headers.open(block, QueryContext.unbounded());
        HeaderLease second = headers.open(block, QueryContext.unbounded())) {
      assertReads(first, SERIES);
      assertReads(second, SERIES);
      try (HeaderLease third = headers.open(block, QueryContext.unbounded())) {
        for (int i = 0; i < third.header().symbols().size(); i++) {
          assertThat(third.symbol(i)).isSameAs(first.symbol(i));
        }
      }
    }
    assertThat(heard.symbols).hasValue(1);
  }

  @Test
  void anIndexThatIsGoneOrDamagedIsTheBlocksFaultAndNothingIsKept() throws IOException {
    Path index = folder.resolve("bucket").resolve(WrittenBlock.ULID.toString()).resolve("index");
    byte[] good = Files.readAllBytes(index);
    byte[] bad = good.clone();
    bad[good.length - 20] ^= 1;
    Files.write(index, bad);
    assertFault(Reason.CORRUPT);
    Files.delete(index);
    assertFault(Reason.NOT_FOUND);
    assertThat(keptFiles()).isEmpty();
    Files.write(index, good);
    headers.open(block, QueryContext.unbounded()).close();
  }

  private void assertFault(Reason reason) {
    headers.close();
    headers = open(HeaderLimits.DEFAULT);
    assertThatThrownBy(() -> headers.open(block, QueryContext.unbounded()))
        .isInstanceOfSatisfying(
            BlockFaultException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.block()).isEqualTo(WrittenBlock.ULID);
            });
  }

  private static final class Heard implements FetchListener, HeaderListener {
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger rounds = new AtomicInteger();
    final AtomicLong bytes = new AtomicLong();

    @Override
    public void asks(int count) {
      rounds.incrementAndGet();
    }

    final AtomicInteger symbols = new AtomicInteger();
    final AtomicInteger built = new AtomicInteger();
    final AtomicInteger loaded = new AtomicInteger();
    final AtomicInteger discarded = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();

    @Override
    public void planned(CacheKind kind, int count, long readBytes, long wantedBytes) {
      requests.addAndGet(count);
      bytes.addAndGet(readBytes);
    }

    @Override
    public void kept(CacheKind kind, long size) {
      symbols.addAndGet(kind == CacheKind.SYMBOLS ? 1 : 0);
    }

    @Override
    public void built(Ulid block, long size, long nanos) {
      built.incrementAndGet();
    }

    @Override
    public void loaded(Ulid block, long size, long nanos) {
      loaded.incrementAndGet();
    }

    @Override
    public void discarded(Ulid block, String why) {
      discarded.incrementAndGet();
    }

    @Override
    public void holds(int files, long diskBytes, int opened, long heapBytes) {
      open.set(opened);
    }
  }
}
