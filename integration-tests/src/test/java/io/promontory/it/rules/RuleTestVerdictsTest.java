package io.promontory.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.Commands;
import io.promontory.frontend.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The project's own files of rule tests: promtool of any version and we say the same of them. */
@Timeout(120)
class RuleTestVerdictsTest {
  private static final String NEWEST = "promtool-3";

  @TempDir Path folder;

  /** An exit code and what was said. */
  private record Verdict(int exit, String out, String err) {}

  private static Path file(String name) {
    try {
      return Path.of(RuleTestVerdictsTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Verdict ours(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("rules", "test"));
    all.addAll(arguments);
    int exit =
        Main.run(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    return new Verdict(exit, out.toString(), err.toString());
  }

  private Verdict promtool(String command, List<String> test, List<String> arguments)
      throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> all = new ArrayList<>(List.of(Commands.require(command, "prometheus"), "test"));
    all.addAll(test);
    all.add("rules");
    all.addAll(arguments);
    Process process =
        new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Verdict(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @ParameterizedTest
  @CsvSource({
    "passes.yml, 0",
    "wrong-value.yml, 1",
    "wrong-alert.yml, 1",
    "unknown-key.yml, 1",
    "bad-expression.yml, 1",
  })
  void theSameVerdicts(String name, int exit) throws Exception {
    List<String> arguments = List.of(file(name).toString());
    Verdict ours = ours(arguments);
    assertThat(ours.exit()).as(ours.err()).isEqualTo(exit);
    Verdict installed = promtool("promtool", List.of(), arguments);
    assertThat(installed.exit()).as(installed.err()).isEqualTo(exit);
    if (Commands.find(NEWEST) != null) {
      Verdict newest = promtool(NEWEST, List.of(), arguments);
      assertThat(newest.exit()).as(newest.err()).isEqualTo(exit);
      assertThat(ours.out().strip()).isEqualTo(newest.out().strip());
      if (!name.equals("unknown-key.yml") && !name.equals("bad-expression.yml")) {
        assertThat(ours.err()).isEqualTo(newest.err());
      }
    }
  }

  /** Flags that only the newest promtool has. */
  @Test
  void theSameWithFlags() throws Exception {
    if (Commands.find(NEWEST) == null) {
      org.junit.jupiter.api.Assumptions.abort(NEWEST + " is not on the PATH");
    }
    String passes = file("passes.yml").toString();
    String alert = file("wrong-alert.yml").toString();
    String unknown = file("unknown-key.yml").toString();
    for (List<String> arguments :
        List.of(
            List.of("--diff", alert),
            List.of("--debug", passes, alert),
            List.of("--run=wrong", alert),
            List.of("--run=stale", "--run=nothing", passes, alert),
            List.of("--run=wrong", passes, alert),
            List.of("--ignore-unknown-fields", unknown, passes),
            List.of("--diff", "--debug", "--run=fire", alert))) {
      Verdict ours = ours(arguments);
      Verdict theirs = promtool(NEWEST, List.of(), arguments);
      assertThat(ours.exit()).as(arguments + ours.err()).isEqualTo(theirs.exit());
      assertThat(started(ours.err())).isEqualTo(started(theirs.err()));
    }
    Path our = folder.resolve("ours.xml");
    Path their = folder.resolve("theirs.xml");
    ours(List.of("--junit=" + our, passes, alert, unknown));
    Verdict unused = promtool(NEWEST, List.of("--junit=" + their), List.of(passes, alert, unknown));
    assertThat(shape(Files.readString(our))).isEqualTo(shape(Files.readString(their)));
  }

  /** Which tests were begun, and how alerts are named that went wrong. */
  private static List<String> started(String err) {
    return err.lines()
        .filter(line -> line.startsWith("DEBUG: Starting") || line.contains("alertname: "))
        .map(String::strip)
        .toList();
  }

  /** Suites and cases with their counts, without times and texts. */
  private static String shape(String xml) {
    return xml.strip()
        .replaceAll(" timestamp=\"[^\"]*\"", "")
        .replaceAll("(?s)<(failure|error)>.*?</(failure|error)>", "<$1/>")
        .replace("></testcase>", "/>");
  }
}
