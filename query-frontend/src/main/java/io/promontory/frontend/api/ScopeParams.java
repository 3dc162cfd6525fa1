package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryScope;
import io.promontory.series.text.TextFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters by which a request says which stores are meant and what is to be made of their
 * answers, as Thanos names and reads them: {@code dedup}, {@code replicaLabels[]}, {@code
 * partial_response}, {@code storeMatch[]}.
 */
final class ScopeParams {
  private ScopeParams() {}

  /**
   * @throws ApiException with Thanos' text where a parameter cannot be read
   */
  static QueryScope of(RequestParams params) {
    Boolean partial = bool(params, "partial_response");
    Boolean dedup = bool(params, "dedup");
    List<String> replicaLabels = params.all("replicaLabels[]");
    List<List<Matcher>> stores = stores(params.all("storeMatch[]"));
    boolean silent = replicaLabels.isEmpty() && stores.isEmpty();
    return silent && partial == null && dedup == null
        ? QueryScope.CONFIGURED
        : new QueryScope(
            partial,
            dedup == null || dedup,
            replicaLabels.isEmpty() ? null : replicaLabels,
            stores);
  }

  private static @Nullable Boolean bool(RequestParams params, String name) {
    String text = params.first(name);
    try {
      return text.isEmpty() ? null : Boolean.valueOf(ApiParams.bool(text));
    } catch (TextFormatException e) {
      throw ApiException.badData("'" + name + "' parameter: " + e.getMessage());
    }
  }

  private static List<List<Matcher>> stores(List<String> texts) {
    List<List<Matcher>> stores = new ArrayList<>();
    for (String text : texts) {
      try {
        stores.add(PromQlParser.parseSelector(text));
      } catch (ParseException e) {
        throw ApiException.badData(e);
      }
    }
    return stores;
  }
}
