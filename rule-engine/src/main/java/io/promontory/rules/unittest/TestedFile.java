package io.promontory.rules.unittest;

import io.promontory.promql.FeatureFlags;
import io.promontory.rules.file.RuleDialect;
import io.promontory.rules.file.RuleFile;
import io.promontory.rules.file.RuleFileException;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.rules.file.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A file of tests with the rule files that it names, all of whose tests were run. */
public final class TestedFile {
  private final List<String> failures;
  private final List<String> warnings;

  private TestedFile(List<String> failures, List<String> warnings) {
    this.failures = failures;
    this.warnings = warnings;
  }

  /** What failed, several lines each; empty if all went well. */
  public List<String> failures() {
    return failures;
  }

  /** What is odd but no failure. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Runs the tests of a file.
   *
   * @param features that rule files may use
   * @param wanted by the names of tests
   * @throws IOException if the file cannot be read
   */
  public static TestedFile run(
      Path path, FeatureFlags features, RuleDialect dialect, Predicate<String> wanted)
      throws IOException {
    List<String> failures = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    try {
      TestFile file = TestFileReader.read(Files.readString(path));
      Map<String, RuleFile> rules = new LinkedHashMap<>();
      for (String glob : file.ruleFiles()) {
        List<Path> found = RuleFiles.matching(path.resolveSibling(glob));
        if (found.isEmpty()) {
          warnings.add("no file match pattern " + glob);
        }
        for (Path one : found) {
          String name = one.toString();
          rules.put(name, new RuleFileReader(features, dialect).read(name, Files.readString(one)));
        }
      }
      for (TestFile.Case test : file.cases()) {
        if (wanted.test(test.name())) {
          failures.addAll(TestRun.run(file, test, rules));
        }
      }
    } catch (TestFileException e) {
      failures.add(String.valueOf(e.getMessage()));
    } catch (RuleFileException e) {
      failures.addAll(e.problems());
    }
    return new TestedFile(failures, warnings);
  }
}
