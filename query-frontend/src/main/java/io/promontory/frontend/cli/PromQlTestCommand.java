package io.promontory.frontend.cli;

import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.promqltest.PromQlTest;
import io.promontory.promql.promqltest.Report;
import io.promontory.promql.promqltest.Report.Failure;
import io.promontory.series.store.QueryContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs scripts in Prometheus' language for tests of PromQL. */
@Command(
    name = "test",
    description = "Run scripts of load, eval and clear, in Prometheus' language for tests.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Each FILE starts with no series; all features of the language are on. An eval passes when it",
      "does in all its forms: as written, with its selectors fixed by @, and inside a range query.",
      "The last line is \"N passed, N failed\", in evals.",
      "",
      "Exit code 0: all passed; 1: one failed, each shown as FILE:LINE: EXPRESSION and what was",
      "wrong; 2: a file cannot be read or is no script.",
      "",
      "Example:",
      "  promontory promql test tests/*.test"
    })
final class PromQlTestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scripts to run.")
  private List<Path> files = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  private int passed;
  private int failed;
  private boolean unreadable;

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    EngineOptions options =
        new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), PromQlTest.FLAGS, 1);
    try (Engine engine = new Engine(options)) {
      PromQlTest scripts =
          new PromQlTest((store, query) -> engine.run(store, query, QueryContext.unbounded()));
      for (Path file : files) {
        run(scripts, file, command);
      }
    }
    command.getOut().println(passed + " passed, " + failed + " failed");
    return unreadable ? CommandLine.ExitCode.USAGE : failed > 0 ? 1 : 0;
  }

  private void run(PromQlTest scripts, Path file, CommandLine command) {
    Report report;
    try {
      report = scripts.run(file);
    } catch (IOException e) {
      command.getErr().println("promontory: " + file + ": " + reason(e));
      unreadable = true;
      return;
    }
    passed += report.passed();
    failed += report.evals() - report.passed();
    List<Failure> failures = report.failures();
    if (report.broken()) {
      Failure why = failures.getLast();
      command.getErr().println("promontory: " + place(file, why) + why.reason());
      failures = failures.subList(0, failures.size() - 1);
      unreadable = true;
    }
    PrintWriter out = command.getOut();
    for (Failure failure : failures) {
      out.println(place(file, failure) + failure.expression());
      out.println("  " + failure.reason());
    }
  }

  private static String place(Path file, Failure failure) {
    return file + ":" + failure.line() + ": ";
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case CharacterCodingException _ -> "is no UTF-8 text";
      default -> "cannot be read: " + e.getMessage();
    };
  }
}
