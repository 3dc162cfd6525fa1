package io.promontory.adapter.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.promontory.adapter.blocks.catalogue.SetAside;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.testing.ContractBlocks;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.MemoryBucket;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.matcher.Matcher.Type;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreOutcome.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an answer when one of its two blocks is ill. */
class IllBlockTest {
  private static final long FROM = ContractData.START;
  private static final long TO = ContractData.START + 3 * 3_600_000;
  private static final List<Matcher> ALL = List.of(Matcher.of(Type.NEQ, "__name__", ""));
  private static final SelectRequest EVERYTHING = SelectRequest.of(FROM, TO, ALL);

  /** Nothing of a block is in memory after a question. */
  private static final FetchLimits LIMITS = FetchLimits.REMOTE.withCache(0);

  @TempDir private static Path directory;

  private final MemoryBucket bucket = new MemoryBucket(InstantSource.system());
  private ListedBlocks blocks;
  private String ill;

  @BeforeEach
  void write() throws Exception {
    Path folder = Files.createTempDirectory(directory, "blocks");
    ContractBlocks.overlapping(ContractData.standard(), folder);
    ContractBlocks.upload(folder, bucket);
    blocks = ListedBlocks.of(bucket);
    ill = blocks.view().blocks().getFirst().ulid().toString();
  }

  private record Answer(List<Labels> series, long samples, Completeness completeness) {
    StoreOutcome outcome() {
      return completeness.outcomes().getFirst();
    }
  }

  private BlockStore open() throws Exception {
    return blocks.open("archive", Files.createTempDirectory(directory, "local"), LIMITS);
  }

  private static Answer read(BlockStore store) {
    List<Labels> series = new ArrayList<>();
    SampleColumns out = new SampleColumns();
    SeriesDecoder decoder = new SeriesDecoder();
    long samples = 0;
    try (SeriesSet set = store.select(EVERYTHING, QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        series.add(one.labels());
        decoder.decode(one.chunks(), FROM, TO, out);
        samples += out.size;
      }
      return new Answer(series, samples, set.completeness());
    }
  }

  private String key(String file) {
    return ill + "/" + file;
  }

  private void assertIll(Answer answer, String reason) {
    assertThat(answer.outcome().status()).isEqualTo(Status.PARTIAL);
    assertThat(answer.outcome().reason()).contains(ill).contains(reason);
    assertThat(blocks.setAside()).extracting(aside -> aside.ulid().toString()).contains(ill);
    assertThat(answer.series()).as("of the other block").isNotEmpty();
  }

  @Test
  void wholeBlocksAnswerWholly() throws Exception {
    try (BlockStore store = open()) {
      Answer answer = read(store);
      assertThat(answer.outcome().status()).isEqualTo(Status.WHOLE);
      assertThat(answer.series()).isSorted().hasSize(ContractData.standard().series().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"index", "chunks/000001", "chunks/000002"})
  void aFileThatIsGoneSetsItsBlockAside(String file) throws Exception {
    try (BlockStore store = open()) {
      bucket.delete(key(file));
      assertIll(read(store), file);
      Answer again = read(store);
      assertThat(again.outcome().status()).isEqualTo(Status.PARTIAL);
      assertThat(again.outcome().reason()).contains("block " + ill + " is set aside: ");
      assertThat(blocks.setAside()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"index", "chunks/000001"})
  void aFileThatIsCutShortSetsItsBlockAside(String file) throws Exception {
    byte[] whole = bucket.getRange(key(file), 0, 1 << 20);
    try (BlockStore store = open()) {
      bucket.put(key(file), Arrays.copyOf(whole, whole.length / 2));
      assertIll(read(store), file);
    }
  }

  @Test
  void aBlockThatIsDeletedMeanwhileEndsItsPartOnly() throws Exception {
    try (BlockStore store = open();
        SeriesSet set = store.select(EVERYTHING, QueryContext.unbounded())) {
      Series first = set.next();
      for (ObjectInfo object : bucket.list(ill + "/", Depth.RECURSIVE).objects()) {
        bucket.delete(object.key());
      }
      TreeSet<Labels> series = new TreeSet<>();
      for (Series one = first; one != null; one = set.next()) {
        assertThat(series.add(one.labels())).isTrue();
      }
      assertThat(series).isNotEmpty();
    }
  }

  @Test
  void labelsOfTheOtherBlockAreAnsweredInPart() throws Exception {
    bucket.delete(key("index"));
    try (BlockStore store = open()) {
      LabelsResult names =
          store.labelValues(
              new LabelValuesRequest("__name__", FROM, TO, List.of(), 0), QueryContext.unbounded());
      assertThat(names.values()).contains("up");
      assertThat(names.completeness().isWhole()).isFalse();
      assertThat(names.completeness().warnings().getFirst()).contains(ill);
    }
  }

  @Test
  void blocksOfOtherTimesDoNotMatter() throws Exception {
    try (BlockStore store = open()) {
      bucket.delete(key("index"));
      read(store);
      SelectRequest before = SelectRequest.of(FROM - 7_200_000, FROM - 3_600_000, ALL);
      try (SeriesSet set = store.select(before, QueryContext.unbounded())) {
        assertThat(set.next()).isNull();
        assertThat(set.completeness().isWhole()).isTrue();
      }
    }
  }

  /** Flipped bits are found, or change nothing; the other block answers in any case. */
  @Test
  void flippedBitsAreNeverAnsweredInSilence() throws Exception {
    Answer whole;
    try (BlockStore store = open()) {
      whole = read(store);
    }
    long seed = 20_260_110;
    Random random = new Random(seed);
    List<String> files = List.of("index", "chunks/000001");
    for (int round = 0; round < 150; round++) {
      String file = files.get(round % files.size());
      byte[] bytes = bucket.getRange(key(file), 0, 1 << 20);
      byte[] damaged = bytes.clone();
      int at = random.nextInt(damaged.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      bucket.put(key(file), damaged);
      blocks = ListedBlocks.of(bucket);
      try (BlockStore store = open()) {
        Answer answer = read(store);
        String what = "seed %d round %d: %s at %d".formatted(seed, round, file, at);
        if (answer.completeness().isWhole()) {
          assertThat(answer.series()).as(what).isEqualTo(whole.series());
          assertThat(answer.samples()).as(what).isEqualTo(whole.samples());
        } else {
          assertThat(blocks.setAside()).as(what).extracting(SetAside::reason).hasSize(1);
          assertThat(answer.outcome().reason()).as(what).contains(ill);
          assertThat(answer.series()).as(what).isNotEmpty();
        }
      }
      bucket.put(key(file), bytes);
    }
  }

  @Test
  void whatIsNotTakenIsNotHeld() throws Exception {
    QueryContext context = QueryContext.unbounded();
    try (BlockStore store = open()) {
      try (SeriesSet set = store.select(EVERYTHING, context)) {
        assertThat(set.next()).isNotNull();
      }
      assertThatCode(() -> read(store)).doesNotThrowAnyException();
    }
    assertThat(context.budget().heldMemory()).isZero();
  }
}
