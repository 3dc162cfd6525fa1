package io.promontory.frontend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import io.dropwizard.logging.common.BootstrapLogging;
import io.promontory.frontend.app.BuildInfo;
import io.promontory.frontend.app.BuildInfos;
import io.promontory.frontend.app.StartException;
import io.promontory.frontend.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. */
@Command(
    name = "promontory",
    description = "One Prometheus endpoint over every place where metrics live.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      ServerCommand.class,
      CheckCommand.class,
      DemoCommand.class,
      BlockCommand.class,
      QueryCommand.class,
      PromQlCommand.class,
      RulesCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  promontory demo",
      "  promontory server promontory.yml",
      "  promontory check promontory.yml rules/*.yml",
      "  promontory query instant 'sum by (job) (up)' --url http://127.0.0.1:9090",
      "  promontory promql test tests/*.test",
      "  promontory rules test tests/*.yml",
      "",
      "Exit codes: 0 done, 1 failed, 2 called wrongly."
    })
public final class Main {
  /** Says version and Java. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      BuildInfo build = BuildInfos.ofThisBuild();
      return new String[] {
        "promontory "
            + build.version()
            + " (revision "
            + build.revision()
            + ", built "
            + build.buildDate()
            + ", Java "
            + Runtime.version().feature()
            + ")"
      };
    }
  }

  private Main() {}

  public static void main(String[] args) {
    BootstrapLogging.bootstrap(Level.ERROR); // until a configuration says what to log
    System.exit(
        run(
            new PrintWriter(System.out, true, UTF_8),
            new PrintWriter(System.err, true, UTF_8),
            args));
  }

  /** Runs a command with other outputs; returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    if (args.length == 2 && args[0].equals("server") && isPlain(args[1])) {
      return serve(args[1], err);
    }
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              report(failure, command.getErr());
              return failure instanceof WrongCallException
                  ? CommandLine.ExitCode.USAGE
                  : CommandLine.ExitCode.SOFTWARE;
            })
        .setParameterExceptionHandler(
            (failure, arguments) -> {
              CommandLine command = failure.getCommandLine();
              command.getErr().println("promontory: " + failure.getMessage());
              command
                  .getErr()
                  .println("Try \"" + command.getCommandSpec().qualifiedName() + " --help\".");
              return CommandLine.ExitCode.USAGE;
            })
        .execute(args);
  }

  /** Whether it is no option, no file of arguments and not empty. */
  private static boolean isPlain(String argument) {
    return !argument.isEmpty() && !argument.startsWith("-") && !argument.startsWith("@");
  }

  /** What the command line would do: to set it up is a good part of the start of a server. */
  private static int serve(String file, PrintWriter err) {
    try {
      ServerCommand.run(Path.of(file));
      return CommandLine.ExitCode.OK;
    } catch (Exception failure) {
      try {
        report(failure, err);
      } catch (Exception unexpected) {
        unexpected.printStackTrace(err);
      }
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static void report(Exception failure, PrintWriter err) throws Exception {
    switch (failure) {
      case ConfigException e -> e.problems().forEach(err::println);
      case StartException e -> err.println("promontory: " + e.getMessage());
      case CommandException e -> err.println("promontory: " + e.getMessage());
      default -> throw failure; // a fault of ours: the stack trace is the report
    }
  }
}
