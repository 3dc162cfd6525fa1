package io.promontory.promql.exec;

import io.promontory.promql.plan.VectorNode;

/** A result that several places use, with what was to be noted and counted on the way to it. */
final class SharedResult {
  private final Collected collected;
  private final RecordedAnnotations notes;
  private final SampleCounts counts;
  private int toBegin;
  private int toEnd;

  private SharedResult(
      Collected collected, RecordedAnnotations notes, SampleCounts counts, int uses) {
    this.collected = collected;
    this.notes = notes;
    this.counts = counts;
    this.toBegin = uses;
    this.toEnd = uses;
  }

  /** Evaluates the input of a node. */
  static SharedResult of(VectorNode.Shared node, Evaluation evaluation) {
    RecordedAnnotations notes = new RecordedAnnotations();
    SampleCounts counts = new SampleCounts();
    OperatorBuilder inner = new OperatorBuilder(evaluation.with(counts, notes));
    Collected all = Collected.from(inner.build(node.input()), evaluation.memory());
    evaluation.counts().addRead(counts.read());
    return new SharedResult(all, notes, counts, node.uses());
  }

  /**
   * Begins a use: notes and counts what belongs to it.
   *
   * @return true for the last one
   */
  boolean begin(VectorNode.Shared place, Evaluation evaluation) {
    notes.replay(evaluation.annotations(), place.positions());
    evaluation.counts().addQueryable(counts.queryable());
    return --toBegin == 0;
  }

  /** The series; not to be written to. */
  Collected collected() {
    return collected;
  }

  /** Ends a use; the last one frees the memory. */
  void end() {
    if (--toEnd == 0) {
      collected.close();
    }
  }
}
