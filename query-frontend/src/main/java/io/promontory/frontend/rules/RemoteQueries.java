package io.promontory.frontend.rules;

import io.promontory.adapter.api.FormParams;
import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.api.VectorReads;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.frontend.client.HttpClients;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.RuleQueryConfig;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import io.promontory.series.store.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Queries that a server of Prometheus' API answers. Answers that lack a part say so by warnings.
 */
final class RemoteQueries implements QuerySource {
  private static final String NAME = "rule_query";

  private final StoreHttpClient http;
  private final HttpApi api;

  private RemoteQueries(StoreHttpClient http, HttpApi api) {
    this.http = http;
    this.api = api;
  }

  /**
   * Asks nothing yet.
   *
   * @throws ConfigException if a file that the section names is missing or broken
   */
  static RemoteQueries open(ConfigFile file, RuleQueryConfig config) throws ConfigException {
    HttpClientConfig client = new HttpClients(file::resolve).config(config);
    Duration timeout = file.config().query().timeout();
    try {
      StoreHttpClient http = new StoreHttpClient(NAME, URI.create(config.url()), client, timeout);
      return new RemoteQueries(http, new HttpApi(NAME, http, client.maxBodyBytes()));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(file.path() + ": rule_query cannot be used: " + e.getMessage());
    }
  }

  @Override
  public VectorQuery on(Supplier<QueryContext> contexts, Strictness strictness) {
    boolean strict = strictness == Strictness.ABORT;
    return (expression, timeMs) -> answer(expression, timeMs, contexts.get(), strict);
  }

  private List<QueryValue.Sample> answer(
      String expression, long timeMs, QueryContext context, boolean strict) throws RuleFailure {
    List<QueryValue.Sample> samples = new ArrayList<>();
    FormParams params =
        new FormParams()
            .add("query", expression)
            .addTime("time", timeMs)
            .add("timeout", context.deadline().remaining().toMillis() + "ms")
            .add("partial_response", Boolean.toString(!strict));
    HttpApi.Result<String> result;
    try {
      result =
          api.post(
              "/api/v1/query",
              params,
              context,
              json ->
                  VectorReads.read(
                      NAME,
                      json,
                      (labels, at, value) ->
                          samples.add(new QueryValue.Sample(labels, at, value))));
    } catch (StoreException e) {
      throw new RuleFailure(String.valueOf(e.getMessage()), e);
    }
    List<String> missing =
        result.warnings().stream().filter(text -> !isOfExpression(text)).toList();
    if (strict && !missing.isEmpty()) {
      throw new RuleFailure("the answer is not whole: " + String.join("; ", missing));
    }
    return samples;
  }

  private static boolean isOfExpression(String warning) {
    return warning.startsWith("PromQL ") || warning.endsWith(" annotations omitted");
  }

  @Override
  public void close() {
    http.close();
  }
}
