package io.promontory.frontend.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The verdicts of promtool 3.14: its exit codes, and which file, group and rule it names. */
class RulesCommandTest {
  @TestFactory
  List<DynamicTest> promtoolsVerdicts() {
    return JsonLines.reference("golden", "language", "rules", "verdicts.jsonl").stream()
        .map(line -> DynamicTest.dynamicTest(line.get("cmd").toString(), () -> check(line)))
        .toList();
  }

  private static void check(JsonNode line) {
    List<String> arguments = new ArrayList<>(List.of("rules"));
    arguments.add(line.get("cmd").get(0).asText());
    for (int i = 2; i < line.get("cmd").size(); i++) {
      String word = line.get("cmd").get(i).asText();
      arguments.add(
          word.startsWith("-")
              ? word
              : Reference.path("golden", "language", "rules", word).toString());
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = run(line.path("stdin").asText(), out, err, arguments);
    String said = line.get("stderr").asText();
    assertThat(exit).as("%s%n%s%n%s", said, out, err).isEqualTo(line.get("exit").asInt());
    for (String named : named(said)) {
      assertThat(err.toString()).contains(named);
    }
    if (line.get("stdout").asText().contains("rules found")) {
      String found =
          line.get("stdout").asText().lines().filter(l -> l.contains("found")).findFirst().get();
      assertThat(out.toString()).contains(found.strip());
    }
  }

  private static synchronized int run(
      String stdin, StringWriter out, StringWriter err, List<String> arguments) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(stdin.getBytes(UTF_8)));
      return Main.run(
          new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    } finally {
      System.setIn(before);
    }
  }

  /** {@code group "…", rule N, "…"}, and the file of lines that have one. */
  private static List<String> named(String stderr) {
    List<String> named = new ArrayList<>();
    for (String line : stderr.lines().toList()) {
      int group = line.indexOf("group \"");
      int end = line.indexOf("\": ", Math.max(0, group));
      if (group >= 0 && line.contains(", rule ") && end > 0) {
        named.add(line.substring(group, end + 1));
      }
      int file = line.indexOf(".yml: ");
      if (file > 0 && !line.startsWith("promtool")) {
        named.add(line.substring(0, file) + ".yml");
      }
    }
    return named;
  }

  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - record: job:up:sum
              expr: sum by (job) (up)
            - alert: Down
              expr: up == 0
              labels: {severity: page}
              annotations: {text: "{{ $labels.job }} is <down>"}
      """;

  private static final String TESTS =
      """
      rule_files: [rules.yml]
      tests:
        - name: good
          input_series: [{series: 'up{job="a"}', values: '1 0 stale'}]
          promql_expr_test:
            - {expr: 'job:up:sum', eval_time: 1m, exp_samples: [{labels: 'job:up:sum{job="a"}', value: 0}]}
        - input_series: [{series: 'up{job="a"}', values: '1 0'}]
          alert_rule_test:
            - eval_time: 1m
              alertname: Down
              exp_alerts: [{exp_labels: {job: a, severity: ticket}, exp_annotations: {text: a is <down>}}]
      """;

  private static StringWriter fails(List<String> arguments) {
    StringWriter err = new StringWriter();
    assertThat(run("", new StringWriter(), err, arguments)).as(err.toString()).isEqualTo(1);
    return err;
  }

  @Test
  void differencesDataAndXml(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    Path tests = Files.writeString(folder.resolve("tests.yml"), TESTS);
    Path broken = Files.writeString(folder.resolve("broken.yml"), "test: []\n");
    Path xml = folder.resolve("out.xml");
    String err =
        fails(
                List.of(
                    "rules",
                    "test",
                    "--diff",
                    "--debug",
                    "--junit=" + xml,
                    tests.toString(),
                    broken.toString()))
            .toString();
    assertThat(err)
        .contains("DEBUG: Starting test good\n", "at 1m:\n{__name__=\"ALERTS\", ")
        .contains("{__name__=\"job:up:sum\", job=\"a\"} =>\n1 @[0.0]\n0 @[60.0]\n")
        .contains("DEBUG: Test unnamed#1 finished, took ")
        .contains("diff (- exp, + got):\n              alert\n                labels\n")
        .contains("\n            \033[31m-     severity=\"ticket\"\033[0m\n")
        .contains("\n            \033[32m+     severity=\"page\"\033[0m\n")
        .contains("\n                  text=\"a is <down>\"\n");
    String report = Files.readString(xml);
    assertThat(report)
        .startsWith("<testsuites><testsuite name=\"" + tests + "\" tests=\"2\" failures=\"1\"")
        .contains("<testcase name=\"good\"", "<testcase name=\"unnamed#1\"><failure>")
        .contains("a is &lt;down&gt;")
        .contains("errors=\"1\"")
        .contains("<testcase name=\"unknown\"><error>");
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
  }

  /** Promtool reads rule files for each test that it runs, and for no other. */
  @Test
  void badRuleFilesFailTestsThatAreRunOnly(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("rules.yml"), "groups: nonsense\n");
    Path tests = Files.writeString(folder.resolve("tests.yml"), TESTS);
    fails(List.of("rules", "test", tests.toString()));
    StringWriter err = new StringWriter();
    List<String> none = List.of("rules", "test", "--run=none", tests.toString());
    assertThat(run("", new StringWriter(), err, none)).as(err.toString()).isZero();
  }

  private static Path latin1(Path file) throws Exception {
    return Files.write(file, "# \u00e4\n".getBytes(ISO_8859_1));
  }

  @Test
  void aFileThatIsNoTextFailsAndTheNextIsChecked(@TempDir Path folder) throws Exception {
    String odd = latin1(folder.resolve("odd.yml")).toString();
    String good = Files.writeString(folder.resolve("rules.yml"), RULES).toString();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(run("", out, err, List.of("rules", "check", odd, good))).isEqualTo(1);
    assertThat(err).hasToString("  FAILED:\n" + odd + ": is not UTF-8\n");
    assertThat(out.toString()).contains("SUCCESS: 2 rules found");
    assertThat(fails(List.of("rules", "check", folder.toString())))
        .hasToString("promontory: " + folder + ": is a folder; name a file in it\n");
    assertThat(fails(List.of("rules", "backtest", folder.toString())))
        .hasToString("promontory: " + folder + ": is a folder; name a file in it\n");
  }

  @Test
  void filesOfTestsThatCannotBeReadFailAndTheNextIsRun(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("rules/sub"));
    Files.writeString(folder.resolve("rules.yml"), RULES);
    List<String> call = new ArrayList<>(List.of("rules", "test", "--run=good"));
    Path xml = folder.resolve("out.xml");
    call.add("--junit=" + xml);
    call.add(latin1(folder.resolve("odd.yml")).toString());
    call.add(folder.resolve("rules").toString());
    call.add(tests(folder, "pattern.yml", "'[.yml'"));
    call.add(tests(folder, "folder.yml", "'rules/*'"));
    call.add(tests(folder, "good.yml", "rules.yml"));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(run("", out, err, call)).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            folder.resolve("odd.yml") + ": is not UTF-8\n",
            folder.resolve("rules") + ": is a folder; name a file in it\n",
            folder.resolve("pattern.yml") + ": rule_files: \"[.yml\" is no pattern: ",
            folder.resolve("rules/sub") + ": is a folder; name a file in it\n")
        .doesNotContain("Exception");
    assertThat(out.toString()).contains("SUCCESS");
    assertThat(Files.readString(xml)).contains("good.yml\" tests=\"1\" failures=\"0\"");
  }

  private static String tests(Path folder, String name, String ruleFiles) throws Exception {
    String text = TESTS.replace("[rules.yml]", "[" + ruleFiles + "]");
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aReportThatHasNoFolderIsNamed(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    Path xml = folder.resolve("none").resolve("out.xml");
    String tests = tests(folder, "tests.yml", "rules.yml");
    assertThat(fails(List.of("rules", "test", "--run=good", "--junit=" + xml, tests)))
        .hasToString("promontory: --junit " + xml + ": there is no such folder\n");
  }

  @Test
  void aTestWithoutFilesSaysSo() {
    StringWriter err = new StringWriter();
    assertThat(run("", new StringWriter(), err, List.of("rules", "test"))).isEqualTo(1);
    assertThat(err.toString()).contains("needs a FILE");
  }
}
