package io.promontory.adapter.grpc;

import io.grpc.Status;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import java.util.List;

/**
 * What a client wants of an answer to which something is missing: what there is, with warnings, or
 * no answer.
 *
 * @param abort no answer
 */
public record PartialResponses(boolean abort) {
  /**
   * As a request says it.
   *
   * @param strategy number of a {@code PartialResponseStrategy}; unknown ones warn
   */
  public static PartialResponses of(int strategy) {
    return new PartialResponses(strategy == PartialResponseStrategy.ABORT_VALUE);
  }

  /** As a request says it that may have the older field, which forbids parts, set besides. */
  static PartialResponses of(boolean disabled, int strategy) {
    return new PartialResponses(disabled || of(strategy).abort);
  }

  /** The context to ask stores in for such a client. */
  public QueryContext context(ServedCall<?> call) {
    return call.context().withScope(new QueryScope(!abort, true, null, List.of()));
  }

  /**
   * The warnings to send.
   *
   * @throws io.grpc.StatusRuntimeException ABORTED where there are some, and none are wanted
   */
  public List<String> warnings(Completeness completeness) {
    List<String> warnings = completeness.warnings();
    if (abort && !warnings.isEmpty()) {
      throw Status.ABORTED.withDescription(String.join("; ", warnings)).asRuntimeException();
    }
    return warnings;
  }
}
