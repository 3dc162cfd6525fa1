package io.promontory.promql.engine;

import io.promontory.promql.exec.Interruption;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Store;
import io.promontory.series.store.StorePart;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What a plan may know of a store beforehand, and until when it may be made.
 *
 * @param parts as {@link Store#parts} tells them
 * @param droppedLabels as {@link Store#droppedLabels} does
 * @param checkpoint ends the planning where nobody waits for it any more
 */
record StoreSight(
    Function<SelectRequest, List<StorePart>> parts,
    Set<String> droppedLabels,
    Runnable checkpoint) {
  /** Samples come from somewhere. */
  static final StoreSight NOTHING = new StoreSight(request -> List.of(), Set.of(), () -> {});

  static StoreSight of(Store store, QueryContext context) {
    return new StoreSight(
        request -> store.parts(request, context),
        store.droppedLabels(context),
        () -> Interruption.check(context, "query execution"));
  }

  /** The same where no evaluation is too dear. */
  StoreSight atAnyPrice() {
    return new StoreSight(
        request -> parts.apply(request).stream().map(StorePart::atAnyPrice).toList(),
        droppedLabels,
        checkpoint);
  }
}
