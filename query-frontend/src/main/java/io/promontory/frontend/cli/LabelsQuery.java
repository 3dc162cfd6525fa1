package io.promontory.frontend.cli;

import io.promontory.series.labels.LabelNames;
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

/** Lists label names, or the values of one label. */
@Command(
    name = "labels",
    description = "List label names, or the values of LABEL.",
    mixinStandardHelpOptions = true)
final class LabelsQuery implements Callable<Integer> {
  @Parameters(paramLabel = "LABEL", arity = "0..1", description = "Label whose values to list.")
  private String label = "";

  @Option(
      names = "--match",
      paramLabel = "SELECTOR",
      description = "Only of series that match; repeatable.")
  private List<String> selectors = List.of();

  @Option(names = "--start", paramLabel = "TIME", description = "Default: an hour ago.")
  private String start = "-1h";

  @Option(names = "--end", paramLabel = "TIME", description = "Default: now.")
  private String end = "now";

  @Mixin private QueryTarget target = new QueryTarget();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException {
    List<Map.Entry<String, String>> query = new ArrayList<>();
    selectors.forEach(selector -> query.add(Map.entry("match[]", selector)));
    query.add(Map.entry("start", QueryTarget.time(start, InstantSource.system())));
    query.add(Map.entry("end", QueryTarget.time(end, InstantSource.system())));
    target.get(
        label.isEmpty() ? "labels" : "label/" + escaped(label) + "/values",
        query,
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
    return 0;
  }

  /** Names outside the legacy set travel in a path as {@code U__} with {@code _hex_} escapes. */
  private static String escaped(String name) {
    if (LabelNames.isLegacyLabelName(name)) {
      return name;
    }
    StringBuilder out = new StringBuilder("U__");
    name.codePoints()
        .forEach(
            c -> {
              if (c == '_') {
                out.append("__");
              } else if (c < 128 && Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
              } else {
                out.append('_').append(Integer.toHexString(c)).append('_');
              }
            });
    return out.toString();
  }
}
