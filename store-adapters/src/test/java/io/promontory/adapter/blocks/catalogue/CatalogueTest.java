package io.promontory.adapter.blocks.catalogue;

import static io.promontory.adapter.blocks.catalogue.Metas.compacted;
import static io.promontory.adapter.blocks.catalogue.Metas.delete;
import static io.promontory.adapter.blocks.catalogue.Metas.fresh;
import static io.promontory.adapter.blocks.catalogue.Metas.mark;
import static io.promontory.adapter.blocks.catalogue.Metas.put;
import static io.promontory.adapter.blocks.catalogue.Metas.ulid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.MemoryBucket;
import io.promontory.series.labels.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  @TempDir private Path folder;
  private Harness its;

  @BeforeEach
  void open() {
    its = new Harness(folder);
  }

  @AfterEach
  void close() {
    its.close();
  }

  @Test
  void knowsNothingBeforeTheFirstListing() {
    assertThat(its.view()).isEqualTo(CatalogueView.NOTHING);
    assertThat(its.view().shortfall()).isEqualTo("the blocks of the bucket are not listed yet");
  }

  @Test
  void findsBlocksInOrderOfTime() throws InterruptedException {
    put(its.bucket, compacted(3, 1, 2, List.of(ulid(3))));
    put(its.bucket, fresh(2));
    its.bucket.put("debug/metas/" + ulid(4) + ".json", new byte[1]);
    its.bucket.put(ulid(5) + "x/meta.json", new byte[1]);
    its.catalogue.step();
    assertThat(its.blocks()).containsExactly(ulid(3), ulid(2));
    assertThat(its.view().complete()).isTrue();
    assertThat(its.view().shortfall()).isNull();
    CatalogueBlock first = its.view().blocks().getFirst();
    assertThat(first.meta().externalLabels()).isEqualTo(Metas.EU);
    assertThat(first.folder().segments()).hasSize(1);
  }

  @Test
  void followsWhatComesAndGoes() throws InterruptedException {
    put(its.bucket, fresh(1));
    its.catalogue.step();
    put(its.bucket, fresh(2));
    its.later(Duration.ofSeconds(30));
    assertThat(its.blocks()).as("the interval is not over").containsExactly(ulid(1));
    its.laterMinutes(4);
    assertThat(its.blocks()).containsExactly(ulid(1), ulid(2));
    delete(its.bucket, ulid(1));
    its.laterMinutes(4);
    assertThat(its.blocks()).containsExactly(ulid(2));
    assertThat(its.listings).isEqualTo(3);
  }

  @Test
  void readsAMetaAgainThatWasReplaced() throws InterruptedException {
    put(its.bucket, fresh(1));
    its.catalogue.step();
    put(its.bucket, compacted(1, 1, 5, List.of(ulid(1))));
    its.laterMinutes(4);
    assertThat(its.view().blocks().getFirst().meta().maxTime()).isEqualTo(5 * 3_600_000L);
  }

  @Test
  void doesNotTryAgainWhatIsNoMore() throws InterruptedException {
    its.bucket.put(ulid(1) + "/index", new byte[1]);
    its.bucket.put(ulid(1) + "/meta.json", new byte[] {'{'});
    its.catalogue.step();
    assertThat(its.catalogue.nextStep()).isAfter(its.now());
    its.bucket.delete(ulid(1) + "/meta.json");
    for (int i = 0; i < 20; i++) {
      its.laterMinutes(4);
      assertThat(its.catalogue.nextStep()).isAfter(its.now());
    }
  }

  @Test
  void leavesPartialUploadsAlone() throws InterruptedException {
    its.bucket.put(ulid(1) + "/index", new byte[1]);
    its.bucket.put(ulid(1) + "/chunks/000001", new byte[1]);
    put(its.bucket, fresh(2));
    its.bucket.delete(ulid(2) + "/index");
    put(its.bucket, fresh(3));
    its.bucket.put(ulid(3) + "/chunks/000003", new byte[1]);
    its.catalogue.step();
    assertThat(its.view().complete()).isTrue();
    assertThat(its.view().known()).isZero();
    assertThat(its.counts.partial()).isEqualTo(Map.of("meta", 1, "index", 1, "chunks", 1));
  }

  @Test
  void setsAsideWhatHasLackedFilesForLong() throws InterruptedException {
    ThanosMeta thanos =
        new ThanosMeta(
            Metas.EU,
            0,
            "sidecar",
            List.of(),
            List.of(new ThanosMeta.File("index", 20), new ThanosMeta.File("chunks/000001", 11)),
            List.of(),
            0,
            0,
            null);
    BlockMeta meta = fresh(1).withThanos(thanos);
    put(its.bucket, meta);
    its.catalogue.step();
    assertThat(its.counts.partial()).isEqualTo(Map.of("chunks", 1));
    its.laterMinutes(31);
    assertThat(its.blocks()).isEmpty();
    SetAside aside = its.view().setAside().getFirst();
    assertThat(aside.reason()).isEqualTo("chunks/000001 is missing, or not as long as it says");
    assertThat(aside.meta()).isNotNull();
    assertThat(its.counts.setAside()).isEqualTo(Map.of("files", 1));
    its.bucket.put(ulid(1) + "/chunks/000001", new byte[11]);
    its.laterMinutes(4);
    assertThat(its.blocks()).containsExactly(ulid(1));
  }

  @Test
  void readsWhatIsMarkedForDeletionUntilItsDelayIsOver() throws InterruptedException {
    put(its.bucket, fresh(1));
    mark(its.bucket, ulid(1), its.now.minus(Duration.ofHours(23)));
    put(its.bucket, fresh(2));
    mark(its.bucket, ulid(2), its.now.minus(Duration.ofHours(25)));
    put(its.bucket, fresh(3));
    its.bucket.put(ulid(3) + "/deletion-mark.json", "{".getBytes(UTF_8));
    its.catalogue.step();
    assertThat(its.blocks()).containsExactly(ulid(1), ulid(3));
    assertThat(its.counts.deleted()).isEqualTo(1);
    its.later(Duration.ofHours(2));
    assertThat(its.blocks())
        .as("a mark that cannot be read hides nothing")
        .containsExactly(ulid(3));
    its.bucket.delete(ulid(1) + "/deletion-mark.json");
    its.laterMinutes(4);
    assertThat(its.blocks()).containsExactly(ulid(1), ulid(3));
  }

  @Test
  void leavesOutWhatACompactedBlockHas() throws InterruptedException {
    put(its.bucket, fresh(1));
    put(its.bucket, fresh(2));
    put(its.bucket, compacted(3, 1, 3, List.of(ulid(1), ulid(2))));
    its.catalogue.step();
    assertThat(its.blocks()).containsExactly(ulid(3));
    assertThat(its.counts.superseded()).isEqualTo(2);

    its.catalogue.setAside(ulid(3), "index: CRC is wrong");
    assertThat(its.blocks()).as("the sources stand in").containsExactly(ulid(1), ulid(2));
    assertThat(its.view().setAside()).extracting(SetAside::ulid).containsExactly(ulid(3));
  }

  @Test
  void setsAsideWhatAReaderFoundIll() throws InterruptedException {
    put(its.bucket, fresh(1));
    put(its.bucket, fresh(2));
    its.catalogue.step();
    its.catalogue.setAside(ulid(1), "index: CRC is wrong");
    assertThat(its.blocks()).containsExactly(ulid(2));
    assertThat(its.view().setAside())
        .extracting(SetAside::reason)
        .containsExactly("index: CRC is wrong");
    assertThat(its.view().complete()).as("complete, but for what is set aside").isTrue();
    assertThat(its.counts.setAside()).isEqualTo(Map.of("content", 1));
    its.laterMinutes(2);
    assertThat(its.blocks()).as("tried again").containsExactly(ulid(1), ulid(2));
    its.catalogue.setAside(ulid(1), "index: CRC is wrong");
    its.later(Duration.ofSeconds(100));
    assertThat(its.blocks()).as("the second wait is longer").containsExactly(ulid(2));
    its.bucket.put(ulid(1) + "/index", new byte[20]);
    its.later(Duration.ofMinutes(4));
    assertThat(its.blocks()).as("its objects changed").containsExactly(ulid(1), ulid(2));
  }

  @Test
  void listsSoonWhenABlockWasDeletedUnderAReader() throws InterruptedException {
    put(its.bucket, fresh(1));
    its.catalogue.step();
    delete(its.bucket, ulid(1));
    its.catalogue.setAside(ulid(1), "no object");
    its.later(Duration.ofSeconds(11));
    assertThat(its.listings).isEqualTo(2);
    assertThat(its.view().known()).isZero();
    its.catalogue.setAside(ulid(1), "no object");
    assertThat(its.view().setAside()).as("known to be gone").isEmpty();
  }

  @Test
  void addsTheLabelsOfTheStore() throws InterruptedException {
    put(its.bucket, fresh(1));
    put(its.bucket, fresh(2).withThanos(null));
    CatalogueConfig config =
        CatalogueConfig.of("archive").withExternalLabels(Labels.of("region", "us", "tier", "cold"));
    try (Catalogue labelled =
        Catalogue.idle(
            config, its.bucket, folder.resolve("l"), () -> its.now, CatalogueListener.NONE)) {
      labelled.step();
      assertThat(labelled.view().blocks())
          .extracting(block -> block.meta().externalLabels())
          .containsExactly(config.externalLabels(), config.externalLabels());
    }
  }

  @Test
  void worksByItself() {
    put(its.bucket, fresh(1));
    try (Catalogue own =
        Catalogue.start(
            CatalogueConfig.of("archive"),
            its.bucket,
            folder.resolve("own"),
            InstantSource.system(),
            CatalogueListener.NONE)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> own.view().complete());
      assertThat(own.view().blocks()).hasSize(1);
    }
  }

  /** A third, small and unknown, begins last, and is listed before the others may be. */
  @Test
  void letsTheProcessStartFirstIfAllIsKeptOrMuchIsToBeListed() throws InterruptedException {
    put(its.bucket, fresh(1));
    its.catalogue.step();
    its.catalogue.close();
    MemoryBucket many = new MemoryBucket(() -> its.now);
    for (int n = 0; n < 350; n++) {
      put(many, fresh(n));
    }
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    CountDownLatch keptListed = new CountDownLatch(1);
    CountDownLatch manyListed = new CountDownLatch(1);
    CountDownLatch smallListed = new CountDownLatch(1);
    try (Catalogue kept = starting(its.bucket, its.file(), keptListed, started);
        Catalogue large = starting(many, folder.resolve("large"), manyListed, started);
        Catalogue small = starting(its.bucket, folder.resolve("small"), smallListed, started)) {
      assertThat(kept.view().complete()).isTrue();
      smallListed.await();
      assertThat(keptListed.getCount()).as("knows all").isEqualTo(1);
      assertThat(manyListed.getCount()).as("has more than a page").isEqualTo(1);
      started.complete(true);
      keptListed.await();
      manyListed.await();
      await().atMost(Duration.ofSeconds(60)).until(() -> large.view().complete());
      await().atMost(Duration.ofSeconds(60)).until(() -> small.view().complete());
      assertThat(large.view().blocks()).hasSize(350);
    }
  }

  private Catalogue starting(
      Bucket bucket, Path kept, CountDownLatch listed, CompletableFuture<?> started) {
    CatalogueListener listener =
        new CatalogueListener() {
          @Override
          public void listed(Instant at, long nanos) {
            listed.countDown();
          }

          @Override
          public void listingFailed(long nanos) {}

          @Override
          public void counted(CatalogueCounts counts) {}
        };
    return Catalogue.start(
        CatalogueConfig.of("archive"), bucket, kept, () -> its.now, listener, started);
  }
}
