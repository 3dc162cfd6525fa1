package io.promontory.frontend.managed;

import io.promontory.adapter.api.AnswerCaps;
import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.managed.BillListener;
import io.promontory.adapter.managed.CostLimits;
import io.promontory.adapter.managed.EndpointLimits;
import io.promontory.adapter.managed.ManagedStore;
import io.promontory.adapter.managed.ManagedStoreConfig;
import io.promontory.adapter.managed.cache.SampleCacheConfig;
import io.promontory.frontend.client.HttpClients;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ManagedCacheConfig;
import io.promontory.frontend.config.ManagedCostConfig;
import io.promontory.frontend.config.ManagedLimitsConfig;
import io.promontory.frontend.config.ManagedStoreSection;
import io.promontory.frontend.opened.SharedStores;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Store;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open stores of managed endpoints of a process. */
public final class ManagedStores {
  private final SharedStores open = new SharedStores();
  private final BillListener listener;
  private final InstantSource clock;
  private final boolean keeping;

  private ManagedStores(BillListener listener, InstantSource clock, boolean keeping) {
    this.listener = listener;
    this.clock = clock;
    this.keeping = keeping;
  }

  /**
   * @param listener told of what is billed
   */
  public ManagedStores(BillListener listener, InstantSource clock) {
    this(listener, clock, true);
  }

  /** For a process that only looks: what others keep on disk is left alone. */
  public static ManagedStores keepingNothing(InstantSource clock) {
    return new ManagedStores(BillListener.NONE, clock, false);
  }

  /**
   * Opens a store; nothing is asked before it returns.
   *
   * @param digest of the section, as the file has it
   * @throws ConfigException if it cannot be used as configured
   */
  public Store open(ConfigFile file, ManagedStoreSection section, String digest)
      throws ConfigException {
    return open.open(file, digest, () -> build(file, section));
  }

  private Store build(ConfigFile file, ManagedStoreSection section) throws ConfigException {
    try {
      return new ManagedStore(config(file, section), listener, clock, System::nanoTime);
    } catch (UncheckedIOException e) {
      throw new ConfigException(
          file.path()
              + ": store \""
              + section.name()
              + "\" cannot be used: "
              + e.getMessage()
              + "; set cache.path to a folder that this process may write to, or cache.max_bytes to"
              + " 0");
    }
  }

  private ManagedStoreConfig config(ConfigFile file, ManagedStoreSection section) {
    AnswerCaps caps = caps(section);
    HttpClientConfig http =
        new HttpClients(file::resolve)
            .config(section)
            .withParams(section.params())
            .withMaxBodyBytes(section.limits().maxResponseBytes());
    return ManagedStoreConfig.of(section.name(), URI.create(section.url()))
        .with(Labels.of(section.externalLabels()), section.timeout(), http)
        .withLimits(limits(section, caps), cost(section.cost()))
        .withCache(cache(file, section), section.cache().labelsFor())
        .withBills(keeping ? directory(file, section).resolve("billed") : null)
        .withApis(apis(section))
        .withPushdown(pushdown(section, caps));
  }

  /** Nobody knows what an aggregate lacks that is made of series which were left out. */
  private static Pushdown pushdown(ManagedStoreSection section, AnswerCaps caps) {
    Pushdown wanted = Pushdown.valueOf(section.pushdown().toUpperCase(Locale.ROOT));
    return wanted == Pushdown.AUTO && caps.series() > 0 ? Pushdown.NEVER : wanted;
  }

  private static AnswerCaps caps(ManagedStoreSection section) {
    ManagedLimitsConfig limits = section.limits();
    AnswerCaps known = KnownServices.caps(URI.create(section.url()));
    return new AnswerCaps(
        Objects.requireNonNullElse(limits.maxSeries(), known.series()),
        Objects.requireNonNullElse(limits.maxLabels(), known.labels()));
  }

  private static EndpointLimits limits(ManagedStoreSection section, AnswerCaps caps) {
    ManagedLimitsConfig config = section.limits();
    return new EndpointLimits(
        config.maxWindow(),
        config.maxRange(),
        config.maxSteps(),
        config.maxConcurrentRequests(),
        config.queriesPerSecond(),
        config.labelCallsPerSecond(),
        section.maxRetries(),
        caps);
  }

  private static CostLimits cost(ManagedCostConfig config) {
    return new CostLimits(
        config.maxSamplesPerQuery(),
        config.maxSamplesPerHour(),
        config.warnSamplesPerRequest(),
        config.unboundedSelectors());
  }

  private @Nullable SampleCacheConfig cache(ConfigFile file, ManagedStoreSection section) {
    ManagedCacheConfig config = section.cache();
    if (!keeping || config.maxBytes() == 0) {
      return null;
    }
    return new SampleCacheConfig(directory(file, section), config.maxBytes(), config.closedAfter());
  }

  private static Path directory(ConfigFile file, ManagedStoreSection section) {
    String written = section.cache().path();
    return written == null
        ? file.resolve(file.config().storage().path()).resolve("managed").resolve(section.name())
        : file.resolve(written);
  }

  private static Set<Capability> apis(ManagedStoreSection section) {
    Set<Capability> apis = EnumSet.noneOf(Capability.class);
    if (section.metadata()) {
      apis.add(Capability.METADATA);
    }
    if (section.rules()) {
      apis.add(Capability.RULES);
    }
    if (section.exemplars()) {
      apis.add(Capability.EXEMPLARS);
    }
    return apis;
  }
}
