package io.promontory.promql.promqltest;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.DurationOp;
import io.promontory.promql.function.FunctionSignatures;
import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.promqltest.Command.Eval;
import io.promontory.promql.promqltest.Expected.AnnotationRule;
import io.promontory.promql.promqltest.Expected.Vectors;
import io.promontory.series.matcher.Matcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The project's own scripts leave no part of the language out. */
class ScriptCoverageTest {
  private static final List<Eval> EVALS = evals();

  /** What the evals that expect a value, and no failure, have in their expressions. */
  private static final Set<String> USED = used();

  @Test
  void everyFunctionHasAValue() {
    assertThat(FunctionSignatures.all())
        .extracting(function -> LanguageParts.function(function.name()))
        .isNotEmpty()
        .filteredOn(part -> !USED.contains(part))
        .isEmpty();
  }

  @Test
  void everyAggregationHasAValue() {
    assertThat(unused(AggregationOp.values(), LanguageParts::aggregation)).isEmpty();
  }

  @Test
  void everyOperatorHasAValue() {
    assertThat(unused(BinaryOp.values(), LanguageParts::operator)).isEmpty();
    assertThat(unused(DurationOp.values(), LanguageParts::duration)).isEmpty();
  }

  @Test
  void everyMatcherAndModifierHasAValue() {
    assertThat(unused(Matcher.Type.values(), LanguageParts::matcher)).isEmpty();
    assertThat(LanguageParts.MODIFIERS).filteredOn(part -> !USED.contains(part)).isEmpty();
  }

  @Test
  void everyAnnotationIsExpected() {
    List<String> messages = EVALS.stream().flatMap(ScriptCoverageTest::messages).toList();
    assertThat(AnnotationPatterns.all())
        .hasSizeGreaterThan(20)
        .filteredOn(pattern -> messages.stream().noneMatch(pattern.asMatchPredicate()))
        .isEmpty();
  }

  private static <T> List<String> unused(T[] all, Function<T, String> part) {
    return Stream.of(all).map(part).filter(p -> !USED.contains(p)).toList();
  }

  private static Stream<String> messages(Eval eval) {
    return eval.expected().annotations().values().stream()
        .filter(AnnotationRule.All.class::isInstance)
        .flatMap(rule -> ((AnnotationRule.All) rule).matches().stream())
        .filter(TextMatch.Exact.class::isInstance)
        .map(match -> ((TextMatch.Exact) match).expected());
  }

  private static Set<String> used() {
    Set<String> parts = new TreeSet<>();
    for (Eval eval : EVALS) {
      if (expectsValue(eval.expected())) {
        LanguageParts.collect(PromQlParser.parse(eval.expression(), PromQlTest.FLAGS), parts);
      }
    }
    return parts;
  }

  private static boolean expectsValue(Expected expected) {
    return expected.failure() == null
        && (!(expected.result() instanceof Vectors vectors)
            || vectors.series().values().stream()
                .flatMap(line -> line.values().stream())
                .anyMatch(value -> !(value instanceof DescribedValue.Gap)));
  }

  private static List<Eval> evals() {
    List<Eval> evals = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "resources", "promql"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".test")).toList()) {
        ScriptReader.read(Files.readString(file)).stream()
            .filter(Eval.class::isInstance)
            .map(Eval.class::cast)
            .forEach(evals::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return evals;
  }
}
