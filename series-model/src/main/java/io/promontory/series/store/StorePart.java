package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Set;

/**
 * One of the parts that what a selector matches falls into: all of its series in the hands of one
 * that evaluates PromQL, and each of them in its hands alone, with no replica elsewhere.
 *
 * @param store the store's name, as in {@link StoreInfo#name}
 * @param labelSets each of its series has all labels of one of these sets; what tells parts apart
 * @param hidden labels that each of its series has, but not where they are evaluated: a matcher for
 *     one of them is decided before, and what is grouped by one gets it afterwards
 * @param uncertain names of labels that its series may have here and lack where they are evaluated:
 *     an expression that looks at one of them is not for it
 * @param evaluation asks the one that evaluates
 * @param authority whose answer counts
 * @param billing what answers cost
 */
public record StorePart(
    String store,
    List<Labels> labelSets,
    Labels hidden,
    Set<String> uncertain,
    Evaluation evaluation,
    Authority authority,
    Billing billing) {
  public StorePart {
    labelSets = List.copyOf(labelSets);
    uncertain = Set.copyOf(uncertain);
  }

  /** Of a store that gives its samples whole, for nothing. */
  public StorePart(
      String store,
      List<Labels> labelSets,
      Labels hidden,
      Set<String> uncertain,
      Evaluation evaluation) {
    this(store, labelSets, hidden, uncertain, evaluation, Authority.SAMPLES, Billing.FREE);
  }

  /** A call to the one that evaluates. */
  @FunctionalInterface
  public interface Evaluation {
    /** As {@link StorePart#evaluate}. */
    PartAnswer evaluate(PartQuery query, QueryContext context);
  }

  /**
   * Evaluates an expression over the series of this part, with the meaning that it has in every
   * Prometheus from 3.5 on without flags. In which order it adds series up is its own affair.
   *
   * @throws StoreException {@link StoreException.Kind#UNSUPPORTED} where the answer cannot be had
   *     this way, but by reading samples
   */
  public PartAnswer evaluate(PartQuery query, QueryContext context) {
    return evaluation.evaluate(query, context);
  }

  /** The same part, whatever it costs. */
  public StorePart atAnyPrice() {
    return new StorePart(store, labelSets, hidden, uncertain, evaluation, authority, Billing.FREE);
  }

  /** The same part, asked another way. */
  public StorePart askedBy(Evaluation other) {
    return new StorePart(store, labelSets, hidden, uncertain, other, authority, billing);
  }
}
