package io.promontory.adapter.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Density;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryLimits;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long range over many blocks of two histories: one series each, whole, within a little memory.
 */
class ManyBlocksTest {
  private static final int BLOCKS = 150;
  private static final int SERIES = 20;
  private static final int SAMPLES = 10;
  private static final long HOUR = 3_600_000;
  private static final List<Matcher> ALL = List.of(Matcher.equal("__name__", "m"));

  @TempDir private static Path directory;

  @BeforeAll
  static void write() throws Exception {
    Path bucket = Files.createDirectory(directory.resolve("bucket"));
    for (int block = 0; block < BLOCKS; block++) {
      for (String cluster : List.of("eu", "us")) {
        Ulid ulid = new Ulid((1_768_003_200_000L + block) << 16, cluster.hashCode());
        try (BlockWriter writer =
            BlockWriter.create(bucket, ulid, new WriterOptions(1 << 20, 500))) {
          for (int i = 0; i < SERIES; i++) {
            XorWriter chunk = new XorWriter();
            for (int k = 0; k < SAMPLES; k++) {
              chunk.append(block * HOUR + k * 60_000L, i);
            }
            Labels labels = Labels.of("__name__", "m", "i", "%03d".formatted(i));
            writer.add(labels, List.of(chunk.toChunk()));
          }
          writer.finish(meta -> meta.withThanos(ThanosMeta.of(Labels.of("a", cluster), "test")));
        }
      }
    }
  }

  private static BlockStore open() throws Exception {
    return ListedBlocks.of(new FilesystemBucket(directory.resolve("bucket")))
        .open("archive", Files.createTempDirectory(directory, "local"), FetchLimits.LOCAL);
  }

  @Test
  void whatIsReadIsEstimatedOnceHeadersAreOpen() throws Exception {
    SelectRequest request = SelectRequest.of(0, 3 * HOUR - 1, ALL);
    QueryContext context = QueryContext.unbounded();
    try (BlockStore store = open()) {
      assertThat(store.estimate(request, context).getFirst().density()).isNull();
      try (SeriesSet set = store.select(request, context)) {
        while (set.next() != null) {
          // All is read.
        }
      }
      Density density = store.estimate(request, context).getFirst().density();
      assertThat(density).isNotNull();
      assertThat(density.series()).isEqualTo(2 * SERIES);
      assertThat(density.samples(3 * HOUR)).isBetween(1_190.0, 1_210.0);
      SelectRequest none =
          SelectRequest.of(0, 3 * HOUR - 1, List.of(Matcher.equal("__name__", "none")));
      Density nothing = store.estimate(none, context).getFirst().density();
      assertThat(nothing).isNotNull();
      assertThat(nothing.series()).isZero();
    }
  }

  @Test
  void eachSeriesIsOneOverAllBlocks() throws Exception {
    QueryBudget budget = new QueryBudget(new QueryLimits(0, 8 << 20, 0, 0, 0));
    QueryContext unbounded = QueryContext.unbounded();
    QueryContext context = new QueryContext(unbounded.deadline(), budget, unbounded.cancellation());
    int series = 0;
    try (BlockStore store = open();
        SeriesSet set = store.select(SelectRequest.of(0, BLOCKS * HOUR, ALL), context)) {
      for (Series one = set.next(); one != null; one = set.next()) {
        assertThat(one.chunks()).as("%s", one.labels()).hasSize(BLOCKS);
        series++;
      }
      assertThat(set.completeness().isWhole()).isTrue();
    }
    assertThat(series).isEqualTo(2 * SERIES);
    assertThat(budget.heldMemory()).isZero();
  }

  @Test
  void onlyBlocksOfTheTimeAndTheLabelsAreRead() throws Exception {
    List<Matcher> eu = List.of(Matcher.equal("__name__", "m"), Matcher.equal("a", "eu"));
    QueryContext context = QueryContext.unbounded();
    try (BlockStore store = open();
        SeriesSet set = store.select(SelectRequest.of(3 * HOUR, 3 * HOUR + 60_000, eu), context)) {
      int series = 0;
      for (Series one = set.next(); one != null; one = set.next()) {
        assertThat(one.chunks()).hasSize(1);
        series++;
      }
      assertThat(series).isEqualTo(SERIES);
      assertThat(context.budget().bytesRead()).isBetween(1L, 20_000L);
    }
  }

  @Test
  void valuesOfALabelAreThoseOfAllBlocks() throws Exception {
    try (BlockStore store = open()) {
      LabelValuesRequest request = new LabelValuesRequest("a", 0, BLOCKS * HOUR, ALL, 0);
      assertThat(store.labelValues(request, QueryContext.unbounded()).values())
          .containsExactly("eu", "us");
    }
  }

  @Test
  void aClosedStoreSaysSo() throws Exception {
    BlockStore store = open();
    store.close();
    try (SeriesSet set =
        store.select(SelectRequest.of(0, BLOCKS * HOUR, ALL), QueryContext.unbounded())) {
      assertThatThrownBy(set::next)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("closed");
    }
  }
}
