package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.memory.MemoryStore;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters that say which stores are meant, on every path that asks stores. */
class ScopeParamsTest {
  private static final String SELECTOR = URLEncoder.encode("{az=~\"a|b\"}", UTF_8);

  private final MemoryStore data = new MemoryStore("m", Labels.EMPTY);
  private final Recording store = new Recording(data, new ArrayList<>());

  ScopeParamsTest() {
    data.append(Labels.of("__name__", "m"), 1_000_000, 7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/query?query=m&time=1000",
        "/api/v1/query_range?query=m&start=1000&end=1060&step=60",
        "/api/v1/series?match[]=m",
        "/api/v1/labels?match[]=m",
        "/api/v1/label/__name__/values?match[]=m",
        "/api/v1/query_exemplars?query=m",
        "/api/v1/rules?type=alert"
      })
  void travelToTheStores(String target) throws Exception {
    try (ApiServer server = server()) {
      assertThat(server.http().get(target).status()).isEqualTo(200);
      assertThat(store.scopes()).isNotEmpty().containsOnly(QueryScope.CONFIGURED);
      store.scopes().clear();
      String more =
          "&dedup=0&partial_response=true&replicaLabels[]=r&replicaLabels[]=s&storeMatch[]="
              + SELECTOR;
      assertThat(server.http().get(target + more).status()).isEqualTo(200);
      assertThat(store.scopes())
          .isNotEmpty()
          .containsOnly(
              new QueryScope(
                  true,
                  false,
                  List.of("r", "s"),
                  List.of(List.of(Matcher.of(Matcher.Type.RE, "az", "a|b")))));
      String dedup = server.http().get(target + "&dedup=maybe").text();
      assertThat(dedup)
          .contains("\"errorType\":\"bad_data\"")
          .contains("'dedup' parameter: strconv.ParseBool: parsing \\\"maybe\\\": invalid syntax");
      assertThat(server.http().get(target + "&partial_response=2").text())
          .contains("'partial_response' parameter: strconv.ParseBool: parsing \\\"2\\\"");
      assertThat(server.http().get(target + "&storeMatch[]=%7B").text())
          .contains("\"errorType\":\"bad_data\"")
          .contains("1:2: parse error: unexpected end of input inside braces");
      assertThat(server.http().get(target + "&timeout=x").text())
          .contains("invalid parameter \\\"timeout\\\"");
    }
  }

  @Test
  void aRequestMayLookBackFurther() throws Exception {
    try (ApiServer server = server()) {
      String late = "/api/v1/query?query=m&time=1600";
      assertThat(server.http().get(late).text()).contains("\"result\":[]");
      assertThat(server.http().get(late + "&lookback_delta=15m").text()).contains("[1600,\"7\"]");
      assertThat(server.http().get(late + "&lookback_delta=10").text()).contains("\"result\":[]");
      String range = "/api/v1/query_range?query=m&start=1000&end=1600&step=200&lookback_delta=";
      assertThat(server.http().get(range + "250").text())
          .contains("\"values\":[[1000,\"7\"],[1200,\"7\"]]");
    }
  }

  private ApiServer server() throws Exception {
    Engine engine =
        new Engine(
            new EngineOptions(
                Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.of(Set.of()), 2));
    return new ApiServer(Services.ready(store, engine::run));
  }

  /** Notes what calls carry. */
  private record Recording(Store store, List<QueryScope> scopes) implements Store {
    private QueryContext noted(QueryContext context) {
      synchronized (scopes) {
        scopes.add(context.scope());
      }
      return context;
    }

    @Override
    public StoreInfo info() {
      return store.info();
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      return store.select(request, noted(context));
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      return store.labelNames(request, noted(context));
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      return store.labelValues(request, noted(context));
    }

    @Override
    public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
      return store.exemplars(request, noted(context));
    }

    @Override
    public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
      return store.rules(request, noted(context));
    }
  }
}
