package io.promontory.adapter.blocks.catalogue;

import static io.promontory.adapter.blocks.catalogue.Metas.compacted;
import static io.promontory.adapter.blocks.catalogue.Metas.downsampled;
import static io.promontory.adapter.blocks.catalogue.Metas.fresh;
import static io.promontory.adapter.blocks.catalogue.Metas.ulid;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.series.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupersededTest {
  private static final BlockMeta ONE = fresh(1);
  private static final BlockMeta TWO = fresh(2);
  private static final BlockMeta BOTH = compacted(10, 1, 3, List.of(ulid(1), ulid(2)));

  @Test
  void sourcesOfACompactedBlock() {
    assertThat(Superseded.of(List.of(ONE, BOTH, TWO), List.of()))
        .containsExactlyInAnyOrder(ulid(1), ulid(2));
  }

  @Test
  void levelsUponLevels() {
    BlockMeta all = compacted(11, 1, 4, List.of(ulid(1), ulid(2), ulid(3)));
    assertThat(Superseded.of(List.of(ONE, BOTH, all, TWO, fresh(3)), List.of()))
        .containsExactlyInAnyOrder(ulid(1), ulid(2), ulid(3), ulid(10));
  }

  @Test
  void onlyWhereAllSourcesAreCovered() {
    BlockMeta later = compacted(12, 2, 4, List.of(ulid(2), ulid(3)));
    assertThat(Superseded.of(List.of(BOTH, later), List.of())).isEmpty();
  }

  @Test
  void otherLabelsOrResolutionsDoNotCount() {
    BlockMeta us = BOTH.withThanos(ThanosMeta.of(Labels.of("region", "us"), "test"));
    assertThat(Superseded.of(List.of(ONE, us), List.of())).isEmpty();
    assertThat(Superseded.of(List.of(ONE, downsampled(BOTH, 13, 300_000)), List.of())).isEmpty();
  }

  @Test
  void ofTwoWithTheSameSourcesTheNewerStays() {
    BlockMeta rewritten = compacted(14, 1, 3, List.of(ulid(2), ulid(1)));
    assertThat(Superseded.of(List.of(rewritten, BOTH), List.of())).containsExactly(ulid(10));
  }

  @Test
  void whatSpansLessTimeCoversNothing() {
    BlockMeta half = compacted(15, 1, 2, List.of(ulid(1), ulid(2)));
    assertThat(Superseded.of(List.of(half, TWO), List.of())).isEmpty();
  }

  @Test
  void whatCannotBeReadCoversNothingButMayBeCovered() {
    assertThat(Superseded.of(List.of(ONE, TWO), List.of(BOTH))).isEmpty();
    assertThat(Superseded.of(List.of(BOTH), List.of(ONE))).containsExactly(ulid(1));
  }

  @Test
  void blocksThatNameNoSourcesStay() {
    BlockMeta nameless = compacted(16, 1, 2, List.of());
    assertThat(Superseded.of(List.of(nameless, BOTH), List.of())).isEmpty();
  }
}
