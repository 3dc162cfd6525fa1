package io.promontory.adapter.evaluate;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a server says beside an answer, told apart by how Prometheus begins it.
 *
 * @param warnings of the expression
 * @param infos of the expression
 * @param missing all else: what the server could not read
 */
public record Remarks(List<String> warnings, List<String> infos, List<String> missing) {
  private static final String WARNING = "PromQL warning: ";
  private static final String INFO = "PromQL info: ";

  public Remarks {
    warnings = List.copyOf(warnings);
    infos = List.copyOf(infos);
    missing = List.copyOf(missing);
  }

  /**
   * Sorts remarks, each once.
   *
   * @throws StoreException of kind UNSUPPORTED where the server has left some out
   */
  public static Remarks of(String store, Collection<String> texts) {
    List<String> warnings = new ArrayList<>();
    List<String> infos = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String text : new LinkedHashSet<>(texts)) {
      if (text.endsWith(" more warning annotations omitted")
          || text.endsWith(" more info annotations omitted")) {
        throw new StoreException(
            store,
            StoreException.Kind.UNSUPPORTED,
            "the server does not tell all of its annotations (" + text + ")");
      }
      (text.startsWith(WARNING) ? warnings : text.startsWith(INFO) ? infos : missing).add(text);
    }
    return new Remarks(warnings, infos, missing);
  }

  /** How whole the answer is. */
  public Completeness completeness(String store, StoreStats stats) {
    return Completeness.of(
        missing.isEmpty()
            ? StoreOutcome.whole(store, stats)
            : StoreOutcome.partial(store, String.join("; ", missing), stats));
  }
}
