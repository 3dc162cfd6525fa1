package io.promontory.frontend.api;

import io.promontory.frontend.json.JsonBody;
import io.promontory.frontend.json.JsonTree;
import io.promontory.series.store.Completeness;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a handler found.
 *
 * @param data null for an answer without a body (204)
 * @param whole false where a store's part is missing: such an answer is not to be cached
 */
record ApiAnswer(
    @Nullable JsonBody data, List<String> warnings, List<String> infos, boolean whole) {
  static final ApiAnswer NO_CONTENT = new ApiAnswer(null, List.of(), List.of(), true);

  static final String TRUNCATED = "results truncated due to limit";

  static ApiAnswer of(JsonBody data) {
    return new ApiAnswer(data, List.of(), List.of(), true);
  }

  static ApiAnswer ofTree(@Nullable Object tree) {
    return of(JsonTree.of(tree));
  }

  /** An answer out of stores, with what they warn of. */
  static ApiAnswer ofStores(JsonBody data, Completeness completeness) {
    return new ApiAnswer(
        data, completeness.warnings(), completeness.infos(), completeness.isWhole());
  }

  /** An answer out of stores; its warnings are those of the stores and of the cut. */
  static ApiAnswer ofStores(Object tree, Completeness completeness, boolean truncated) {
    List<String> warnings = new ArrayList<>(completeness.warnings());
    if (truncated) {
      warnings.add(TRUNCATED);
    }
    return new ApiAnswer(JsonTree.of(tree), warnings, List.of(), completeness.isWhole());
  }
}
