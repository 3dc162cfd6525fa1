package io.promontory.frontend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The verdicts of promtool 3.14: its exit codes, and which file, group and rule it names. */
class RulesCommandTest {
  @TestFactory
  List<DynamicTest> promtoolsVerdicts() {
    return JsonLines.reference("golden", "language", "rules", "verdicts.jsonl").stream()
        .filter(line -> !line.get("cmd").toString().contains("--diff"))
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

  @Test
  void aTestWithoutFilesSaysSo() {
    StringWriter err = new StringWriter();
    assertThat(run("", new StringWriter(), err, List.of("rules", "test"))).isEqualTo(1);
    assertThat(err.toString()).contains("needs a FILE");
  }
}
