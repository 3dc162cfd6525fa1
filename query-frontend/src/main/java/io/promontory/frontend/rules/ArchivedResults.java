package io.promontory.frontend.rules;

import io.promontory.frontend.bucket.Buckets;
import io.promontory.frontend.config.BlocksStoreSection;
import io.promontory.frontend.config.BucketFile;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.federation.view.RelabeledStore;
import io.promontory.frontend.metrics.ArchiveMetrics;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.rules.archive.ResultArchive;
import io.promontory.rules.group.Timer;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.RelabelAction;
import io.promontory.series.relabel.RelabelConfig;
import io.promontory.series.relabel.Relabeling;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings results, minute by minute, to the archive that the configuration names. */
final class ArchivedResults implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchivedResults.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final Bucket bucket;
  private final ResultArchive archive;
  private final ArchiveMetrics metrics;

  private ArchivedResults(Bucket bucket, ResultArchive archive, ArchiveMetrics metrics) {
    this.bucket = bucket;
    this.archive = archive;
    this.metrics = metrics;
  }

  /**
   * Null where no archive is configured.
   *
   * @param late how long after its time a result may be written, at present
   */
  static @Nullable ArchivedResults open(
      ConfigFile file, ArchiveMetrics metrics, Supplier<Duration> late, InstantSource clock)
      throws ConfigException {
    BlocksStoreSection store = file.config().archive();
    if (store == null) {
      return null;
    }
    Path folder = file.resolve(file.config().storage().path()).resolve("rules-archive");
    try {
      Bucket bucket =
          Buckets.open(new BucketFile(file.path(), store.bucket()), RequestListener.NONE);
      ResultArchive archive =
          ResultArchive.open(
              bucket,
              Labels.of(file.config().global().externalLabels()),
              folder,
              file.config().storage().retention(),
              late,
              clock,
              new SecureRandom());
      return new ArchivedResults(bucket, archive, metrics);
    } catch (IOException | BucketException e) {
      throw new ConfigException(
          "results of rules cannot be archived in " + store.name() + ": " + e.getMessage());
    }
  }

  /** Everything before it is archived, ms. */
  long shippedMs() {
    return archive.shippedMs();
  }

  /** Begins, with what is due now. */
  void start(Store results, Timer timer) {
    metrics.watch(archive::shippedMs);
    timer.after(Duration.ZERO, () -> run(results, timer));
  }

  private void run(Store results, Timer timer) {
    try {
      metrics.archived(archive.ship(results));
    } catch (IOException | RuntimeException | Error e) {
      metrics.failed();
      LOG.error("results of rules are not archived; it is tried again in a minute", e);
    } finally {
      timer.after(EVERY, () -> run(results, timer));
    }
  }

  /** Shows results with the labels that they have in the archive, so that both are one. */
  static Store labelled(ConfigFile file, Store results) {
    Map<String, String> external = file.config().global().externalLabels();
    if (file.config().archive() == null || external.isEmpty()) {
      return results;
    }
    List<RelabelConfig> rules = new ArrayList<>();
    external.forEach(
        (name, value) ->
            rules.add(
                new RelabelConfig(
                    List.of(name),
                    RelabelConfig.SEPARATOR,
                    "",
                    0,
                    name,
                    value.replace("$", "$$"),
                    RelabelAction.REPLACE)));
    return new RelabeledStore(results, Relabeling.of(rules, NameScheme.UTF8));
  }

  @Override
  public void close() {
    bucket.close();
  }
}
