package io.promontory.frontend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.demo.Demo;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a shell sees them: outputs and exit codes, queries against a running demo. */
class MainTest {
  private static Demo demo;
  private static String url;

  private record Outcome(int exit, String out, String err) {}

  @BeforeAll
  static void startDemo() throws Exception {
    demo = Demo.start(0, null, null);
    url = demo.process().url().toString();
  }

  @AfterAll
  static void stopDemo() {
    demo.close();
  }

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Outcome(exit, out.toString(), err.toString());
  }

  @Test
  void helpAndVersion() {
    assertThat(run("--version").out()).startsWith("promontory 0.").contains("Java 25");
    assertThat(run("--help").out())
        .contains("server", "check", "demo", "block", "query", "promql", "Examples:");
    for (String command : new String[] {"server", "check", "demo", "query", "promql"}) {
      Outcome help = run(command, "--help");
      assertThat(help.exit()).isZero();
      assertThat(help.out()).contains("Example");
    }
  }

  @Test
  void aWrongCallIsExitCode2AndNamesTheHelp() {
    assertThat(run("serve"))
        .isEqualTo(
            new Outcome(
                2,
                "",
                "promontory: Unmatched argument at index 0: 'serve'\n"
                    + "Try \"promontory --help\".\n"));
    assertThat(run("check").exit()).isEqualTo(2);
    assertThat(run("query", "instant", "up", "--output", "xml").exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "block ls",
        "block verify nonsense --bucket .",
        "block ls --bucket . --from x",
        "block ls --bucket . --match {",
        "block import --bucket . --label a= x",
        "block import --bucket . --block-duration 1s x",
        "block import --bucket . --block-duration x x",
        "demo --port 70000",
        "query instant up -H nocolon",
        "query instant up --timeout x",
        "query range up --start=-x",
        "rules backtest --interval x rules.yml",
        "rules backtest --from x rules.yml",
        "promql explain up --time x",
        "promql explain up --start 0 --step x"
      })
  void whatAnOptionCannotTakeIsAWrongCall(String call) {
    Outcome outcome = run(call.split(" "));
    assertThat(outcome.exit()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("promontory: ").hasLineCount(1);
  }

  @Test
  void checkNamesFileLineAndColumn(@TempDir Path folder) throws Exception {
    Path good =
        Files.writeString(folder.resolve("good.yml"), "stores: []\nrule_files: [r/*.yml]\n");
    Path rules =
        Files.writeString(
            Files.createDirectory(folder.resolve("r")).resolve("a.yml"),
            "groups: [{name: g, rules: [{record: a, expr: up}]}]");
    Outcome fine = run("check", good.toString(), rules.toString());
    assertThat(fine)
        .isEqualTo(
            new Outcome(
                0,
                good + ": good: 0 stores, 1 rule\n" + rules + ": good: 1 rule in 1 group\n",
                ""));

    Files.writeString(rules, "groups: [{name: g, rules: [{record: a, expr: up(}]}]");
    Outcome bad = run("check", good.toString());
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.err())
        .startsWith(rules + ":1:46: group \"g\", rule 1, \"a\": 1:4: parse error: ");
    assertThat(run("check", folder.resolve("none.yml").toString()))
        .isEqualTo(new Outcome(1, "", folder.resolve("none.yml") + ": no such file\n"));
  }

  @Test
  void serverRefusesABadFile(@TempDir Path folder) throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.yml"), "stores: []\nquerry: {}\n");
    assertThat(run("server", bad.toString()))
        .isEqualTo(
            new Outcome(1, "", bad + ":2:1: unknown key \"querry\"; did you mean \"query\"?\n"));
  }

  @Test
  void queryInstant() {
    Outcome table = run("query", "instant", "count(up)", "--url", url);
    assertThat(table.exit()).isZero();
    assertThat(table.out()).startsWith("SERIES").contains("15");
    Outcome csv = run("query", "instant", "vector(1)", "--url", url, "--time", "1000", "-o", "csv");
    assertThat(csv.out()).isEqualTo("series,time,value\n{},1970-01-01T00:16:40Z,1\n");
    Outcome json = run("query", "instant", "1", "--url", url, "--time", "5", "-o", "json");
    assertThat(json.out())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[5,\"1\"]}}\n");
  }

  @Test
  void queryRangeSeriesAndLabels() {
    Outcome range =
        run("query", "range", "sum by (job) (up)", "--url", url, "--start=-10m", "-o", "csv");
    assertThat(range.out().lines().filter(line -> line.startsWith("\"{job=\"\"api\"\"}\"")))
        .hasSize(11);
    assertThat(run("query", "labels", "job", "--url", url, "-o", "csv").out())
        .isEqualTo("name\napi\ncheckout\npayments\npromontory\nsearch\nworker\n");
    assertThat(run("query", "labels", "--url", url).out()).contains("__name__", "instance", "le");
    assertThat(run("query", "series", "up{job=\"api\"}", "--url", url).out().lines()).hasSize(4);
  }

  @Test
  void queryErrorsAreOneSentence() throws Exception {
    assertThat(run("query", "instant", "sum(", "--url", url))
        .isEqualTo(
            new Outcome(
                1,
                "",
                "promontory: "
                    + url
                    + " answered 400 bad_data: invalid parameter \"query\": 1:5: parse error:"
                    + " unclosed left parenthesis\n"));
    Outcome unreachable = run("query", "instant", "1", "--url", "http://127.0.0.1:1");
    assertThat(unreachable.exit()).isEqualTo(1);
    assertThat(unreachable.err()).startsWith("promontory: cannot reach http://127.0.0.1:1: ");
  }

  @Test
  void aTakenDemoPortNamesTheOption(@TempDir Path data) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(run("demo", "--port", "" + port, "--data", data.toString()))
          .isEqualTo(
              new Outcome(
                  1,
                  "",
                  "promontory: port "
                      + port
                      + " of 127.0.0.1 is taken; choose another one with --port\n"));
    }
  }
}
