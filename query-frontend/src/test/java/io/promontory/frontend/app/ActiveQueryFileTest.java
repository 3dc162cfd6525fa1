package io.promontory.frontend.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.frontend.app.UnfinishedQueries.Unfinished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the queries under way, byte by byte, and what a next start makes of it. */
class ActiveQueryFileTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_770_000_000);

  @TempDir Path folder;

  private ActiveQueryFile open(int slots) throws IOException {
    return ActiveQueryFile.open(folder, slots, InstantSource.fixed(NOW));
  }

  private byte[] bytes() throws IOException {
    return Files.readAllBytes(folder.resolve("queries.active"));
  }

  private List<Unfinished> left() throws IOException {
    return UnfinishedQueries.read(bytes());
  }

  private static Unfinished unfinished(String query) {
    return new Unfinished(query, NOW);
  }

  @Test
  void isWrittenWholeBeforeTheFirstQuery() throws IOException {
    try (ActiveQueryFile file = open(20)) {
      assertThat(file.left()).isEmpty();
      byte[] expected = new byte[20_001];
      expected[0] = '[';
      assertThat(bytes()).isEqualTo(expected);
    }
  }

  @Test
  void holdsWhatIsUnderWayAsPrometheusWritesIt() throws IOException {
    try (ActiveQueryFile file = open(2)) {
      ActiveQueries.Entry first = file.begin("sum(up{job=\"a\"})");
      ActiveQueries.Entry second = file.begin("2");
      assertThat(new String(bytes(), UTF_8).replace("\0", ""))
          .isEqualTo(
              "[{\"query\":\"sum(up{job=\\\"a\\\"})\",\"timestamp_sec\":1770000000},"
                  + "{\"query\":\"2\",\"timestamp_sec\":1770000000},");
      assertThat(left()).containsExactly(unfinished("sum(up{job=\"a\"})"), unfinished("2"));
      first.close();
      assertThat(left()).containsExactly(unfinished("2"));
      file.begin("3");
      assertThat(left()).containsExactlyInAnyOrder(unfinished("2"), unfinished("3"));
      second.close();
      assertThat(left()).containsExactly(unfinished("3"));
    }
  }

  @Test
  void cutsLongQueriesBetweenCharacters() throws IOException {
    for (String text : List.of("x", "\"", "\n\u0001", "日本", "😀", "a\ud83d", "\udcffé")) {
      String query = text.repeat(2_000);
      try (ActiveQueryFile file = open(1)) {
        file.begin(query);
        Unfinished cut = left().getFirst();
        assertThat(cut.started()).isEqualTo(NOW);
        String clean = new String(query.getBytes(UTF_8), UTF_8);
        if (!text.equals("😀")) {
          assertThat(clean).startsWith(cut.query());
        }
        assertThat(cut.query().length()).isGreaterThan(150);
      }
    }
  }

  @Test
  void aNextStartFindsWhatWasLeftAndBeginsAnew() throws IOException {
    try (ActiveQueryFile file = open(3)) {
      file.begin("a");
      file.begin("b").close();
      file.begin("c");
    }
    try (ActiveQueryFile file = open(1)) {
      assertThat(UnfinishedQueries.read(file.left())).contains(unfinished("a"), unfinished("c"));
      assertThat(bytes()).hasSize(1_001);
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void onlyOneProcessHasIt() throws IOException {
    try (ActiveQueryFile file = open(1)) {
      file.begin("a");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> open(1))
          .withMessage(folder.resolve("queries.active") + " is open in another process");
      assertThat(left()).containsExactly(unfinished("a"));
    }
  }

  @Test
  void readsDamagedFiles() {
    assertThat(UnfinishedQueries.read(new byte[0])).isEmpty();
    assertThat(UnfinishedQueries.read("[".getBytes(UTF_8))).isEmpty();
    assertThat(UnfinishedQueries.read("[{\"query\":\"su".getBytes(UTF_8)))
        .containsExactly(new Unfinished("{\"query\":\"su", null));
    long seed = 4_801;
    Random random = new Random(seed);
    List<Unfinished> found = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[random.nextInt(5_000)];
      random.nextBytes(noise);
      found.addAll(UnfinishedQueries.read(noise));
    }
    assertThat(found).as("seed %d", seed).isNotEmpty();
  }
}
