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

/** Evaluates an expression at one time. */
@Command(
    name = "instant",
    description = "Evaluate an expression at one time.",
    mixinStandardHelpOptions = true)
final class InstantQuery implements Callable<Integer> {
  @Parameters(paramLabel = "EXPRESSION", description = "PromQL.")
  private String expression = "";

  @Option(names = "--time", paramLabel = "TIME", description = "Default: now.")
  private String time = "now";

  @Mixin private QueryTarget target = new QueryTarget();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    target.ask(
        "query",
        List.of(
            Map.entry("query", expression),
            Map.entry("time", QueryTarget.time(time, InstantSource.system()))),
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
    return 0;
  }
}
