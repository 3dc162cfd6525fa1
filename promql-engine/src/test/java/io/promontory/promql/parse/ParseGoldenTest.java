package io.promontory.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.print.AstTree;
import io.promontory.promql.print.PrettyPrinter;
import io.promontory.promql.print.Printer;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.testing.JsonLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every recorded expression and selector: printed forms, type, tree and errors. */
class ParseGoldenTest {
  private static final String QUERY_PREFIX = "invalid parameter \"query\": ";
  private static final String MATCH_PREFIX = "invalid parameter \"match[]\": ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> failures = new ArrayList<>();

  @Test
  void expressionsParsePrintAndFailAsRecorded() {
    List<JsonNode> lines = JsonLines.reference("golden", "language", "parse.jsonl");
    lines.forEach(this::checkExpression);
    assertThat(failures).isEmpty();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(5610);
  }

  @Test
  void selectorsParseAndFailAsRecorded() {
    List<JsonNode> lines = JsonLines.reference("golden", "language", "selectors.jsonl");
    lines.forEach(this::checkSelector);
    assertThat(failures).isEmpty();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(248);
  }

  private void checkExpression(JsonNode line) {
    String in = line.get("in").textValue();
    FeatureFlags flags = flags(line);
    Expr expr;
    try {
      expr = PromQlParser.parse(in, flags);
    } catch (ParseException e) {
      check(in, "error", line.path("error").textValue(), QUERY_PREFIX + e.getMessage());
      return;
    }
    check(in, "error", line.path("error").textValue(), null);
    check(in, "printed", line.path("printed").textValue(), Printer.print(expr));
    check(in, "pretty", line.path("pretty").textValue(), PrettyPrinter.print(expr));
    check(in, "type", line.path("type").textValue(), expr.type().text());
    if (!line.has("ast_status")) {
      checkTree(in, line.get("ast"), json(AstTree.of(expr)));
    }
    checkReparsed(line, flags);
  }

  /** What was printed parses to what prints the same, but for the recorded exceptions. */
  private void checkReparsed(JsonNode line, FeatureFlags flags) {
    String printed = line.get("printed").textValue();
    String expected =
        line.has("printed_reparses_to") ? line.get("printed_reparses_to").textValue() : printed;
    String actual;
    try {
      actual = Printer.print(PromQlParser.parse(printed, flags));
    } catch (ParseException e) {
      actual = e.getMessage();
    }
    check(printed, "printed_reparses_to", expected, actual);
  }

  private void checkSelector(JsonNode line) {
    String in = line.get("in").textValue();
    List<Matcher> matchers;
    try {
      matchers = PromQlParser.parseSelector(in);
    } catch (ParseException e) {
      check(in, "error", line.path("error").textValue(), MATCH_PREFIX + e.getMessage());
      return;
    }
    check(in, "error", line.path("error").textValue(), null);
    check(
        in,
        "accepted_by_api",
        line.path("accepted_by_api").booleanValue(),
        PromQlParser.hasNonEmptyMatcher(matchers));
    List<List<String>> actual =
        matchers.stream()
            .map(m -> List.of(m.name(), m.type().text(), m.value(), m.toString()))
            .toList();
    List<List<String>> expected = new ArrayList<>();
    for (JsonNode m : line.path("matchers")) {
      expected.add(
          List.of(
              m.get("name").textValue(),
              m.get("type").textValue(),
              m.get("value").textValue(),
              m.get("printed").textValue()));
    }
    check(in, "matchers", expected, actual);
  }

  private void checkTree(String in, JsonNode expected, JsonNode actual) {
    if (!expected.equals(ParseGoldenTest::compareNodes, actual)) {
      check(in, "ast", expected, actual);
    }
  }

  /** 1 and 1.0 are the same number. */
  private static int compareNodes(JsonNode a, JsonNode b) {
    boolean numbers = a.isNumber() && b.isNumber();
    boolean same = numbers ? a.doubleValue() == b.doubleValue() : a.equals(b);
    return same ? 0 : 1;
  }

  private static JsonNode json(Object tree) {
    try {
      return JSON.readTree(JSON.writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FeatureFlags flags(JsonNode line) {
    List<String> features = new ArrayList<>();
    line.get("features").forEach(feature -> features.add(feature.textValue()));
    return FeatureFlags.of(features);
  }

  private void check(String in, String what, Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      failures.add("%n%s of <%s>%n  want %s%n  got  %s".formatted(what, in, expected, actual));
    }
  }
}
