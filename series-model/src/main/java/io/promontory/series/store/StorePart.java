package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Set;

/**
 * One of the parts that what a selector matches falls into: all of its series in the hands of one
 * that evaluates PromQL, and each of them in its hands alone, with no replica elsewhere.
 */
public interface StorePart {
  /** The store's name, as in {@link StoreInfo#name}. */
  String store();

  /** Each of its series has all labels of one of these sets; what tells parts apart. */
  List<Labels> labelSets();

  /**
   * Labels that each of its series has, but not where they are evaluated: a matcher for one of them
   * is decided before, and what is grouped by one gets it afterwards.
   */
  Labels hidden();

  /**
   * Names of labels that its series may have here and lack where they are evaluated: an expression
   * that looks at one of them is not for it.
   */
  Set<String> uncertain();

  /**
   * Evaluates an expression over the series of this part, with the meaning that it has in every
   * Prometheus from 3.5 on without flags. In which order it adds series up is its own affair.
   *
   * @throws StoreException {@link StoreException.Kind#UNSUPPORTED} where the answer cannot be had
   *     this way, but by reading samples
   */
  PartAnswer evaluate(PartQuery query, QueryContext context);
}
