package io.promontory.adapter.blocks.catalogue;

import static io.promontory.adapter.blocks.catalogue.Metas.compacted;
import static io.promontory.adapter.blocks.catalogue.Metas.delete;
import static io.promontory.adapter.blocks.catalogue.Metas.downsampled;
import static io.promontory.adapter.blocks.catalogue.Metas.fresh;
import static io.promontory.adapter.blocks.catalogue.Metas.mark;
import static io.promontory.adapter.blocks.catalogue.Metas.put;
import static io.promontory.adapter.blocks.catalogue.Metas.ulid;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptCatalogueTest {
  @TempDir private Path folder;
  private Harness its;

  @BeforeEach
  void open() throws InterruptedException {
    its = new Harness(folder);
    its.bucket.put(ulid(1) + "/tombstones", new byte[9]);
    its.bucket.put(ulid(1) + "/no-compact-mark.json", new byte[9]);
    put(
        its.bucket,
        fresh(1)
            .withThanos(
                new ThanosMeta(
                    Labels.of("region", "eu", "replica", "a"),
                    0,
                    "sidecar",
                    List.of("000001"),
                    List.of(
                        new ThanosMeta.File("index", 20), new ThanosMeta.File("chunks/000001", 10)),
                    List.of(),
                    77,
                    88,
                    "2025-02-28T00:00:00Z")));
    put(its.bucket, compacted(4, 2, 4, List.of(ulid(2), ulid(3))));
    put(its.bucket, downsampled(compacted(4, 2, 4, List.of(ulid(2), ulid(3))), 5, 300_000));
    put(its.bucket, fresh(6).withThanos(null));
    put(its.bucket, fresh(7));
    mark(its.bucket, ulid(7), its.now.minus(Duration.ofHours(30)));
    its.bucket.put(ulid(8) + "/index", new byte[1]);
    its.bucket.put(ulid(9) + "/index", new byte[1]);
    its.bucket.put(ulid(9) + "/meta.json", new byte[1]);
    its.catalogue.step();
  }

  @AfterEach
  void close() {
    its.close();
  }

  @Test
  void aRestartKnowsTheSameAtOnce() {
    CatalogueView before = its.view();
    CatalogueCounts counts = its.counts;
    assertThat(before.blocks()).hasSize(4);
    assertThat(before.complete()).isTrue();
    its.restart();
    assertThat(its.view()).isEqualTo(before);
    assertThat(its.counts).isEqualTo(counts);
    assertThat(its.listings).isEqualTo(1);
  }

  @Test
  void theFirstListingCorrectsIt() throws InterruptedException {
    delete(its.bucket, ulid(4));
    put(its.bucket, fresh(20));
    its.restart();
    assertThat(its.blocks()).contains(ulid(4)).doesNotContain(ulid(20));
    its.catalogue.step();
    assertThat(its.blocks()).contains(ulid(20)).doesNotContain(ulid(4));
  }

  @Test
  void whatIsTooOldDoesNotCountAsComplete() throws InterruptedException {
    its.later(Duration.ofMinutes(4));
    its.now = its.now.plus(Duration.ofMinutes(8));
    its.restart();
    assertThat(its.view().complete()).as("the second listing found nothing new").isTrue();
    its.now = its.now.plus(Duration.ofMinutes(2));
    its.restart();
    assertThat(its.view().complete()).isFalse();
    assertThat(its.view().problem()).isEqualTo("the last listing began 10m ago");
    assertThat(its.blocks()).hasSize(4);
    its.catalogue.step();
    assertThat(its.view().complete()).isTrue();
  }

  @Test
  void whatIsKeptOfAnotherBucketIsNotUsed() {
    CatalogueConfig config = CatalogueConfig.of("archive").withPlace("s3 other");
    try (Catalogue other =
        Catalogue.idle(config, its.bucket, its.file(), () -> its.now, CatalogueListener.NONE)) {
      assertThat(other.view()).isEqualTo(CatalogueView.NOTHING);
    }
  }

  @Test
  void aDamagedFileIsIgnoredAndMadeAnew() throws IOException, InterruptedException {
    byte[] good = Files.readAllBytes(its.file());
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      byte[] bad = good.clone();
      bad[i < 40 ? i : random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(its.file(), bad);
      its.restart();
      assertThat(its.view()).isEqualTo(CatalogueView.NOTHING);
    }
    for (int length : new int[] {0, 3, 17, 18, 21, good.length - 1}) {
      Files.write(its.file(), Arrays.copyOf(good, length));
      its.restart();
      assertThat(its.view()).isEqualTo(CatalogueView.NOTHING);
    }
    its.catalogue.step();
    assertThat(its.blocks()).hasSize(4);
    its.restart();
    assertThat(its.blocks()).hasSize(4);
  }

  @Test
  void withoutADiskItWorksAllTheSame() throws IOException, InterruptedException {
    Path file = Files.createFile(folder.resolve("no folder"));
    try (Harness other = new Harness(file)) {
      other.bucket.put(ulid(1) + "/index", new byte[20]);
      other.bucket.put(ulid(1) + "/meta.json", MetaFile.bytes(fresh(1)));
      other.catalogue.step();
      assertThat(other.blocks()).containsExactly(ulid(1));
    }
  }
}
