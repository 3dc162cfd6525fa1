package io.promontory.frontend.rules;

import io.promontory.frontend.app.Admission;
import io.promontory.frontend.app.QueryRunner;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.RuleLeaseConfig;
import io.promontory.frontend.config.RuleQueryConfig;
import io.promontory.frontend.config.StoreConfig;
import io.promontory.frontend.federation.Member;
import io.promontory.frontend.metrics.ArchiveMetrics;
import io.promontory.frontend.metrics.LeaseMetrics;
import io.promontory.frontend.metrics.RemoteWriteMetrics;
import io.promontory.frontend.metrics.ResultMetrics;
import io.promontory.rules.alert.AlertListener;
import io.promontory.rules.alert.ForStateRestore;
import io.promontory.rules.group.LiveGroup;
import io.promontory.rules.group.RuleManager;
import io.promontory.rules.group.RuleMetrics;
import io.promontory.rules.group.Surroundings;
import io.promontory.rules.group.ThreadTimer;
import io.promontory.rules.group.Turn;
import io.promontory.rules.results.ResultLog;
import io.promontory.rules.results.ResultSource;
import io.promontory.rules.results.ResultStore;
import io.promontory.rules.results.Retention;
import io.promontory.rules.results.SizeBound;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the rule files of the configuration and keeps their results under {@code storage.path}.
 * Without rule files there is nothing: no folder, no store. A reload with rule files begins it.
 */
public final class OwnRules implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnRules.class);

  private final InstantSource clock;

  private final RuleMetrics metrics;
  private final AlertListener alerts;
  private final LeaseMetrics leaseMetrics;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ThreadTimer timer = new ThreadTimer(workers);
  private @Nullable ResultStore results;
  private final RemoteWrites remoteWrites;
  private final ArchiveMetrics archiveMetrics;
  private final ResultMetrics resultMetrics;
  private @Nullable ArchivedResults archive;
  private boolean archiving;
  private @Nullable RuleQueries queries;
  private @Nullable RuleLease lease;
  private volatile @Nullable RuleManager manager;

  /**
   * @param alerts told of alerts after each evaluation
   */
  public OwnRules(
      InstantSource clock,
      RuleMetrics metrics,
      RemoteWriteMetrics writeMetrics,
      ArchiveMetrics archiveMetrics,
      ResultMetrics resultMetrics,
      AlertListener alerts,
      LeaseMetrics leaseMetrics) {
    this.clock = clock;
    this.archiveMetrics = archiveMetrics;
    this.resultMetrics = resultMetrics;
    this.remoteWrites = new RemoteWrites(writeMetrics, clock);
    this.metrics = metrics;
    this.alerts = alerts;
    this.leaseMetrics = leaseMetrics;
  }

  /**
   * The store that the rules of a file need among the others; none where there are no rules.
   *
   * @throws ConfigException if the folder of results cannot be used
   */
  public synchronized List<Member> members(ConfigFile file) throws ConfigException {
    ResultStore opened = results;
    if (opened == null) {
      if (file.config().ruleFiles().isEmpty()) {
        return List.of();
      }
      opened = open(file);
      results = opened;
    }
    return List.of(
        new Member(
            ArchivedResults.labelled(file, new ResultSource(opened.memory(), this::groups)),
            true,
            file.config().query().timeout(),
            StoreConfig.OWN_RESULTS,
            List.of()));
  }

  private ResultStore open(ConfigFile file) throws ConfigException {
    Path folder = file.resolve(file.config().storage().path()).resolve("rules");
    ArchivedResults archived = ArchivedResults.open(file, archiveMetrics, this::lateness, clock);
    archive = archived;
    Duration time = file.config().storage().retention();
    long size = file.config().storage().retentionSize();
    long maxBytes = size == 0 ? Long.MAX_VALUE : size;
    Retention retention =
        new Retention(
            time,
            archived == null ? () -> Long.MAX_VALUE : archived::shippedMs,
            new SizeBound(maxBytes, remoteWrites::unsentFile));
    try {
      ResultLog log = ResultLog.open(folder, clock, maxBytes);
      resultMetrics.watch(log, size);
      try {
        return ResultStore.open(
            StoreConfig.OWN_RESULTS, log, retention, file.config().storage().maxSeries(), clock);
      } catch (IOException e) {
        log.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ConfigException(
          "the results of rules cannot be kept in "
              + folder
              + ": "
              + e.getMessage()
              + "; set storage.path to a folder of this process");
    }
  }

  /**
   * Begins to evaluate, once; queries go over all stores, or to the server that the file names.
   *
   * @param stores that queries go over
   * @throws ConfigException if that server or the bucket of the lease cannot be used as configured
   */
  public synchronized void start(
      ConfigFile file, QueryRunner engine, Store stores, Admission admission)
      throws ConfigException {
    RuleQueryConfig remote = file.config().ruleQuery();
    QuerySource source =
        remote == null ? new StoreQueries(engine, stores) : RemoteQueries.open(file, remote);
    queries = new RuleQueries(source, admission);
    RuleLeaseConfig leased = file.config().ruleLease();
    if (leased != null) {
      lease = RuleLease.open(file, leased, clock, timer, leaseMetrics);
    }
    update(file);
  }

  /**
   * Whether what a file says of the results of rules can be put in force; its rules are good.
   *
   * @throws ConfigException if a file that it names is missing or broken
   */
  public synchronized void check(ConfigFile file) throws ConfigException {
    if (results != null || !file.config().ruleFiles().isEmpty()) {
      RemoteWrites.check(file);
    }
  }

  /**
   * Puts the rule files of a configuration in force.
   *
   * @throws ConfigException if one is not good; those before stay in force
   */
  public synchronized void update(ConfigFile file) throws ConfigException {
    ResultStore store = results;
    RuleQueries asked = queries;
    if (store == null || asked == null) {
      return;
    }
    var definitions = RuleDefinitions.of(file);
    remoteWrites.update(file, store.log());
    RuleManager running = manager;
    if (running == null) {
      running = new RuleManager(surroundings(store, asked), timer);
      manager = running;
    }
    running.update(definitions);
    beginArchive(store);
    LOG.info("{} groups of rules in force", definitions.size());
  }

  /** Once, by whichever configuration is the first to have rules. */
  private void beginArchive(ResultStore store) {
    ArchivedResults archived = archive;
    if (archived != null && !archiving) {
      archiving = true;
      archived.start(store.memory(), timer);
    }
  }

  /** How long after its time a sample may be written by the groups in force. */
  private Duration lateness() {
    return groups().stream()
        .map(group -> group.terms().queryOffset().plus(group.terms().interval()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private Surroundings surroundings(ResultStore store, RuleQueries asked) {
    return new Surroundings(
        asked::on,
        store,
        alerts,
        new ForStateRestore(store.memory(), QueryContext::unbounded),
        metrics,
        clock,
        System::nanoTime,
        workers,
        lease == null ? Turn.ALWAYS : lease);
  }

  private List<LiveGroup> groups() {
    RuleManager running = manager;
    return running == null ? List.of() : running.groups();
  }

  /** Ends evaluation; waits for what is under way. Results can still be queried. */
  public synchronized void halt() {
    timer.close();
    RuleManager running = manager;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    halt();
    if (lease != null) {
      lease.close();
    }
    if (queries != null) {
      queries.close();
    }
    workers.shutdownNow();
    remoteWrites.close();
    if (archive != null) {
      archive.close();
    }
    if (results != null) {
      results.close();
    }
  }
}
