package io.promontory.adapter.blocks.downsampled;

import static io.promontory.adapter.blocks.downsampled.Candidates.FIVE;
import static io.promontory.adapter.blocks.downsampled.Candidates.HOUR;
import static io.promontory.adapter.blocks.downsampled.Candidates.MINUTE;
import static io.promontory.adapter.blocks.downsampled.Candidates.RAW;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockChoicePropertyTest {
  private static final long[] RESOLUTIONS = {RAW, FIVE, HOUR};
  private static final int HOURS = 60;
  private static final int ROUNDS = 4_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private record Case(List<CatalogueBlock> blocks, long from, long to, long maxResolution) {
    List<ChosenBlock> chosen() {
      return BlockChoice.of(blocks, from, to, maxResolution);
    }
  }

  private Case random(boolean aligned) {
    List<CatalogueBlock> blocks = new ArrayList<>();
    for (int i = random.nextInt(1, 9); i > 0; i--) {
      long from = random.nextInt(HOURS) * HOUR;
      long until = from + random.nextInt(1, 20) * HOUR;
      if (!aligned) {
        from += edge();
        until += edge();
      }
      String cluster = random.nextInt(4) == 0 ? "b" : "a";
      blocks.add(Candidates.block(cluster, RESOLUTIONS[random.nextInt(3)], from, until));
    }
    long from = random.nextInt(HOURS) * HOUR + edge();
    long to = from + random.nextLong(30 * HOUR);
    return new Case(blocks, from, to, RESOLUTIONS[random.nextInt(3)]);
  }

  private long edge() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextLong(Levels.SLACK_MS);
      case 2 -> random.nextInt(12) * FIVE;
      default -> random.nextLong(HOUR);
    };
  }

  private static boolean holds(CatalogueBlock block, String cluster, long time) {
    return block.meta().externalLabels().get("cluster").equals(cluster)
        && block.meta().minTime() <= time
        && time < block.meta().maxTime();
  }

  /** The resolution at which each time must be read where blocks begin and end with windows. */
  private static long expected(Case c, String cluster, long time) {
    List<CatalogueBlock> history =
        c.blocks.stream()
            .filter(block -> block.meta().externalLabels().get("cluster").equals(cluster))
            .toList();
    List<Long> order = BlockChoice.order(history, c.maxResolution);
    for (long resolution : order) {
      boolean tooLate =
          resolution > c.maxResolution
              && resolution != order.getFirst()
              && time - time % Math.max(1, resolution) + resolution - 1 > c.to;
      for (CatalogueBlock block : c.blocks) {
        if (block.meta().resolution() == resolution && holds(block, cluster, time) && !tooLate) {
          return resolution;
        }
      }
    }
    return -1;
  }

  private static long actual(List<ChosenBlock> chosen, String cluster, long time) {
    for (ChosenBlock block : chosen) {
      if (holds(block.block(), cluster, time) && block.contains(time, time)) {
        return block.resolution();
      }
    }
    return -1;
  }

  @Test
  void everyTimeIsReadAtThePreferredResolution() {
    for (int round = 0; round < ROUNDS; round++) {
      Case c = random(true);
      List<ChosenBlock> chosen = c.chosen();
      for (int i = 0; i < 50; i++) {
        long time = c.from + random.nextLong(c.to - c.from + 1);
        for (String cluster : List.of("a", "b")) {
          assertThat(actual(chosen, cluster, time))
              .as("seed %d, %s at %d of %s", seed, c, time, cluster)
              .isEqualTo(expected(c, cluster, time));
        }
      }
    }
  }

  @Test
  void resolutionsAreDisjointAndWindowsWhole() {
    for (int round = 0; round < ROUNDS; round++) {
      Case c = random(false);
      List<ChosenBlock> chosen = c.chosen();
      for (ChosenBlock one : chosen) {
        for (ChosenBlock other : chosen) {
          boolean alternatives =
              one.resolution() != other.resolution()
                  && one.block()
                      .meta()
                      .externalLabels()
                      .equals(other.block().meta().externalLabels());
          for (Span span : one.spans()) {
            if (alternatives) {
              assertThat(other.overlaps(span.from(), span.to()))
                  .as("seed %d, %s and %s of %s", seed, one, other, c)
                  .isFalse();
            }
          }
        }
        for (Span span : one.spans()) {
          assertThat(isWhole(c, one, span)).as("seed %d, %s of %s", seed, one, c).isTrue();
        }
      }
    }
  }

  private static boolean isWhole(Case c, ChosenBlock chosen, Span span) {
    long resolution = chosen.resolution();
    if (resolution == 0) {
      return true;
    }
    boolean from =
        span.from() % resolution == 0
            || isEdge(c, resolution, span.from())
            || span.from() == c.from
            || span.from() == c.from - resolution;
    boolean to =
        (span.to() + 1) % resolution == 0
            || isEdge(c, resolution, span.to() + 1)
            || span.to() == c.to;
    return from && to;
  }

  private static boolean isEdge(Case c, long resolution, long time) {
    return c.blocks.stream()
        .filter(block -> block.meta().resolution() == resolution)
        .anyMatch(block -> block.meta().minTime() == time || block.meta().maxTime() == time);
  }

  @Test
  void allBlocksOfTheChosenResolutionAreRead() {
    for (int round = 0; round < ROUNDS; round++) {
      Case c = random(false);
      List<ChosenBlock> chosen = c.chosen();
      for (ChosenBlock one : chosen) {
        String cluster = one.block().meta().externalLabels().get("cluster");
        for (Span span : one.spans()) {
          for (CatalogueBlock block : c.blocks) {
            if (block.meta().resolution() == one.resolution()
                && holds(block, cluster, span.from())) {
              assertThat(chosen)
                  .as("seed %d, %s of %s", seed, span, c)
                  .anyMatch(
                      other ->
                          other.block().equals(block) && other.contains(span.from(), span.from()));
            }
          }
        }
      }
    }
  }

  @Test
  void rawGivesWayOnlyToAWindowThatTellsMore() {
    for (int round = 0; round < ROUNDS; round++) {
      Case c = random(false);
      List<ChosenBlock> chosen = new Case(c.blocks, c.from, c.to, 0).chosen();
      for (int i = 0; i < 50; i++) {
        long time = c.from + random.nextLong(c.to - c.from + 1);
        boolean raw =
            c.blocks.stream().anyMatch(b -> b.meta().resolution() == 0 && holds(b, "a", time));
        long read = actual(chosen, "a", time);
        if (raw && read != 0) {
          assertThat(read).as("seed %d, %s at %d", seed, c, time).isPositive();
          long start = time - time % read;
          long covered = 0;
          for (long t = start; t < start + read; t += MINUTE / 2) {
            long at = t;
            if (c.blocks.stream().anyMatch(b -> b.meta().resolution() == 0 && holds(b, "a", at))) {
              covered += MINUTE / 2;
            }
          }
          assertThat(covered).as("seed %d, %s at %d", seed, c, time).isLessThan(read);
        }
      }
    }
  }

  @Test
  void nothingIsLostButAScrapeBesideAnEdge() {
    for (int round = 0; round < ROUNDS; round++) {
      Case c = random(false);
      List<ChosenBlock> chosen = new Case(c.blocks, c.from, c.to, 0).chosen();
      for (int i = 0; i < 50; i++) {
        long time = c.from + random.nextLong(c.to - c.from + 1);
        boolean lastWindow = time >= c.to - c.to % HOUR;
        boolean there = c.blocks.stream().anyMatch(block -> holds(block, "a", time));
        boolean besideEdge =
            c.blocks.stream()
                .anyMatch(
                    block ->
                        Math.abs(block.meta().minTime() - time) <= FIVE
                            || Math.abs(block.meta().maxTime() - time) <= FIVE);
        if (there && !lastWindow && !besideEdge) {
          assertThat(actual(chosen, "a", time))
              .as("seed %d, %s at %d", seed, c, time)
              .isNotNegative();
        }
      }
    }
  }
}
