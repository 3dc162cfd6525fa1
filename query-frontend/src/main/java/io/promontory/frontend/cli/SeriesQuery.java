package io.promontory.frontend.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the series that selectors match. */
@Command(
    name = "series",
    description = "List the series that match any of the selectors.",
    mixinStandardHelpOptions = true)
final class SeriesQuery implements Callable<Integer> {
  @Parameters(paramLabel = "SELECTOR", arity = "1..*", description = "Series selectors.")
  private List<String> selectors = List.of();

  @Option(names = "--start", paramLabel = "TIME", description = "Default: an hour ago.")
  private String start = "-1h";

  @Option(names = "--end", paramLabel = "TIME", description = "Default: now.")
  private String end = "now";

  @Mixin private QueryTarget target = new QueryTarget();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    List<Map.Entry<String, String>> form = new ArrayList<>();
    selectors.forEach(selector -> form.add(Map.entry("match[]", selector)));
    form.add(Map.entry("start", QueryTarget.time(start, InstantSource.system())));
    form.add(Map.entry("end", QueryTarget.time(end, InstantSource.system())));
    target.ask("series", form, spec.commandLine().getOut(), spec.commandLine().getErr());
    return 0;
  }
}
