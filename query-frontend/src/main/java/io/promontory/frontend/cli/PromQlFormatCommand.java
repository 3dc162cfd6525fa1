package io.promontory.frontend.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.print.PrettyPrinter;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints an expression over several lines, as Prometheus does. */
@Command(
    name = "format",
    description = "Print an expression over several lines, as Prometheus' format_query does.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "All features of the language are on. Comments are lost.",
      "",
      "Examples:",
      "  promontory promql format 'sum by(job)(rate(http_requests_total[5m]))'",
      "  promontory promql format - < expression.promql"
    })
final class PromQlFormatCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXPRESSION", description = "PromQL, or - to read it from the input.")
  private String expression = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    String text = expression.equals("-") ? input() : expression;
    try {
      spec.commandLine()
          .getOut()
          .println(PrettyPrinter.print(PromQlParser.parse(text, FeatureFlags.ALL_SYNTAX)));
    } catch (ParseException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
    return 0;
  }

  /** As much as the parser takes, and a byte more to be refused for. */
  private static String input() throws CommandException {
    try {
      return new String(System.in.readNBytes(PromQlParser.MAX_BYTES + 1), UTF_8);
    } catch (IOException e) {
      throw new CommandException("cannot read the input: " + e.getMessage(), e);
    }
  }
}
