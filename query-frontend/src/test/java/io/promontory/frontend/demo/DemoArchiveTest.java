package io.promontory.frontend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.inspect.BlockInspector;
import io.promontory.objectstore.block.inspect.Inspection;
import io.promontory.objectstore.block.inspect.MetricUse;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.verify.BlockVerifier;
import io.promontory.objectstore.block.verify.VerifyProgress;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoArchiveTest {
  private static final Labels EXTERNAL = Labels.of("source", "demo");
  private static final long HOUR = 3_600_000;

  /** Thursday, 5 March 2026, 13:31. */
  private static final long NOW = 1_772_717_460_000L;

  /** Made once, since it takes seconds; who changes it changes a copy. */
  @TempDir private static Path made;

  private static final MemoryStore LIVE = new MemoryStore("live", Labels.EMPTY);

  private Path folder = made;

  @BeforeAll
  static void make() throws IOException {
    make(made, NOW, LIVE);
  }

  private static void make(Path folder, long now, MemoryStore store) throws IOException {
    DemoArchive archive = new DemoArchive(folder, EXTERNAL, 1);
    DemoRecorder recorder = new DemoRecorder(List.of(DemoReplica.whole(store)), now - 6 * HOUR);
    long from = Math.min(now - 6 * HOUR, archive.firstMissing(now));
    DemoWorld world = new DemoWorld(recorder, 1, from);
    archive.complete(now, recorder, world);
    world.runBefore(now + 1);
    assertThat(archive.firstMissing(now)).isEqualTo(now);
  }

  private List<BlockMeta> blocks() {
    Bucket bucket = new FilesystemBucket(folder);
    return BlockList.folders(bucket).stream()
        .map(block -> BlockReader.meta(bucket, block))
        .sorted((a, b) -> Long.compare(a.minTime(), b.minTime()))
        .toList();
  }

  /** Values of a metric by time, of each series. */
  private Map<Labels, TreeMap<Long, Double>> archived(String metric) {
    Bucket bucket = new FilesystemBucket(folder);
    Map<Labels, TreeMap<Long, Double>> all = new HashMap<>();
    SampleColumns columns = new SampleColumns();
    SeriesEntry entry = new SeriesEntry();
    for (BlockFolder one : BlockList.folders(bucket)) {
      BlockReader block = BlockReader.open(bucket, one);
      for (int id : block.index().postings("__name__", metric)) {
        block.index().series(id, entry);
        new SeriesDecoder()
            .decode(block.segments().samples(entry), Long.MIN_VALUE, Long.MAX_VALUE, columns);
        add(columns, all.computeIfAbsent(block.index().labels(entry), key -> new TreeMap<>()));
      }
    }
    return all;
  }

  private static void add(SampleColumns columns, TreeMap<Long, Double> into) {
    for (int i = 0; i < columns.size; i++) {
      assertThat(into.put(columns.timestamps[i], columns.values[i])).isNull();
    }
  }

  @Test
  void hasTwoWeeksInWholeBlocksWithoutGapOrOverlap() {
    List<BlockMeta> blocks = blocks();
    long today = NOW / (24 * HOUR) * 24 * HOUR;
    assertThat(blocks.getFirst().minTime()).isEqualTo(today - 14 * 24 * HOUR);
    assertThat(blocks.getLast().maxTime()).isEqualTo(today + 12 * HOUR);
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).minTime()).isEqualTo(blocks.get(i - 1).maxTime());
    }
    assertThat(blocks).extracting(block -> block.compaction().level()).contains(1, 3);
    assertThat(blocks).allMatch(block -> block.externalLabels().equals(EXTERNAL));
    Bucket bucket = new FilesystemBucket(folder);
    assertThat(BlockList.folders(bucket))
        .allMatch(block -> BlockVerifier.verify(bucket, block, VerifyProgress.NONE).isWhole());
  }

  @Test
  void canBeInspectedToTheLastChunk() {
    Bucket bucket = new FilesystemBucket(folder);
    BlockInspector inspector = new BlockInspector(bucket, true);
    BlockList.folders(bucket).forEach(inspector::add);
    Inspection found = inspector.result(100);
    assertThat(found.encodings())
        .singleElement()
        .satisfies(
            xor -> {
              assertThat(xor.encoding()).isEqualTo("xor");
              assertThat(xor.chunks()).isEqualTo(found.chunks());
              assertThat(xor.samples()).isEqualTo(found.samples());
            });
    assertThat(found.byMetric().stream().mapToLong(MetricUse::samples).sum())
        .isEqualTo(found.samples());
    assertThat(found.byMetric()).hasSize(10);
    assertThat(found.churning().getFirst().name()).isEqualTo("job");
    assertThat(found.churning().getFirst().value()).isEqualTo("worker");
  }

  @Test
  void goesOnInTheLiveStoreWithTheSameSamples() {
    long last = blocks().getLast().maxTime();
    for (String metric : List.of("http_requests_total", "queue_length", "up")) {
      Map<Labels, TreeMap<Long, Double>> archived = archived(metric);
      SelectRequest request =
          SelectRequest.of(0, Long.MAX_VALUE, List.of(Matcher.equal("__name__", metric)));
      SampleColumns columns = new SampleColumns();
      int compared = 0;
      try (SeriesSet set = LIVE.select(request, QueryContext.unbounded())) {
        for (Series one = set.next(); one != null; one = set.next()) {
          new SeriesDecoder().decode(one.chunks(), 0, Long.MAX_VALUE, columns);
          TreeMap<Long, Double> old = archived.getOrDefault(one.labels(), new TreeMap<>());
          for (int i = 0; i < columns.size && columns.timestamps[i] < last; i++) {
            assertThat(old.get(columns.timestamps[i])).isEqualTo((Double) columns.values[i]);
            compared++;
          }
        }
      }
      assertThat(compared).isGreaterThan(4000);
    }
  }

  @Test
  void countersGoOnOverTheEdgesOfBlocks() {
    long restarts = 0;
    Map<Labels, TreeMap<Long, Double>> counters = archived("process_cpu_seconds_total");
    assertThat(counters).hasSize(10);
    for (TreeMap<Long, Double> counter : counters.values()) {
      double last = 0;
      for (double value : counter.values()) {
        restarts += value < last ? 1 : 0;
        last = value;
      }
      assertThat(counter.size()).isGreaterThan(75_000);
    }
    // Each restart of a process is one, and blocks begin more often than that alone explains.
    long starts =
        archived("process_start_time_seconds").values().stream()
            .mapToLong(start -> start.values().stream().distinct().count() - 1)
            .sum();
    assertThat(restarts).isEqualTo(starts);
  }

  @Test
  void aLaterStartMakesWhatIsMissingOnlyAndTheSame(@TempDir Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(made)) {
      for (Path file : files.filter(file -> !file.equals(made)).toList()) {
        Files.copy(file, copy.resolve(made.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    folder = copy;
    Map<Labels, TreeMap<Long, Double>> before = archived("http_request_duration_seconds_sum");
    Map<Ulid, FileTime> written = times();
    Path lost = folder.resolve(blocks().get(2).ulid().toString());
    try (var files = Files.walk(lost)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    make(folder, NOW, new MemoryStore("live", Labels.EMPTY));
    assertThat(archived("http_request_duration_seconds_sum")).isEqualTo(before);
    Map<Ulid, FileTime> again = times();
    assertThat(again.keySet()).isEqualTo(written.keySet());
    again.keySet().removeIf(block -> again.get(block).equals(written.get(block)));
    assertThat(again).hasSize(1);

    make(folder, NOW + 30 * HOUR, new MemoryStore("live", Labels.EMPTY));
    List<BlockMeta> later = blocks();
    long today = (NOW + 30 * HOUR) / (24 * HOUR) * 24 * HOUR;
    assertThat(later.getFirst().minTime()).isEqualTo(today - 14 * 24 * HOUR);
    assertThat(later.getLast().maxTime()).isEqualTo(today + 18 * HOUR);
    Map<Labels, TreeMap<Long, Double>> after = archived("http_request_duration_seconds_sum");
    before.forEach(
        (labels, values) ->
            assertThat(after.get(labels))
                .containsAllEntriesOf(values.tailMap(today - 14 * 24 * HOUR)));
  }

  private Map<Ulid, FileTime> times() throws IOException {
    Map<Ulid, FileTime> times = new HashMap<>();
    for (BlockMeta block : blocks()) {
      Path index = folder.resolve(block.ulid().toString()).resolve("index");
      times.put(block.ulid(), Files.getLastModifiedTime(index));
    }
    return times;
  }
}
