package io.promontory.adapter.managed.evaluation;

import io.promontory.adapter.evaluate.StepTable;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import java.util.ArrayList;
import java.util.List;

/** Asks a service for the values of an expression, within its limits and within our budget. */
@FunctionalInterface
public interface Questions {
  /**
   * What came beside the values.
   *
   * @param remarks warnings and infos
   * @param notes what to know of an answer that lacks nothing
   * @param bytes of the answers
   * @param billed samples that the service says it has looked at
   * @param retries further tries of requests
   */
  record Answered(List<String> remarks, List<String> notes, long bytes, long billed, long retries) {
    public Answered {
      remarks = List.copyOf(remarks);
      notes = List.copyOf(notes);
    }

    Answered and(Answered other) {
      return new Answered(
          both(remarks, other.remarks),
          both(notes, other.notes),
          bytes + other.bytes,
          billed + other.billed,
          retries + other.retries);
    }
  }

  private static List<String> both(List<String> ones, List<String> others) {
    List<String> all = new ArrayList<>(ones);
    all.addAll(others);
    return all;
  }

  /**
   * Adds the values at all steps of a query to a table.
   *
   * @throws io.promontory.series.store.StoreException of kind UNSUPPORTED where the service will
   *     not answer this, now or later
   */
  Answered ask(PartQuery query, StepTable table, QueryContext context);
}
