package io.promontory.it.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/promontory} in a distribution whose jar echoes what it is given. */
class LauncherTest {
  private static final Path SOURCES =
      Path.of(System.getProperty("promontory.root"), "query-frontend/src/main/dist");
  private static final Path THIS_JAVA = Path.of(System.getProperty("java.home"));

  @TempDir Path temp;
  private Path launcher;

  @BeforeEach
  void layOutADistribution() throws IOException, URISyntaxException {
    Path home = temp.resolve("a folder/promontory");
    copy("libexec/find-jdk.sh", home);
    launcher = copy("bin/promontory", home);
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        Echo.class.getProtectionDomain().getCodeSource().getLocation().toURI().toString());
    Path jar = home.resolve("promontory.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.finish();
    }
  }

  @Test
  void passesArgumentsAsTheyAre() throws Exception {
    Run run = run(launcher, Map.of(), "query", "sum by(job) (up)", "*", "");

    assertThat(run.status()).isZero();
    assertThat(run.lines("argument")).containsExactly("query", "sum by(job) (up)", "*", "");
    assertThat(run.output()).doesNotContain("WARNING");
  }

  @Test
  void usesJavaHomeAndTheParallelCollector() throws Exception {
    Run run = run(launcher, Map.of());

    assertThat(run.lines("java")).containsExactly(THIS_JAVA.toString());
    assertThat(run.lines("option"))
        .contains("-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders")
        .contains("-XX:ArchiveRelocationMode=0")
        .contains("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void javaOptsAddOptionsAndMayNameAnotherCollector() throws Exception {
    Run run = run(launcher, Map.of("JAVA_OPTS", "-Xmx64m -XX:+UseSerialGC"));

    assertThat(run.status()).isZero();
    assertThat(run.lines("option"))
        .contains("-Xmx64m", "-XX:+UseSerialGC")
        .doesNotContain("-XX:+UseParallelGC");
  }

  @Test
  void findsItsFolderThroughLinks() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("bin"));
    Path absolute = Files.createSymbolicLink(folder.resolve("absolute"), launcher);
    Path relative = Files.createSymbolicLink(folder.resolve("relative"), Path.of("absolute"));

    assertThat(run(relative, Map.of(), "x").lines("argument")).containsExactly("x");
    assertThat(run(absolute, Map.of(), "y").lines("argument")).containsExactly("y");
  }

  @Test
  void passesOverAnOlderJavaHome() throws Exception {
    Path old = Files.createDirectories(temp.resolve("jdk-17"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Path java = Files.createDirectories(old.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho too old\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    String path = THIS_JAVA.resolve("bin") + ":" + System.getenv("PATH");

    Run run = run(launcher, Map.of("JAVA_HOME", old.toString(), "PATH", path));

    assertThat(run.lines("java")).containsExactly(THIS_JAVA.toRealPath().toString());
  }

  private Path copy(String name, Path home) throws IOException {
    Path target = home.resolve(name);
    Files.createDirectories(target.getParent());
    return Files.copy(SOURCES.resolve(name), target, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private Run run(Path command, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var words = new ArrayList<String>(List.of(command.toString()));
    words.addAll(List.of(arguments));
    Path output = temp.resolve("output");
    var builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", THIS_JAVA.toString());
    builder.environment().remove("JAVA_OPTS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(output, UTF_8));
  }

  private record Run(int status, String output) {
    List<String> lines(String key) {
      return output
          .lines()
          .filter(line -> line.startsWith(key + "="))
          .map(line -> line.substring(key.length() + 1))
          .toList();
    }
  }
}
