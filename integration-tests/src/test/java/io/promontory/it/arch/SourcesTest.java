package io.promontory.it.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for the files themselves. Forbidden words are spelt in pieces, since this is one. */
class SourcesTest {
  private static final int MAX_LINES = 500;

  private static final List<String> REGISTRIES =
      List.of(
          "repo.maven" + ".apache.org",
          "repo1.maven" + ".org",
          "repo1.maven" + ".apache.org",
          "repo.maven" + ".org",
          "registry.npm" + "js.org",
          "proxy.golang" + ".org",
          "deb.deb" + "ian.org",
          "py" + "pi.org",
          "gh" + "cr.io",
          "docker" + ".io",
          "jit" + "pack.io",
          "plugins.gra" + "dle.org");

  @Test
  void noFileIsTooLongToHoldInTheHead() {
    assertThat(offenders(Project.javaFiles(), text -> text.lines().count() > MAX_LINES)).isEmpty();
  }

  @Test
  void noTestIsSkipped() {
    Pattern skipped = Pattern.compile("@" + "(Disabled|Ignore)\\b");
    assertThat(offenders(Project.javaFiles(), has(skipped))).isEmpty();
  }

  @Test
  void testsDoNotSleep() {
    Pattern sleep = Pattern.compile("Thread[.]" + "sleep\\(|TimeUnit[.]\\w+[.]" + "sleep\\(");
    assertThat(offenders(Project.javaFiles(), has(sleep))).isEmpty();
  }

  @Test
  void noFileNamesARegistry() {
    assertThat(offenders(Project.files(), text -> REGISTRIES.stream().anyMatch(text::contains)))
        .isEmpty();
  }

  @Test
  void everyMainPackageIsNullMarkedAndHasATour() {
    List<Path> unmarked =
        Project.javaFiles().stream()
            .filter(file -> file.toString().contains("src/main/java"))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !isNullMarked(folder))
            .toList();
    assertThat(unmarked).isEmpty();
  }

  @Test
  void everyVersionIsInTheParent() {
    Pattern version = Pattern.compile("<version>(?!\\$\\{)");
    List<Path> poms = Project.MODULES.stream().map(module -> Path.of(module, "pom.xml")).toList();
    assertThat(offenders(poms, text -> version.matcher(text).results().count() > 1)).isEmpty();
  }

  private static boolean isNullMarked(Path folder) {
    Path info = folder.resolve("package-info.java");
    if (!Project.ROOT.resolve(info).toFile().isFile()) {
      return false;
    }
    String text = Project.text(info);
    return text.contains("@NullMarked") && text.contains("/**");
  }

  private static Predicate<String> has(Pattern pattern) {
    return text -> pattern.matcher(text).find();
  }

  private static List<Path> offenders(List<Path> files, Predicate<String> isWrong) {
    return files.stream().filter(file -> isWrong.test(Project.text(file))).toList();
  }
}
