package io.promontory.adapter.blocks.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpansTest {
  /** Each is its own, as extents are. */
  private static final class Part implements Span {
    private final long start;
    private final long end;

    Part(long start, long end) {
      this.start = start;
      this.end = end;
    }

    @Override
    public long start() {
      return start;
    }

    @Override
    public long end() {
      return end;
    }

    boolean holds(Part other) {
      return start <= other.start && other.end <= end;
    }
  }

  @Test
  void noneLiesInsideAnotherWhateverIsAddedAndRemoved() {
    long seed = new Random().nextLong();
    System.out.println("SpansTest seed " + seed);
    Random random = new Random(seed);
    Spans<Part> spans = new Spans<>();
    List<Part> model = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      if (random.nextInt(4) == 0 && !model.isEmpty()) {
        Part gone = model.remove(random.nextInt(model.size()));
        spans.remove(gone);
      } else {
        add(spans, model, part(random));
      }
      Part wanted = part(random);
      Part last =
          model.stream()
              .filter(part -> part.start <= wanted.start)
              .max(Comparator.comparingLong(Part::start))
              .orElse(null);
      assertThat(spans.holding(wanted.start, wanted.end - wanted.start))
          .as("seed %d, step %d", seed, i)
          .isSameAs(last != null && last.holds(wanted) ? last : null);
      assertThat(spans.isEmpty()).isEqualTo(model.isEmpty());
    }
  }

  private static Part part(Random random) {
    long start = random.nextInt(500);
    return new Part(start, start + 1 + random.nextInt(40));
  }

  private static void add(Spans<Part> spans, List<Part> model, Part part) {
    List<Part> dropped = new ArrayList<>();
    spans.add(part, dropped);
    if (model.stream().anyMatch(other -> other.holds(part))) {
      assertThat(dropped).containsExactly(part);
    } else {
      List<Part> inside = model.stream().filter(part::holds).toList();
      assertThat(dropped).containsExactlyInAnyOrderElementsOf(inside);
      model.removeAll(inside);
      model.add(part);
    }
  }

  @Test
  void whatWasDroppedCanBeRemovedWithoutHarm() {
    Spans<Part> spans = new Spans<>();
    Part small = new Part(10, 20);
    Part large = new Part(10, 30);
    spans.add(small, new ArrayList<>());
    spans.add(large, new ArrayList<>());

    spans.remove(small);

    assertThat(spans.holding(15, 10)).isSameAs(large);
  }
}
