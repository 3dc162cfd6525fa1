package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.parse.ExpressionSoup;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryLimits;
import io.promontory.series.store.memory.MemoryStore;
import io.promontory.series.testing.JsonLines;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random expressions through planner and evaluation, on a small store and within limits: an answer
 * or a {@link QueryException}, and neither takes long.
 */
class QueryFuzzTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Of one query: its timeout, and what a busy machine needs on top. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private static final Engine ENGINE =
      new Engine(
          new EngineOptions(
              Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.ALL_SYNTAX, 1));

  private static final MemoryStore STORE = store();

  private final List<String> recorded =
      JsonLines.reference("golden", "language", "parse.jsonl").stream()
          .filter(line -> line.path("ok").asBoolean())
          .map((JsonNode line) -> line.get("in").textValue())
          .toList();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static MemoryStore store() {
    MemoryStore store = new MemoryStore("test", Labels.EMPTY);
    for (String name : List.of("m", "foo", "foo:bar", "up", "x_bucket")) {
      for (int i = 0; i < 6; i++) {
        String a = "a".repeat(1 + i * 40);
        Labels labels = Labels.of("__name__", name, "a", a, "le", "" + i, "job", "j" + i % 2);
        for (int k = 0; k < 60; k++) {
          store.append(labels, k * 15_000L, k * i - 20.5);
        }
      }
    }
    return store;
  }

  @Test
  void whatIsRecordedIsAnsweredOrRefused() {
    int answered = 0;
    Random random = new Random(4811);
    for (String text : recorded) {
      answered += survives(text, random, 4811) ? 1 : 0;
    }
    assertThat(answered).isGreaterThan(recorded.size() / 2);
  }

  @Test
  void changedExpressionsAreAnsweredOrRefused() {
    Random random = new Random(4812);
    ExpressionSoup soup = new ExpressionSoup(random);
    assertThat(answered(6_000, () -> soup.mutated(recorded), random, 4812)).isGreaterThan(500);
    answered(6_000, soup::tokens, random, 4812);
  }

  @Test
  void deepAndWideExpressionsAreAnsweredOrRefused() {
    Random random = new Random(4813);
    ExpressionSoup soup = new ExpressionSoup(random);
    answered(150, soup::deep, random, 4813);
    answered(100, soup::wide, random, 4813);
    assertThat(answered(300, soup::regex, random, 4813)).isPositive();
  }

  @Test
  void theHighestTreesThatParseFitTheSmallestStack() throws InterruptedException {
    for (String text :
        List.of(
            "m" + " + m".repeat(999),
            "m" + " or m".repeat(999),
            "m" + " * 2".repeat(999),
            "1" + " + 1".repeat(999),
            "1" + " + time()".repeat(999),
            "abs(".repeat(490) + "m" + ")".repeat(490),
            "-".repeat(490) + "m",
            "sum(".repeat(490) + "m" + ")".repeat(490),
            "scalar(vector(".repeat(240) + "1" + "))".repeat(240),
            "(".repeat(490) + "m" + ")".repeat(490),
            "max_over_time(".repeat(240) + "m" + "[1m:1m])".repeat(240))) {
      Throwable[] thrown = new Throwable[1];
      Thread thread =
          new Thread(
              null,
              () -> {
                try {
                  run(Query.instant(text, 600_000));
                  run(Query.range(text, 0, 600_000, 60_000));
                  ENGINE.explain(Query.instant(text, 600_000)).text();
                } catch (QueryException e) {
                  // refused: fine
                } catch (Throwable e) {
                  thrown[0] = e;
                }
              },
              "small",
              1 << 20);
      thread.start();
      thread.join();
      assertThat(thrown[0]).as(shown(text)).isNull();
    }
  }

  @Test
  @Tag("long")
  void anythingIsAnsweredOrRefused() {
    for (long seed = 9_100; seed < 9_110; seed++) {
      Random random = new Random(seed);
      ExpressionSoup soup = new ExpressionSoup(random);
      answered(40_000, () -> soup.mutated(recorded), random, seed);
      answered(40_000, soup::tokens, random, seed);
      answered(200, soup::deep, random, seed);
      answered(200, soup::wide, random, seed);
      answered(1_000, soup::regex, random, seed);
    }
  }

  private static int answered(int count, Supplier<String> texts, Random random, long seed) {
    int answered = 0;
    for (int i = 0; i < count; i++) {
      answered += survives(texts.get(), random, seed) ? 1 : 0;
    }
    return answered;
  }

  private static void run(Query query) {
    QueryContext context =
        new QueryContext(
            Deadline.after(TIMEOUT),
            new QueryBudget(new QueryLimits(200_000, 64 << 20, 0, 10_000, 10_000)),
            new Cancellation());
    ENGINE.run(STORE, query, context);
  }

  /** Whether the query has an answer. */
  private static boolean survives(String text, Random random, long seed) {
    Query query =
        random.nextBoolean()
            ? Query.instant(text, random.nextInt(1_000_000))
            : Query.range(text, 0, random.nextInt(1_000_000), 1_000 + random.nextInt(100_000));
    long start = System.nanoTime();
    try {
      run(query);
      return true;
    } catch (QueryException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail("seed " + seed + ": " + shown(text) + " as " + query.stepMs(), e);
    } finally {
      if (System.nanoTime() - start > LONGEST_NANOS) {
        fail("seed " + seed + " took too long: " + shown(text));
      }
    }
  }

  private static String shown(String text) {
    return text.length() < 500 ? text : text.substring(0, 500) + "... of " + text.length();
  }
}
