package io.promontory.series.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ReferenceTest {
  @TempDir Path temp;
  private Path notRun;

  @BeforeEach
  void setUp() {
    notRun = temp.resolve("target/suites-not-run");
  }

  @Test
  void resolvesPathsBelowTheFolder() {
    assertThat(new Reference(temp, notRun, true).resolve("SomeTest", "golden", "a.jsonl"))
        .isEqualTo(temp.resolve("golden/a.jsonl"));
    assertThat(notRun).doesNotExist();
  }

  @Test
  void absentFolderAbortsTheTestAndNamesTheSuite() {
    var absent = new Reference(temp.resolve("absent"), notRun, false);

    assertThatThrownBy(() -> absent.resolve("OneTest")).isInstanceOf(TestAbortedException.class);
    assertThat(absent.isPresentFor("TwoTest")).isFalse();

    assertThat(notRun).hasContent("OneTest\nTwoTest\n");
  }

  @Test
  void absentFolderFailsWhereItIsRequired() {
    var absent = new Reference(temp.resolve("absent"), notRun, true);

    assertThatThrownBy(() -> absent.isPresentFor("OneTest"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no reference data at");
    assertThat(Files.exists(notRun)).isFalse();
  }

  @Test
  void theSuiteIsTheTestClassOnTheStack() {
    assertThat(Helper.suite()).isEqualTo(ReferenceTest.class.getName());
  }

  @Test
  void theBuildSaysWhereTheFolderIs() {
    assertThat(System.getProperty("promontory.reference")).isNotBlank();
    assertThat(Path.of(System.getProperty("promontory.root"), "pom.xml")).exists();
  }

  private static final class Helper {
    static String suite() {
      return Reference.caller();
    }
  }
}
