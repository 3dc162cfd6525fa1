package io.promontory.series.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesMergeTest {
  @Test
  void uniteEqualLabelsInSourceOrder() {
    SeriesSet merged =
        SeriesMerge.ofParts(
            List.of(
                source("one", series("a", 1), series("c", 1)),
                source("two"),
                source("three", series("a", 3), series("b", 3), series("c", 3))));

    assertThat(read(merged)).containsExactly("a:1,3", "b:3", "c:1,3");
    assertThat(merged.next()).isNull();
    assertThat(merged.completeness().outcomes())
        .extracting(StoreOutcome::store)
        .containsExactly("one", "two", "three");
  }

  @Test
  void storesAreReplicas() {
    SeriesSet merged =
        SeriesMerge.ofStores(
            List.of(
                source("eu", series("a", 1), series("b", 1)),
                source("us", series("b", 2), series("c", 3))));

    assertThat(Objects.requireNonNull(merged.next()).replicas())
        .extracting(Replica::name)
        .containsExactly("");
    assertThat(Objects.requireNonNull(merged.next()).replicas())
        .extracting(Replica::name)
        .containsExactly("eu", "us");
  }

  @Test
  void nothingToMergeIsAnEmptyAnswer() {
    SeriesSet merged = SeriesMerge.ofParts(List.of());
    assertThat(merged.next()).isNull();
    assertThat(merged.completeness()).isEqualTo(Completeness.NONE_ASKED);
  }

  @Test
  void aSourceOutOfOrderFailsByName() {
    SeriesSet merged =
        SeriesMerge.ofParts(
            List.of(
                source("good", series("a", 1), series("z", 1)),
                source("bad", series("a", 2), series("c", 2), series("b", 2))));

    assertThatThrownBy(() -> read(merged))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(StoreException.Kind.CORRUPT);
              assertThat(e.describe())
                  .isEqualTo("store \"bad\": series out of order: {l=\"b\"} came after {l=\"c\"}");
            });
  }

  @Test
  void aRepeatedSeriesIsOutOfOrder() {
    SeriesSet merged =
        SeriesMerge.ofParts(
            List.of(source("twice", series("a", 1), series("a", 1), series("b", 1))));
    assertThatThrownBy(() -> read(merged)).hasMessageContaining("out of order");
  }

  @Test
  void closesEverySourceThoughOneFails() {
    List<String> closed = new ArrayList<>();
    SeriesSet merged =
        SeriesMerge.ofParts(
            List.of(
                closing("a", closed, true),
                closing("b", closed, true),
                closing("c", closed, false)));

    assertThatThrownBy(merged::close)
        .hasMessage("a does not close")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("a", "b", "c");
  }

  @Test
  void anySourcesEqualASortedMap() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      TreeMap<String, List<Integer>> expected = new TreeMap<>();
      List<SeriesMerge.Source> sources = new ArrayList<>();
      for (int s = 0, n = random.nextInt(9); s < n; s++) {
        int source = s;
        TreeMap<String, Series> own = new TreeMap<>();
        for (int i = random.nextInt(30); i > 0; i--) {
          String name = "n" + random.nextInt(40);
          own.put(name, series(name, source));
        }
        own.keySet()
            .forEach(name -> expected.computeIfAbsent(name, k -> new ArrayList<>()).add(source));
        sources.add(source("s" + s, own.values().toArray(Series[]::new)));
      }
      List<String> texts = new ArrayList<>();
      expected.forEach(
          (name, chunks) -> texts.add(name + ":" + chunks.toString().replaceAll("[\\[\\] ]", "")));
      assertThat(read(SeriesMerge.ofParts(sources))).as("seed %d", seed).isEqualTo(texts);
    }
  }

  private static List<String> read(SeriesSet set) {
    List<String> read = new ArrayList<>();
    for (Series series = set.next(); series != null; series = set.next()) {
      List<String> chunks =
          series.chunks().stream().map(chunk -> Long.toString(chunk.minTime())).toList();
      read.add(series.labels().getOrEmpty("l") + ":" + String.join(",", chunks));
    }
    return read;
  }

  /** A series whose one chunk tells the source by its time. */
  private static Series series(String label, int source) {
    return Series.of(
        Labels.of("l", label), List.of(Chunk.of(Encoding.XOR, source, source, new byte[0])));
  }

  private static SeriesMerge.Source source(String name, Series... series) {
    Completeness whole = Completeness.of(StoreOutcome.whole(name, StoreStats.ZERO));
    return new SeriesMerge.Source(name, SeriesSet.of(List.of(series), whole));
  }

  private static SeriesMerge.Source closing(String name, List<String> closed, boolean fails) {
    SeriesSet none = SeriesSet.of(List.of(), Completeness.NONE_ASKED);
    return new SeriesMerge.Source(
        name,
        new SeriesSet() {
          @Override
          public Series next() {
            return none.next();
          }

          @Override
          public Completeness completeness() {
            return none.completeness();
          }

          @Override
          public void close() {
            closed.add(name);
            if (fails) {
              throw new IllegalStateException(name + " does not close");
            }
          }
        });
  }
}
