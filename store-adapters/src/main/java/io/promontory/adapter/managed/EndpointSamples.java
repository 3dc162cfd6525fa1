package io.promontory.adapter.managed;

import io.promontory.adapter.api.EscapedName;
import io.promontory.adapter.api.FormParams;
import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.managed.cache.SampleCache;
import io.promontory.adapter.managed.evaluation.Densities;
import io.promontory.adapter.managed.evaluation.Samples;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Density;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an endpoint's samples.
 *
 * @param unbounded whether selectors are sent that nothing narrows
 * @param throttle of calls about labels
 */
record EndpointSamples(
    ExternalLabels external,
    boolean unbounded,
    SampleCache cache,
    Densities densities,
    HttpApi api,
    Throttle throttle)
    implements Samples {
  @Override
  public boolean maySelect(List<Matcher> matchers) {
    return external.decide(matchers) != null
        && (unbounded || SentSelector.isBounded(matchers, external));
  }

  @Override
  public boolean hasLabel(String name, QueryContext context) {
    String path = "/api/v1/label/" + EscapedName.of(name) + "/values";
    FormParams one = new FormParams().add("limit", "1");
    return !throttle
        .call(context, () -> api.get(path, one, context, HttpApi::strings))
        .result()
        .data()
        .isEmpty();
  }

  @Override
  public long missingMs(SelectRequest request) {
    String selector = text(request.matchers());
    return selector == null ? 0 : cache.missingMs(selector, request.minTime(), request.maxTime());
  }

  @Override
  public Density density(List<Matcher> matchers) {
    String selector = text(matchers);
    return selector == null ? Density.GUESS : densities.of(selector);
  }

  @Override
  public long closedUntilMs() {
    return cache.closedUntilMs();
  }

  private @Nullable String text(List<Matcher> matchers) {
    SentSelector selector = SentSelector.of(matchers, external);
    return selector == null ? null : selector.text();
  }
}
