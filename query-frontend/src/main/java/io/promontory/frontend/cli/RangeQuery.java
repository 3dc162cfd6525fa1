package io.promontory.frontend.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Evaluates an expression at each step of a range. */
@Command(
    name = "range",
    description = "Evaluate an expression at each step of a range of time.",
    mixinStandardHelpOptions = true)
final class RangeQuery implements Callable<Integer> {
  @Parameters(paramLabel = "EXPRESSION", description = "PromQL.")
  private String expression = "";

  @Option(names = "--start", paramLabel = "TIME", description = "Default: an hour ago.")
  private String start = "-1h";

  @Option(names = "--end", paramLabel = "TIME", description = "Default: now.")
  private String end = "now";

  @Option(names = "--step", paramLabel = "DURATION", description = "Default: 1m.")
  private String step = "1m";

  @Mixin private QueryTarget target = new QueryTarget();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    InstantSource now = InstantSource.fixed(InstantSource.system().instant());
    target.ask(
        "query_range",
        List.of(
            Map.entry("query", expression),
            Map.entry("start", QueryTarget.time(start, now)),
            Map.entry("end", QueryTarget.time(end, now)),
            Map.entry("step", step)),
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
    return 0;
  }
}
