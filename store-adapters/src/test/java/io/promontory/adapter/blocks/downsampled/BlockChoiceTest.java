package io.promontory.adapter.blocks.downsampled;

import static io.promontory.adapter.blocks.downsampled.Candidates.FIVE;
import static io.promontory.adapter.blocks.downsampled.Candidates.HOUR;
import static io.promontory.adapter.blocks.downsampled.Candidates.MINUTE;
import static io.promontory.adapter.blocks.downsampled.Candidates.RAW;
import static io.promontory.adapter.blocks.downsampled.Candidates.block;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import io.promontory.objectstore.block.Ulid;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockChoiceTest {
  private static final long ALWAYS = 1_000 * HOUR;

  private static String read(long maxResolution, long from, long to, CatalogueBlock... blocks) {
    StringBuilder text = new StringBuilder();
    for (ChosenBlock chosen : BlockChoice.of(List.of(blocks), from, to, maxResolution)) {
      text.append(chosen.resolution() / MINUTE).append("m:");
      for (Span span : chosen.spans()) {
        text.append(" ").append(span.from()).append("-").append(span.to());
      }
      text.append("; ");
    }
    return text.toString();
  }

  @Test
  void rawIsReadWhereItExists() {
    assertThat(read(0, 0, ALWAYS, block("a", RAW, 0, 100 * HOUR), block("a", FIVE, 0, 100 * HOUR)))
        .isEqualTo("0m: 0-359999999; ");
  }

  @Test
  void coarserIsReadBeforeRawBegins() {
    assertThat(
            read(
                0,
                0,
                ALWAYS,
                block("a", HOUR, 0, 80 * HOUR),
                block("a", FIVE, 40 * HOUR, 80 * HOUR),
                block("a", RAW, 60 * HOUR + 1_001, 70 * HOUR)))
        .isEqualTo(
            "60m: 0-143999999; 5m: 144000000-215999999 252000000-287999999; 0m: 216001001-251999999; ");
  }

  @Test
  void aWindowThatRawHasOnlyPartOfIsReadInWholeInItsPlace() {
    long begins = 10 * HOUR + 30 * MINUTE;
    assertThat(
            read(0, 0, ALWAYS, block("a", HOUR, 0, 20 * HOUR), block("a", RAW, begins, 20 * HOUR)))
        .isEqualTo("60m: 0-39599999; 0m: 39600000-71999999; ");
  }

  @Test
  void theLastWindowIsNotReadIfItEndsBehindTheRequest() {
    long ends = 10 * HOUR + 30 * MINUTE;
    assertThat(
            read(
                0,
                0,
                10 * HOUR + 45 * MINUTE,
                block("a", RAW, 0, ends),
                block("a", HOUR, 0, 20 * HOUR)))
        .isEqualTo("0m: 0-37799999; ");
  }

  @Test
  void theCoarsestAllowedIsPreferredAndFinerFillsItsHoles() {
    assertThat(
            read(
                FIVE,
                0,
                ALWAYS,
                block("a", RAW, 0, 30 * HOUR),
                block("a", FIVE, 0, 20 * HOUR),
                block("a", HOUR, 0, 40 * HOUR)))
        .isEqualTo("0m: 72000000-107999999; 5m: 0-71999999; 60m: 108000000-143999999; ");
  }

  @Test
  void theWindowBeforeTheFirstTimeIsRead() {
    assertThat(read(HOUR, 5 * HOUR, 6 * HOUR, block("a", HOUR, 0, 20 * HOUR)))
        .isEqualTo("60m: 14400000-21600000; ");
  }

  @Test
  void overlappingRawBlocksAreAllRead() {
    assertThat(read(0, 0, ALWAYS, block("a", RAW, 0, 2 * HOUR), block("a", RAW, HOUR, 3 * HOUR)))
        .isEqualTo("0m: 0-7199999; 0m: 3600000-10799999; ");
  }

  @Test
  void eachSetOfExternalLabelsIsAHistoryOfItsOwn() {
    assertThat(read(0, 0, ALWAYS, block("a", RAW, 0, 2 * HOUR), block("b", FIVE, 0, 2 * HOUR)))
        .isEqualTo("0m: 0-7199999; 5m: 0-7199999; ");
  }

  @Test
  void aRawBlockOfOtherDataHidesNothing() {
    CatalogueBlock imported = block("a", RAW, 10 * HOUR, 12 * HOUR, new Ulid(7, 7));
    CatalogueBlock downsampled = block("a", FIVE, 0, 100 * HOUR);
    CatalogueBlock raw = block("a", RAW, 90 * HOUR, 100 * HOUR);
    assertThat(read(RAW, 0, 50 * HOUR - 1, imported, downsampled, raw))
        .isEqualTo("0m: 36000000-43199999; 5m: 0-179999999; ");
    assertThat(read(HOUR, 0, 50 * HOUR - 1, imported, downsampled, raw))
        .isEqualTo("0m: 36000000-43199999; 5m: 0-179999999; ");
    assertThat(read(RAW, 95 * HOUR, 96 * HOUR, imported, downsampled, raw))
        .isEqualTo("0m: 342000000-345600000; ");
  }

  @Test
  void anEmptyBlockIsNotRead() {
    assertThat(read(0, 0, ALWAYS, block("a", RAW, HOUR, HOUR))).isEmpty();
  }

  @Test
  void notesNameResolutionAndRange() {
    List<CatalogueBlock> blocks =
        List.of(
            block("a", FIVE, 2_001, 4 * HOUR),
            block("a", FIVE, 4 * HOUR + 1_003, 6 * HOUR),
            block("b", FIVE, 2 * HOUR, 6 * HOUR),
            block("a", HOUR, 10 * HOUR, 12 * HOUR),
            block("a", RAW, 6 * HOUR, 12 * HOUR));
    assertThat(ResolutionNotes.of(BlockChoice.of(blocks, 0, ALWAYS, 0)))
        .containsExactly("1970-01-01T00:00:00Z to 1970-01-01T06:00:00Z read at 5m resolution");
    assertThat(ResolutionNotes.of(BlockChoice.of(blocks, 0, ALWAYS, HOUR)))
        .containsExactly(
            "1970-01-01T00:00:00Z to 1970-01-01T06:00:00Z read at 5m resolution",
            "1970-01-01T10:00:00Z to 1970-01-01T12:00:00Z read at 1h resolution");
  }
}
