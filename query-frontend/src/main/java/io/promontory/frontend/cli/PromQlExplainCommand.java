package io.promontory.frontend.cli;

import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.plan.ExplainNode;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.text.ApiTimes;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how an expression would be evaluated. */
@Command(
    name = "explain",
    description = "Show the plan of an expression: operators, what stores are asked, what changed.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "With --start, --end or --step as a range query, else at one time. With --config as a server",
      "of that file would answer it, its stores asked whether they evaluate; without it, from",
      "samples alone, and no store is asked.",
      "",
      "Examples:",
      "  promontory promql explain 'sum by (job) (rate(m[5m])) * (2 + 3)' --start=-6h --step 1m",
      "  promontory promql explain 'm + 0 * 60' --without constant-folding",
      "  promontory promql explain 'sum by (cluster) (m)' --config promontory.yml"
    })
final class PromQlExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXPRESSION", description = "PromQL, or - to read it from the input.")
  private String expression = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the stores and the engine.")
  private @Nullable Path config;

  @Option(names = "--time", paramLabel = "TIME", description = "Default: now.")
  private @Nullable String time;

  @Option(names = "--start", paramLabel = "TIME", description = "Default: an hour ago.")
  private @Nullable String start;

  @Option(names = "--end", paramLabel = "TIME", description = "Default: now.")
  private @Nullable String end;

  @Option(names = "--step", paramLabel = "DURATION", description = "Default: 1m.")
  private @Nullable String step;

  @Option(
      names = "--enable-feature",
      paramLabel = "FLAG",
      split = ",",
      description = "Prometheus' feature flags to read the expression with.")
  private List<String> features = List.of();

  @Option(
      names = "--without",
      paramLabel = "OPTIMISATION",
      split = ",",
      description = "Leave an optimisation out; repeatable.")
  private List<String> without = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What all relative times are relative to. */
  private final InstantSource now = InstantSource.fixed(InstantSource.system().instant());

  @Override
  public Integer call() throws CommandException, ConfigException {
    try {
      spec.commandLine().getOut().print(explained().text());
      spec.commandLine().getOut().flush();
    } catch (QueryException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
    return 0;
  }

  private ExplainNode explained() throws CommandException, ConfigException {
    if (config != null) {
      return ExplainedStores.explain(new ConfigLoader().load(config), features, leftOut(), query());
    }
    EngineOptions options =
        new EngineOptions(
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            FeatureFlags.of(features),
            1,
            Optimisation.allBut(leftOut()));
    try (Engine engine = new Engine(options)) {
      return engine.explain(query());
    }
  }

  private Query query() throws CommandException {
    String text = ExpressionArgument.text(expression);
    if (start == null && end == null && step == null) {
      return Query.instant(text, millis(time == null ? "now" : time));
    } else if (time != null) {
      throw new ParameterException(
          spec.commandLine(), "--time is for one time; a range has --start, --end and --step");
    }
    long startMs = millis(start == null ? "-1h" : start);
    long endMs = millis(end == null ? "now" : end);
    long stepMs = stepMillis(step == null ? "1m" : step);
    if (endMs < startMs || stepMs <= 0) {
      throw new WrongCallException(
          "a range needs a start before its end, and a step of 1 ms or more");
    }
    return Query.range(text, startMs, endMs, stepMs);
  }

  private long millis(String text) throws CommandException {
    try {
      return ApiTimes.millis(ApiTimes.parse(QueryTarget.time(text, now)));
    } catch (TextFormatException e) {
      throw new WrongCallException("time \"" + text + "\": " + e.getMessage(), e);
    }
  }

  private static long stepMillis(String text) throws CommandException {
    try {
      return GoDurations.parseApi(text) / 1_000_000;
    } catch (TextFormatException e) {
      throw new WrongCallException("--step \"" + text + "\": " + e.getMessage(), e);
    }
  }

  private Set<Optimisation> leftOut() {
    EnumSet<Optimisation> off = EnumSet.noneOf(Optimisation.class);
    for (String name : without) {
      off.add(Optimisation.of(name).orElseThrow(() -> unknown(name)));
    }
    return off;
  }

  private ParameterException unknown(String name) {
    return new ParameterException(
        spec.commandLine(),
        "--without: \""
            + name
            + "\" is no optimisation; there are "
            + String.join(", ", Optimisation.names()));
  }
}
