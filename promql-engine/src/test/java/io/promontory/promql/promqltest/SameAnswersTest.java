package io.promontory.promql.promqltest;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.AnswerText;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.plan.Optimisation;
import io.promontory.promql.pushdown.EvaluatedStore;
import io.promontory.series.store.Authority;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every expression of every script, with and without optimisations: the same to the bit. Of the
 * ways to have one evaluated each is asked in turn, and in long tests in all of them.
 */
class SameAnswersTest {
  private static final FeatureFlags AT_ONCE =
      new FeatureFlags(true, true, true, false, false, true, false);
  private static final Engine ON = engine(PromQlTest.FLAGS, Optimisation.ALL);
  private static final Engine OFF = engine(PromQlTest.FLAGS, Set.of());
  private static final Engine ON_AT_ONCE = engine(AT_ONCE, Optimisation.ALL);
  private static final Engine OFF_AT_ONCE = engine(AT_ONCE, Set.of());

  private static final Engine ON_PLAIN = engine(FeatureFlags.ALL_SYNTAX, Optimisation.ALL);
  private static final Engine OFF_PLAIN = engine(FeatureFlags.ALL_SYNTAX, Set.of());
  private static final int WAYS = 3;
  private static final AtomicInteger PUSHED = new AtomicInteger();
  private static final AtomicInteger WHOLE = new AtomicInteger();

  private static Engine engine(FeatureFlags flags, Set<Optimisation> on) {
    return new Engine(
        new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), flags, 1, on));
  }

  @AfterAll
  static void close() {
    List.of(ON, OFF, ON_AT_ONCE, OFF_AT_ONCE, ON_PLAIN, OFF_PLAIN).forEach(Engine::close);
    assertThat(PUSHED).as("expressions that a store evaluated").hasValueGreaterThan(30);
    assertThat(WHOLE).as("whole expressions that a store evaluated").hasValueGreaterThan(300);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void areGivenWithAndWithoutOptimisations(Path script) throws IOException {
    List<String> different = new ArrayList<>();
    AtomicInteger turn = new AtomicInteger();
    new PromQlTest(
            (store, query) -> {
              compare(turn.getAndIncrement() % WAYS, store, query, different);
              return compare(ON, OFF, store, query, different).get();
            })
        .run(script);
    assertThat(different).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  @Tag("long")
  void areGivenInEveryWay(Path script) throws IOException {
    List<String> different = new ArrayList<>();
    new PromQlTest(
            (store, query) -> {
              for (int way = 0; way < WAYS; way++) {
                compare(way, store, query, different);
              }
              return compare(ON, OFF, store, query, different).get();
            })
        .run(script);
    assertThat(different).isEmpty();
  }

  private static void compare(int way, Store store, Query query, List<String> different) {
    switch (way) {
      case 0 -> compare(ON_AT_ONCE, OFF_AT_ONCE, store, query, different);
      case 1 -> {
        EvaluatedStore evaluated = new EvaluatedStore(store, OFF_PLAIN);
        compare(ON_PLAIN, OFF_PLAIN, evaluated, query, different);
        PUSHED.addAndGet(evaluated.asked());
      }
      default -> {
        EvaluatedStore authority = new EvaluatedStore(store, OFF_PLAIN, Authority.STORE);
        compare(ON_PLAIN, OFF_PLAIN, authority, query, different);
        WHOLE.addAndGet(authority.asked());
      }
    }
  }

  /** Returns the answer without optimisations, or what failed. */
  private static Supplier<QueryResult> compare(
      Engine with, Engine without, Store store, Query query, List<String> different) {
    String on = AnswerText.of(() -> with.run(store, query, QueryContext.unbounded()));
    Supplier<QueryResult> answer = answer(without, store, query);
    String off = AnswerText.of(answer);
    if (!on.equals(off)) {
      different.add(query + "\nwith: " + on + "\nwithout: " + off);
    }
    return answer;
  }

  private static Supplier<QueryResult> answer(Engine engine, Store store, Query query) {
    try {
      QueryResult result = engine.run(store, query, QueryContext.unbounded());
      return () -> result;
    } catch (QueryException e) {
      return () -> {
        throw e;
      };
    }
  }

  static List<Path> scripts() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder :
        List.of(Reference.path("conformance", "promql"), Path.of("src/test/resources/promql"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".test")).sorted().forEach(all::add);
      }
    }
    return all;
  }
}
