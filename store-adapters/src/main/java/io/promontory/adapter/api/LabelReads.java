package io.promontory.adapter.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.promontory.adapter.labels.LabelOverlay;
import io.promontory.series.labels.LabelNames;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Label names, label values and the labels of series, by the HTTP API. */
public final class LabelReads {
  private final String store;
  private final HttpApi api;
  private final ExternalLabels external;
  private final AnswerCaps caps;

  public LabelReads(String store, HttpApi api, Labels external) {
    this(store, api, external, AnswerCaps.NONE);
  }

  /**
   * @param caps from when on an answer may lack something
   */
  public LabelReads(String store, HttpApi api, Labels external, AnswerCaps caps) {
    this.store = store;
    this.api = api;
    this.external = new ExternalLabels(external);
    this.caps = caps;
  }

  public LabelsResult names(LabelNamesRequest request, QueryContext context) {
    Selection selection = new Selection(request.minTime(), request.maxTime(), request.matchers());
    HttpApi.Result<List<String>> own =
        capped(
            ask(
                selection,
                List.of(),
                params -> api.post("/api/v1/labels", params, context, HttpApi::strings)),
            data -> caps.ofLabels(data.size()));
    TreeSet<String> names = new TreeSet<>(Utf8Order.INSTANCE);
    names.addAll(own.data());
    if (!names.isEmpty()) {
      names.addAll(external.labels().toMap().keySet());
    }
    return result(names, request.limit(), own);
  }

  public LabelsResult values(LabelValuesRequest request, QueryContext context) {
    return packedValues(request, context).first(request.limit());
  }

  /** All values, whatever the limit. */
  public PackedValues packedValues(LabelValuesRequest request, QueryContext context) {
    Selection selection = new Selection(request.minTime(), request.maxTime(), request.matchers());
    String value = external.labels().get(request.label());
    if (value != null) {
      // Every series has the external value, if there is a series.
      HttpApi.Result<List<String>> names =
          ask(
              selection,
              List.of(),
              params ->
                  api.post("/api/v1/labels", params.add("limit", "1"), context, HttpApi::strings));
      List<String> values = names.data().isEmpty() ? List.of() : List.of(value);
      return new PackedValues(PackedTexts.of(values), names.completeness(StoreStats.ZERO));
    }
    String path = "/api/v1/label/" + EscapedName.of(request.label()) + "/values";
    HttpApi.Result<PackedTexts> own =
        capped(
            ask(
                selection,
                PackedTexts.NONE,
                params -> api.get(path, params, context, PackedTexts::read)),
            data -> caps.ofLabels(data.count()));
    return new PackedValues(own.data().sorted(), own.completeness(StoreStats.ZERO));
  }

  /** Warns of an answer that is as long as answers get. */
  private static <T> HttpApi.Result<T> capped(
      HttpApi.Result<T> answer, Function<T, @Nullable String> warning) {
    return new HttpApi.Result<>(
        answer.store(),
        answer.data(),
        AnswerCaps.with(answer.warnings(), warning.apply(answer.data())),
        answer.infos(),
        answer.bytes());
  }

  private static LabelsResult result(
      Collection<String> sorted, int limit, HttpApi.Result<?> found) {
    List<String> cut = sorted.stream().limit(limit > 0 ? limit : Long.MAX_VALUE).toList();
    return new LabelsResult(cut, found.completeness(StoreStats.ZERO));
  }

  /** The series of a select that skips chunks; sorted in memory. */
  public SeriesSet series(SelectRequest request, QueryContext context) {
    Selection selection = new Selection(request.minTime(), request.maxTime(), request.matchers());
    HttpApi.Result<List<Labels>> found =
        capped(
            ask(
                selection,
                List.of(),
                params -> api.post("/api/v1/series", params, context, LabelReads::labelSets)),
            data -> caps.ofSeries(data.size()));
    LabelOverlay overlay = LabelOverlay.of(external.labels(), request.withoutReplicaLabels());
    TreeSet<Labels> sorted = new TreeSet<>();
    found.data().forEach(labels -> sorted.add(overlay.apply(labels)));
    Shard shard = request.shard();
    List<Series> series =
        sorted.stream()
            .filter(labels -> shard == null || shard.owns(labels))
            .limit(request.limit() > 0 ? request.limit() : Long.MAX_VALUE)
            .map(labels -> Series.of(labels, List.of()))
            .toList();
    return SeriesSet.of(series, found.completeness(new StoreStats(series.size(), 0, 0)));
  }

  /** What a call is about; bounds in ms, both inclusive. */
  private record Selection(long minTime, long maxTime, List<Matcher> matchers) {}

  /**
   * Asks the server, unless external labels rule it out. A server that does not know quoted names
   * has no labels of such names, so matchers on them are decided here.
   */
  private <T> HttpApi.Result<T> ask(
      Selection selection, T nothing, Function<FormParams, HttpApi.Result<T>> call) {
    List<Matcher> rest = external.decide(selection.matchers());
    if (rest == null) {
      return new HttpApi.Result<>(store, nothing);
    }
    try {
      return call.apply(params(selection, rest));
    } catch (StoreException e) {
      List<Matcher> legacy =
          rest.stream().filter(m -> LabelNames.isLegacyLabelName(m.name())).toList();
      boolean unknownSyntax =
          e.kind() == StoreException.Kind.BAD_REQUEST
              && String.valueOf(e.getMessage()).contains("parse error");
      if (!unknownSyntax || legacy.size() == rest.size()) {
        throw e;
      }
      boolean possible = rest.stream().allMatch(m -> legacy.contains(m) || m.matchesEmpty());
      return possible
          ? call.apply(params(selection, legacy))
          : new HttpApi.Result<>(store, nothing);
    }
  }

  private static FormParams params(Selection selection, List<Matcher> rest) {
    FormParams params = new FormParams().addRange(selection.minTime(), selection.maxTime());
    return selection.matchers().isEmpty() ? params : params.addSelector(PortableMatchers.of(rest));
  }

  private static List<Labels> labelSets(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    List<Labels> sets = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      HttpApi.expect(json, JsonToken.START_OBJECT);
      LabelsBuilder labels = new LabelsBuilder();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        HttpApi.expect(json, JsonToken.VALUE_STRING);
        labels.set(name, json.getText());
      }
      sets.add(labels.build());
    }
    return sets;
  }
}
