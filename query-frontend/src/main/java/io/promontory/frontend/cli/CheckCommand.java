package io.promontory.frontend.cli;

import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.FileCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Validates configuration and rule files. */
@Command(
    name = "check",
    description = "Validate configurations with the rule files they name, and rule files alone.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A file with the top-level key \"groups\" is a rule file, any other a configuration.",
      "Exit code 0: all files are good; 1: one is not, and each problem is a line",
      "FILE:LINE:COLUMN: what is wrong.",
      "",
      "Examples:",
      "  promontory check promontory.yml",
      "  promontory check rules/*.yml"
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to check.")
  private List<Path> files = List.of();

  @Option(
      names = "--enable-feature",
      paramLabel = "FLAG",
      split = ",",
      description = "Prometheus' feature flags to check rule files with.")
  private List<String> features = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    PrintWriter out = command.getOut();
    int bad = 0;
    for (Path file : files) {
      try {
        out.println(file + ": " + FileCheck.check(file, features));
      } catch (ConfigException e) {
        e.problems().forEach(command.getErr()::println);
        bad++;
      }
    }
    return bad == 0 ? 0 : 1;
  }
}
