package io.promontory.frontend.api;

import io.promontory.promql.engine.QueryException;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.StoreException;

/** Which error a failure is shown as. */
final class ApiErrors {
  private ApiErrors() {}

  /** The error of any failure; what is not foreseen is {@code internal}. */
  static ApiException of(RuntimeException failure) {
    return switch (failure) {
      case ApiException known -> known;
      case QueryException query -> new ApiException(type(query.kind()), queryText(query));
      case StoreException store -> new ApiException(type(store.kind()), store.describe());
      case BudgetExceededException budget ->
          new ApiException(ErrorType.EXECUTION, text(budget) + key(budget.resource()));
      default -> new ApiException(ErrorType.INTERNAL, "unexpected error: " + failure);
    };
  }

  private static ErrorType type(QueryException.Kind kind) {
    return switch (kind) {
      case BAD_DATA -> ErrorType.BAD_DATA;
      case EXECUTION -> ErrorType.EXECUTION;
      case TIMEOUT -> ErrorType.TIMEOUT;
      case CANCELED -> ErrorType.CANCELED;
      case UNAVAILABLE -> ErrorType.UNAVAILABLE;
    };
  }

  private static ErrorType type(StoreException.Kind kind) {
    return switch (kind) {
      case UNAVAILABLE, CORRUPT, BAD_REQUEST, LIMIT, UNSUPPORTED -> ErrorType.UNAVAILABLE;
      case TIMEOUT -> ErrorType.TIMEOUT;
      case CANCELED -> ErrorType.CANCELED;
    };
  }

  private static String queryText(QueryException query) {
    return query.getCause() instanceof BudgetExceededException budget
        ? text(budget) + key(budget.resource())
        : text(query);
  }

  /** Names the key of the configuration that sets a limit. */
  private static String key(BudgetExceededException.Resource resource) {
    return switch (resource) {
      case SAMPLES -> limitOf("max_samples");
      case MEMORY -> limitOf("max_memory_bytes");
      case SERIES -> limitOf("max_series");
      case RESULT_SERIES -> limitOf("max_result_series");
      case BYTES -> limitOf("max_read_bytes");
    };
  }

  /** What follows the text of an error that a limit of the section {@code query} has caused. */
  static String limitOf(String key) {
    return ", the limit that query." + key + " sets";
  }

  private static String text(RuntimeException failure) {
    return String.valueOf(failure.getMessage());
  }
}
