package io.promontory.frontend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.promql.FeatureFlags;
import io.promontory.rules.check.DuplicateRules;
import io.promontory.rules.check.DuplicateRules.Duplicate;
import io.promontory.rules.file.RuleDialect;
import io.promontory.rules.file.RuleFile;
import io.promontory.rules.file.RuleFileException;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.rules.file.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Validates rule files, as {@code promtool check rules} does. */
@Command(
    name = "check",
    description = "Validate rule files; without FILE, what comes from standard input.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Each problem is a line FILE:LINE:COLUMN: what is wrong.",
      "",
      "Exit code 0: all files are good; 1: one is not; 3: one holds the same rule twice, with",
      "--lint-fatal.",
      "",
      "Example:",
      "  promontory rules check rules/*.yml"
    })
final class RulesCheckCommand implements Callable<Integer> {
  private interface Text {
    String read() throws RuleFileException;
  }

  private static final int BAD = 1;
  private static final int ODD = 3;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Rule files to check.")
  private List<Path> files = List.of();

  @Option(
      names = "--lint",
      paramLabel = "WHAT",
      split = ",",
      defaultValue = "duplicate-rules",
      description = "What to look for in good files: all, duplicate-rules (the default), none.")
  private List<String> lint = List.of();

  @Option(names = "--lint-fatal", description = "Fail where a good file is odd.")
  private boolean lintIsFatal;

  @Option(names = "--ignore-unknown-fields", description = "Ignore keys that nobody knows.")
  private boolean lenient;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      defaultValue = "prometheus",
      description =
          "Whose keys files may have: prometheus (the default), or thanos, which adds"
              + " partial_response_strategy; a server takes both.")
  private RuleDialect dialect = RuleDialect.PROMETHEUS;

  @Option(
      names = "--enable-feature",
      paramLabel = "FLAG",
      split = ",",
      description = "Prometheus' feature flags that expressions may use.")
  private List<String> features = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  private boolean bad;
  private boolean odd;

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    for (String word : lint) {
      if (!List.of("all", "none", "duplicate-rules").contains(word)) {
        command.getOut().println("WARNING: unknown lint option: \"" + word + "\"");
      }
    }
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        command.getErr().println("promontory: " + file + ": no such file, or none to be read");
        return BAD;
      }
      if (Files.isDirectory(file)) {
        command.getErr().println("promontory: " + file + ": is a folder; name a file in it");
        return BAD;
      }
    }
    if (files.isEmpty()) {
      command.getOut().println("Checking standard input");
      String text = new String(System.in.readAllBytes(), UTF_8);
      check("-", () -> text, command);
    }
    for (Path file : files) {
      command.getOut().println("Checking " + file);
      check(file.toString(), () -> RuleFiles.text(file), command);
    }
    return bad ? BAD : odd && lintIsFatal ? ODD : 0;
  }

  private void check(String name, Text text, CommandLine command) {
    RuleFile file;
    try {
      RuleDialect keys = lenient ? RuleDialect.LENIENT : dialect;
      file = new RuleFileReader(FeatureFlags.of(features), keys).read(name, text.read());
    } catch (RuleFileException e) {
      command.getErr().println("  FAILED:");
      e.problems().forEach(command.getErr()::println);
      bad = true;
      return;
    }
    file.warnings().forEach(warning -> command.getErr().println("  WARNING: " + warning));
    List<Duplicate> duplicates = looksForDuplicates() ? DuplicateRules.of(file) : List.of();
    if (duplicates.isEmpty()) {
      command.getOut().println("  SUCCESS: " + file.ruleCount() + " rules found");
    } else {
      odd = true;
      command.getErr().println("  FAILED:");
      command.getErr().println(duplicates.size() + " duplicate rule(s) found.");
      for (Duplicate duplicate : duplicates) {
        command.getErr().println(name + ": " + duplicate.name() + duplicate.labels());
      }
    }
    command.getOut().println();
  }

  private boolean looksForDuplicates() {
    return lint.contains("all") || lint.contains("duplicate-rules");
  }
}
