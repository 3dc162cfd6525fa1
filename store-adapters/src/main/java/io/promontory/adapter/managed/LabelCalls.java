package io.promontory.adapter.managed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.promontory.adapter.api.LabelReads;
import io.promontory.adapter.api.MetadataReads;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Names and values of labels, series without samples, and metadata. Services take few such calls
 * and bill none, so whole answers are kept for a while, and times are widened to full minutes so
 * that they serve the next dashboard too.
 */
final class LabelCalls {
  private static final long MINUTE_MS = 60_000;

  /** Labels and metadata kept, all answers together. */
  private static final long MOST_KEPT = 2_000_000;

  private final LabelReads labels;
  private final MetadataReads metadata;
  private final ExternalLabels external;
  private final Throttle throttle;
  private final Cache<Object, Object> kept;

  /**
   * @param keep how long answers are kept
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  LabelCalls(
      LabelReads labels,
      MetadataReads metadata,
      ExternalLabels external,
      Throttle throttle,
      Duration keep,
      LongSupplier nanoClock) {
    this.labels = labels;
    this.metadata = metadata;
    this.external = external;
    this.throttle = throttle;
    Ticker ticker = nanoClock::getAsLong;
    this.kept =
        Caffeine.newBuilder()
            .ticker(ticker)
            .expireAfterWrite(keep)
            .maximumWeight(MOST_KEPT)
            .weigher((Object request, Object answer) -> weight(answer))
            .build();
  }

  LabelsResult names(LabelNamesRequest request, QueryContext context) {
    LabelNamesRequest wide =
        new LabelNamesRequest(
            floor(request.minTime()),
            ceil(request.maxTime()),
            narrowing(request.matchers()),
            request.limit());
    return kept(
        LabelsResult.class,
        wide,
        LabelsResult::completeness,
        context,
        () -> labels.names(wide, context));
  }

  LabelsResult values(LabelValuesRequest request, QueryContext context) {
    LabelValuesRequest wide =
        new LabelValuesRequest(
            request.label(),
            floor(request.minTime()),
            ceil(request.maxTime()),
            narrowing(request.matchers()),
            request.limit());
    return kept(
        LabelsResult.class,
        wide,
        LabelsResult::completeness,
        context,
        () -> labels.values(wide, context));
  }

  Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    return kept(
            Metadata.class,
            request,
            found -> found.found().completeness(),
            context,
            () -> new Metadata(metadata.read(request, context)))
        .found();
  }

  /** The series of a select that skips chunks. */
  SeriesSet series(SelectRequest request, QueryContext context) {
    SelectRequest wide = request.withTimes(floor(request.minTime()), ceil(request.maxTime()));
    Found found =
        kept(
            Found.class,
            wide,
            Found::completeness,
            context,
            () -> {
              try (SeriesSet set = labels.series(wide, context)) {
                List<Series> all = new ArrayList<>();
                for (Series one = set.next(); one != null; one = set.next()) {
                  all.add(one);
                }
                return new Found(all, set.completeness());
              }
            });
    return SeriesSet.of(found.series(), found.completeness());
  }

  private record Metadata(Listed<MetricMetadata> found) {}

  private record Found(List<Series> series, Completeness completeness) {}

  private <T> T kept(
      Class<T> type,
      Object request,
      Function<T, Completeness> completeness,
      QueryContext context,
      Supplier<T> call) {
    @Nullable Object known = kept.getIfPresent(request);
    if (known != null) {
      return type.cast(known);
    }
    T answer = throttle.call(context, call).result();
    if (completeness.apply(answer).isWhole()) {
      kept.put(request, answer);
    }
    return answer;
  }

  private static int weight(Object answer) {
    return 1
        + switch (answer) {
          case LabelsResult result -> result.values().size();
          case Metadata metadata -> metadata.found().values().size();
          case Found found -> 4 * found.series().size();
          default -> 0;
        };
  }

  /**
   * Without matchers that every series passes: they make services look through all of them, where
   * none at all is answered from an index.
   */
  private List<Matcher> narrowing(List<Matcher> matchers) {
    List<Matcher> rest =
        matchers.stream().filter(matcher -> !SentSelector.saysNothing(matcher)).toList();
    List<Matcher> own = external.decide(rest);
    return own != null && own.isEmpty() ? List.of() : rest;
  }

  private static long floor(long ms) {
    return ms < -Long.MAX_VALUE / 2 ? ms : Math.floorDiv(ms, MINUTE_MS) * MINUTE_MS;
  }

  private static long ceil(long ms) {
    return ms > Long.MAX_VALUE / 2 ? ms : Math.ceilDiv(ms, MINUTE_MS) * MINUTE_MS;
  }
}
