package io.promontory.frontend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.testing.Reference;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What works on PromQL without a server. */
class PromQlCommandTest {
  private static final int EVALS_OF_PROMETHEUS = 2_195;

  @TempDir Path folder;

  private record Outcome(int exit, String out, String err) {}

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Outcome(exit, out.toString(), err.toString());
  }

  private String script(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void scriptsThatPassAreExitCode0() throws Exception {
    String one = script("one.test", "load 1m\n  m 1 2\n\neval instant at 1m m\n  m 2\n");
    String two = script("two.test", "eval instant at 0 m\n\neval instant at 0 1\n  1\n");
    assertThat(run("promql", "test", one, two))
        .isEqualTo(new Outcome(0, "3 passed, 0 failed\n", ""));
  }

  @Test
  void whatFailsIsShownWithFileAndLineAndIsExitCode1() throws Exception {
    String script =
        script("bad.test", "eval instant at 0 1 + 1\n  3\n\neval instant at 0 2\n  2\n");
    Outcome outcome = run("promql", "test", script);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out())
        .startsWith(script + ":1: 1 + 1\n  ")
        .contains("got scalar 2, expected scalar 3")
        .endsWith("\n1 passed, 1 failed\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void filesThatAreNoScriptsAreExitCode2AndTheOthersStillRun() throws Exception {
    String good = script("good.test", "eval instant at 0 1\n  1\n");
    String broken = script("broken.test", "\nloud 1m\n");
    String unloadable =
        script("unloadable.test", "load 1m\n  m 1\n\nload 1m\n  m 2\n\neval instant at 0 1\n  1\n");
    String binary = folder.resolve("binary.test").toString();
    Files.write(Path.of(binary), new byte[] {(byte) 0xff, (byte) 0xfe});
    String none = folder.resolve("none.test").toString();

    Outcome outcome = run("promql", "test", none, binary, broken, unloadable, good);
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEqualTo("1 passed, 1 failed\n");
    assertThat(outcome.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("promontory: " + none + ": no such file"),
            line -> assertThat(line).isEqualTo("promontory: " + binary + ": is no UTF-8 text"),
            line -> assertThat(line).startsWith("promontory: " + broken + ":2: \"loud 1m\" is no"),
            line -> assertThat(line).startsWith("promontory: " + unloadable + ":4: cannot load"));
  }

  @Test
  void countsEveryEvalOfPrometheusScripts() throws Exception {
    List<String> call = new ArrayList<>(List.of("promql", "test"));
    try (Stream<Path> files = Files.list(Reference.path("conformance", "promql"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".test")).sorted().forEach(call::add);
    }
    Outcome outcome = run(call.toArray(String[]::new));
    String[] last = outcome.out().lines().toList().getLast().split("[ ,]+", -1);
    assertThat(last).hasSize(4).contains("passed", "failed");
    int failed = Integer.parseInt(last[2]);
    assertThat(Integer.parseInt(last[0]) + failed).isEqualTo(EVALS_OF_PROMETHEUS);
    assertThat(outcome.exit()).isEqualTo(failed == 0 ? 0 : 1);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void formatPrintsAsPrometheusDoes() {
    assertThat(run("promql", "format", "sum by(job)(rate(m[5m]))"))
        .isEqualTo(new Outcome(0, "sum by (job) (rate(m[5m]))\n", ""));
    String wide = "sum(rate(" + "a".repeat(60) + "[5m])) / sum(rate(" + "b".repeat(60) + "[5m]))";
    assertThat(run("promql", "format", wide).out())
        .isEqualTo(
            "  sum(rate("
                + "a".repeat(60)
                + "[5m]))\n/\n  sum(rate("
                + "b".repeat(60)
                + "[5m]))\n");
  }

  @Test
  void formatReadsTheInput() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("# all\nsum ( up )\n".getBytes(UTF_8)));
      assertThat(run("promql", "format", "-")).isEqualTo(new Outcome(0, "sum(up)\n", ""));
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void formatSaysWhereTheErrorIs() {
    assertThat(run("promql", "format", "sum(\nup"))
        .isEqualTo(new Outcome(1, "", "promontory: 2:3: parse error: unclosed left parenthesis\n"));
  }

  @Test
  void explainShowsThePlanAtOneTimeAndOverARange() {
    Outcome instant = run("promql", "explain", "m * (2 + 3)", "--time", "3600");
    assertThat(instant.exit()).isZero();
    assertThat(instant.out())
        .contains("1970-01-01T01:00:00Z")
        .contains("instant-select: selection 0, look-back 5m\n")
        .contains("optimised: constant-folding: 2 + 3 is 5\n");
    Outcome range =
        run("promql", "explain", "m", "--start", "0", "--end=1970-01-01T00:05:00Z", "--step=30s");
    assertThat(range.out()).startsWith("query: 11 steps of 30s from 1970-01-01T00:00:00Z\n");
  }

  @Test
  void relativeTimesAreRelativeToOneNow() {
    assertThat(run("promql", "explain", "m", "--start=-6h", "--step=1m").out())
        .startsWith("query: 361 steps of 1m from ")
        .doesNotContain("tight-time-ranges");
  }

  @Test
  void explainLeavesOutWhatItIsToldTo() {
    assertThat(run("promql", "explain", "m * (2 + 3)", "--without", "constant-folding").out())
        .doesNotContain("constant-folding");
    Outcome unknown = run("promql", "explain", "m", "--without", "magic");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err())
        .startsWith(
            "promontory: --without: \"magic\" is no optimisation; there are pushdown, least-cost,"
                + " constant");
  }

  @Test
  void explainHeedsAConfiguration() throws Exception {
    String file =
        script(
            "promontory.yml",
            """
            stores: []
            query: {lookback_delta: 7m, disabled_optimisations: [constant-folding]}
            feature_flags: [promql-experimental-functions]
            """);
    Outcome outcome =
        run("promql", "explain", "sort_by_label(m * (2 + 3), \"a\")", "--config", file);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("look-back 7m").doesNotContain("constant-folding");
    String bad = script("bad.yml", "storse: []\n");
    assertThat(run("promql", "explain", "m", "--config", bad).exit()).isEqualTo(1);
    assertThat(run("promql", "explain", "m", "--config", bad).err()).contains("storse");
  }

  @Test
  void explainSaysWhatIsWrong() {
    assertThat(run("promql", "explain", "sum("))
        .isEqualTo(new Outcome(1, "", "promontory: 1:5: parse error: unclosed left parenthesis\n"));
    assertThat(run("promql", "explain", "sort_by_label(m, \"a\")").err())
        .contains("function \"sort_by_label\" is not enabled");
    String[] enabled = {"--enable-feature", "promql-experimental-functions"};
    assertThat(run("promql", "explain", "sort_by_label(m, \"a\")", enabled[0], enabled[1]).exit())
        .isZero();
    assertThat(run("promql", "explain", "m", "--time", "soon").err())
        .startsWith("promontory: time \"soon\": ");
    assertThat(run("promql", "explain", "m", "--start", "10", "--end", "5").exit()).isEqualTo(2);
    Outcome both = run("promql", "explain", "m", "--start", "5", "--time", "7");
    assertThat(both.exit()).isEqualTo(2);
    assertThat(both.err()).startsWith("promontory: --time is for one time");
  }
}
