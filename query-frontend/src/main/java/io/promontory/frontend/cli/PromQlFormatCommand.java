package io.promontory.frontend.cli;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.print.PrettyPrinter;
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
    String text = ExpressionArgument.text(expression);
    try {
      spec.commandLine()
          .getOut()
          .println(PrettyPrinter.print(PromQlParser.parse(text, FeatureFlags.ALL_SYNTAX)));
    } catch (ParseException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
    return 0;
  }
}
