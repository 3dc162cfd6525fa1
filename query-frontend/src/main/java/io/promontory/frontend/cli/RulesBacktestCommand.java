package io.promontory.frontend.cli;

import io.promontory.frontend.json.BacktestJson;
import io.promontory.frontend.json.Envelope;
import io.promontory.frontend.json.JsonTree;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.rules.alert.AlertOrigin;
import io.promontory.rules.backtest.Backtest;
import io.promontory.rules.backtest.BacktestException;
import io.promontory.rules.backtest.BacktestReport;
import io.promontory.rules.backtest.BacktestRequest;
import io.promontory.rules.backtest.Episode;
import io.promontory.rules.backtest.TestedRule;
import io.promontory.rules.file.RuleFile;
import io.promontory.rules.file.RuleFileException;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.rules.file.RuleFiles;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import io.promontory.series.store.Store;
import io.promontory.series.text.ApiTimes;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells when alerts would have fired over the past that a server knows. */
@Command(
    name = "backtest",
    description = "When would these alerts have fired over past data?",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Rules run through the time in question as a rule engine would have run them, with their"
          + " for,",
      "keep_firing_for, limits and templates. Alerts read what recording rules of the same files",
      "would have recorded, whatever the server holds under these names. The server is any",
      "Prometheus with remote read, or Promontory.",
      "",
      "Example:",
      "  promontory rules backtest --from -7d --compare --url http://127.0.0.1:9090 alerts.yml"
    })
final class RulesBacktestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Rule files.")
  private List<Path> files = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "-1d",
      description = "RFC 3339, Unix seconds, or relative such as -7d; default: ${DEFAULT-VALUE}.")
  private String from = "-1d";

  @Option(names = "--to", paramLabel = "TIME", defaultValue = "now", description = "Default: now.")
  private String to = "now";

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "1m",
      description = "Of groups that name none; default: ${DEFAULT-VALUE}.")
  private String interval = "1m";

  @Option(names = "--compare", description = "Tell also when alerts of these names did fire.")
  private boolean comparing;

  @Option(
      names = "--enable-feature",
      paramLabel = "FLAG",
      split = ",",
      description = "Prometheus' feature flags that expressions may use.")
  private List<String> features = List.of();

  @Mixin private QueryTarget target = new QueryTarget();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    EngineOptions defaults = EngineOptions.defaults();
    EngineOptions options =
        new EngineOptions(
            defaults.lookbackDelta(),
            defaults.defaultSubqueryStep(),
            FeatureFlags.of(features),
            defaults.threads());
    Instant start = time(from);
    Instant end = time(to);
    BacktestRequest request =
        new BacktestRequest(groups(), start, end, options.lookbackDelta(), comparing);
    Duration patience = target.patience();
    BacktestReport report;
    try (Store server = target.store();
        Engine engine = new Engine(options);
        Progress progress = Progress.ofThisProcess()) {
      Backtest backtest =
          new Backtest(
              server,
              over -> (query, context) -> engine.run(over, query, context),
              terms ->
                  () ->
                      new QueryContext(
                          Deadline.after(patience), QueryBudget.unlimited(), new Cancellation()));
      report = backtest.run(request, (done, total) -> progress.count("evaluations", done, total));
    } catch (BacktestException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
    report.warnings().forEach(text -> err.println("warning: " + text));
    for (TestedRule rule : report.rules()) {
      if (rule.failures() > 0) {
        err.printf(
            "warning: alert %s failed at %d evaluations, the last with: %s%n",
            rule.name(), rule.failures(), rule.lastError());
      }
    }
    target.print(
        rows(report),
        Envelope.success(JsonTree.of(BacktestJson.report(report)), report.warnings(), List.of()),
        out);
    return 0;
  }

  private List<GroupDefinition> groups() throws CommandException {
    Duration unset;
    try {
      unset = Duration.ofNanos(GoDurations.parse(interval));
    } catch (TextFormatException e) {
      throw new WrongCallException("--interval: " + e.getMessage());
    }
    GroupDefinition.Defaults defaults =
        new GroupDefinition.Defaults(unset, Duration.ZERO, Strictness.ABORT);
    AlertOrigin origin = new AlertOrigin(Labels.EMPTY, null, "");
    RuleFileReader reader = new RuleFileReader(FeatureFlags.of(features));
    List<GroupDefinition> groups = new ArrayList<>();
    for (Path path : files) {
      try {
        RuleFile file = reader.read(path.toString(), RuleFiles.text(path));
        file.groups()
            .forEach(
                group -> groups.add(GroupDefinition.of(path.toString(), group, defaults, origin)));
      } catch (RuleFileException e) {
        throw new CommandException(String.join("\n", e.problems()), e);
      }
    }
    return groups;
  }

  private static Instant time(String text) throws CommandException {
    try {
      return ApiTimes.parse(QueryTarget.time(text, InstantSource.system()));
    } catch (TextFormatException e) {
      throw new WrongCallException("time \"" + text + "\": " + e.getMessage());
    }
  }

  private static List<List<String>> rows(BacktestReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("alert", "what", "from", "to", "for", "labels"));
    for (TestedRule rule : report.rules()) {
      for (Episode episode : rule.episodes()) {
        Instant end = episode.resolvedAt();
        rows.add(
            row(
                rule.name(),
                "would fire",
                episode.firedAt(),
                end,
                end == null ? report.to() : end,
                told(episode.labels())));
      }
      rule.before()
          .forEach(
              one ->
                  rows.add(
                      row(rule.name(), "did fire", one.from(), one.to(), one.to(), one.labels())));
      if (rule.episodes().isEmpty()) {
        String pending =
            rule.neverFired() == 0 ? "" : "pending " + rule.neverFired() + " times, too short";
        rows.add(List.of(rule.name(), "never fires", "", "", pending, ""));
      }
    }
    return rows;
  }

  private static List<String> row(
      String alert, String what, Instant from, @Nullable Instant to, Instant end, Labels labels) {
    return List.of(
        alert,
        what,
        toSeconds(from),
        to == null ? "still" : toSeconds(to),
        GoDurations.print(Duration.between(from, end).toSeconds() * 1_000_000_000L),
        labels.toString());
  }

  private static Labels told(Labels labels) {
    return new LabelsBuilder(labels).remove("alertname").build();
  }

  private static String toSeconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
