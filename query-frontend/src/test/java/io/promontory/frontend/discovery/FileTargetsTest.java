package io.promontory.frontend.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTargetsTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Path next = folder.resolve("next");
    Files.writeString(next, text);
    Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> addresses(Targets targets) {
    return targets.targets().stream().map(Target::address).toList();
  }

  @Test
  void aFileThatIsReplacedIsReadAgain() throws Exception {
    FileTargets source = new FileTargets(List.of(folder.resolve("*.yml")), Duration.ofMinutes(5));
    assertThat(source.interval()).isLessThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(source.read()).isEqualTo(Targets.NONE);
    write("a.yml", "- targets: [a:1]");
    write("b.yml", "- targets: [b:1]");
    write("c.json", "[{\"targets\": [\"c:1\"]}]");
    assertThat(addresses(source.read())).containsExactly("a:1", "b:1");
    write("a.yml", "- targets: [a:2]");
    assertThat(addresses(source.read())).containsExactly("a:2", "b:1");
    Files.delete(folder.resolve("b.yml"));
    assertThat(addresses(source.read())).containsExactly("a:2");
  }

  @Test
  void rulesSeeTheFile() throws Exception {
    write("eu.yml", "- {targets: [a:1], labels: {__meta_filepath: other}}");
    FileTargets source = new FileTargets(List.of(folder.resolve("*.yml")), Duration.ofMinutes(5));
    Target target = source.read().targets().getFirst();
    assertThat(target.labels().get("__meta_filepath"))
        .isEqualTo(folder.resolve("eu.yml").toString());
    assertThat(target.shown()).isEqualTo(Labels.EMPTY);
  }

  @Test
  void aBrokenFileKeepsItsTargetsAndIsTold() throws Exception {
    Path file = folder.resolve("a.json");
    FileTargets source = new FileTargets(List.of(file), Duration.ofMinutes(5));
    write("a.json", "[{\"targets\": [\"a:1\"]}]");
    assertThat(addresses(source.read())).containsExactly("a:1");
    write("a.json", "[{\"targets\": ");
    for (int i = 0; i < 3; i++) {
      Targets broken = source.read();
      assertThat(addresses(broken)).containsExactly("a:1");
      assertThat(broken.problem()).startsWith(file + ": no JSON");
      assertThat(broken.known()).isTrue();
    }
    write("a.json", "[{\"targets\": [\"a:3\"]}]");
    assertThat(addresses(source.read())).containsExactly("a:3");
    assertThat(source.read().problem()).isNull();
  }

  @Test
  void aFileThatWasNeverGoodMayHoldMore() throws Exception {
    write("a.yml", "- targets: [a:1]");
    write("b.yml", "targets: no list");
    FileTargets source = new FileTargets(List.of(folder.resolve("*.yml")), Duration.ofMinutes(5));
    Targets read = source.read();
    assertThat(addresses(read)).containsExactly("a:1");
    assertThat(read.known()).isFalse();
    assertThat(read.problem()).contains("b.yml: 1:1: the file must be a list");
  }

  @Test
  void aFileThatIsNamedHasToBeThere() throws Exception {
    Path file = folder.resolve("a.yml");
    FileTargets source = new FileTargets(List.of(file), Duration.ofMinutes(5));
    assertThat(source.read().known()).isFalse();
    assertThat(source.read().problem()).isEqualTo(file + ": is not there");
    write("a.yml", "- targets: [a:1]");
    assertThat(source.read().known()).isTrue();
    Files.delete(file);
    assertThat(addresses(source.read())).containsExactly("a:1");
    assertThat(source.read().problem()).isEqualTo(file + ": is not there");
  }
}
