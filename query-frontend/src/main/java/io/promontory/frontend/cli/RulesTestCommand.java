package io.promontory.frontend.cli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.promontory.promql.FeatureFlags;
import io.promontory.rules.file.RuleDialect;
import io.promontory.rules.unittest.TestListener;
import io.promontory.rules.unittest.TestOptions;
import io.promontory.rules.unittest.TestedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs unit tests of rules, in the format of {@code promtool test rules}. */
@Command(
    name = "test",
    description = "Run unit tests of rules, in promtool's format.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code 0: all tests passed; 1: one did not, or a file cannot be read.",
      "",
      "Example:",
      "  promontory rules test --run 'disk.*' --junit results.xml tests/*.yml"
    })
final class RulesTestCommand implements Callable<Integer> {
  private static final int BAD = 1;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files of tests.")
  private List<Path> files = List.of();

  @Option(
      names = "--run",
      paramLabel = "REGEX",
      description = "Run only tests whose name matches; may be given several times.")
  private List<String> wanted = List.of();

  @Option(
      names = "--ignore-unknown-fields",
      description = "Ignore keys of rule files that nobody knows.")
  private boolean lenient;

  @Option(
      names = "--enable-feature",
      paramLabel = "FLAG",
      split = ",",
      description =
          "Prometheus' feature flags that rule files may name; as with promtool, what needs one is"
              + " read but does not evaluate.")
  private List<String> features = List.of();

  @Option(
      names = "--diff",
      description = "Tell alerts that are not as expected line by line, in colours.")
  private boolean differences;

  @Option(
      names = "--debug",
      description = "Tell on standard error how tests go, and all samples that they had.")
  private boolean debugging;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results to a file too, as XML of JUnit.")
  private @Nullable Path junit;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    CommandLine command = spec.commandLine();
    if (files.isEmpty()) {
      command.getErr().println("promontory: needs a FILE of tests; try --help");
      return BAD;
    }
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        command.getErr().println("promontory: " + file + ": no such file, or none to be read");
        return BAD;
      }
    }
    Predicate<String> runs;
    try {
      Pattern pattern = Pattern.compile(String.join("|", wanted));
      runs = name -> wanted.isEmpty() || pattern.matcher(name).find();
    } catch (PatternSyntaxException e) {
      command.getErr().println("promontory: --run: " + e.getMessage());
      return BAD;
    }
    RuleDialect dialect = lenient ? RuleDialect.LENIENT : RuleDialect.THANOS;
    TestListener listener =
        debugging ? new TestDebugOutput(command.getErr(), System::nanoTime) : TestListener.NONE;
    TestOptions options =
        new TestOptions(FeatureFlags.of(features), dialect, runs, differences, listener);
    boolean failed = false;
    List<TestedFile> all = new ArrayList<>();
    for (Path file : files) {
      TestedFile tested = TestedFile.run(file, options);
      all.add(tested);
      tested.warnings().forEach(text -> command.getErr().println("  WARNING: " + text));
      if (tested.failures().isEmpty()) {
        command.getOut().println("  SUCCESS");
      } else {
        command.getErr().println("  FAILED:");
        tested.failures().forEach(command.getErr()::println);
        failed = true;
      }
      command.getOut().println();
    }
    if (junit != null) {
      write(junit, JUnitReport.of(all, InstantSource.system().instant()));
    }
    return failed ? BAD : 0;
  }

  private static void write(Path file, String text) throws CommandException {
    try {
      Files.writeString(file, text);
    } catch (NoSuchFileException e) {
      throw new CommandException("--junit " + file + ": there is no such folder", e);
    } catch (IOException e) {
      throw new CommandException("--junit " + file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
