package io.promontory.rules.unittest;

import io.promontory.rules.file.RuleFile;
import io.promontory.rules.file.RuleFileException;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.rules.file.RuleFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A file of tests that was run.
 *
 * @param problem why none of its tests could be run; null if they could
 * @param cases those that were wanted
 * @param warnings what is odd but no failure
 */
public record TestedFile(
    Path path, @Nullable String problem, List<TestedCase> cases, List<String> warnings) {
  public TestedFile {
    cases = List.copyOf(cases);
    warnings = List.copyOf(warnings);
  }

  /** What failed, several lines each; empty if all went well. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    if (problem != null) {
      failures.add(problem);
    }
    cases.forEach(one -> failures.addAll(one.failures()));
    return failures;
  }

  /**
   * Runs the tests of a file. Rule files are read for tests only, so that bad ones harm no file
   * whose tests are not wanted.
   */
  public static TestedFile run(Path path, TestOptions options) {
    List<TestedCase> cases = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    try {
      TestFile file = TestFileReader.read(RuleFiles.text(path));
      List<Path> ruleFiles = new ArrayList<>();
      for (String glob : file.ruleFiles()) {
        List<Path> found = matching(path, glob);
        if (found.isEmpty()) {
          warnings.add("no file match pattern " + glob);
        }
        ruleFiles.addAll(found);
      }
      Rules rules = null;
      for (int i = 0; i < file.cases().size(); i++) {
        TestFile.Case test = file.cases().get(i);
        if (options.wanted().test(test.name())) {
          rules = rules == null ? Rules.read(ruleFiles, options) : rules;
          cases.add(run(file, test, i, rules, options));
        }
      }
      return new TestedFile(path, null, cases, warnings);
    } catch (TestFileException | RuleFileException e) {
      return new TestedFile(path, String.valueOf(e.getMessage()), cases, warnings);
    }
  }

  private static List<Path> matching(Path path, String glob) throws TestFileException {
    try {
      return RuleFiles.matching(path.resolveSibling(glob));
    } catch (PatternSyntaxException e) {
      throw new TestFileException(
          "%s: rule_files: \"%s\" is no pattern: %s".formatted(path, glob, e.getDescription()));
    } catch (IOException | DirectoryIteratorException e) {
      throw new TestFileException(
          "%s: rule_files: \"%s\" cannot be looked up: %s".formatted(path, glob, e));
    }
  }

  private static TestedCase run(
      TestFile file, TestFile.Case test, int index, Rules rules, TestOptions options) {
    String name = test.name().isEmpty() ? "unnamed#" + index : test.name();
    options.listener().started(name);
    List<String> failures =
        rules.problems().isEmpty()
            ? TestRun.run(file, test, rules.byPath(), options)
            : rules.problems();
    options.listener().finished(name);
    return new TestedCase(name, failures);
  }

  /** The rule files of tests, or what is wrong with the first bad one. */
  private record Rules(Map<String, RuleFile> byPath, List<String> problems) {
    static Rules read(List<Path> paths, TestOptions options) {
      Map<String, RuleFile> rules = new LinkedHashMap<>();
      for (Path path : paths) {
        String name = path.toString();
        try {
          RuleFileReader reader = new RuleFileReader(options.features(), options.dialect());
          rules.put(name, reader.read(name, RuleFiles.text(path)));
        } catch (RuleFileException e) {
          return new Rules(Map.of(), e.problems());
        }
      }
      return new Rules(rules, List.of());
    }
  }
}
