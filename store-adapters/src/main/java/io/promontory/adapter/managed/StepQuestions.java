package io.promontory.adapter.managed;

import io.promontory.adapter.api.FormParams;
import io.promontory.adapter.evaluate.StepTable;
import io.promontory.adapter.managed.evaluation.Questions;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.List;

/** Puts expressions to an endpoint, in slices of as many steps and as long as it takes. */
final class StepQuestions implements Questions {
  private final String store;
  private final QueryCalls calls;
  private final EndpointLimits limits;

  StepQuestions(String store, QueryCalls calls, EndpointLimits limits) {
    this.store = store;
    this.calls = calls;
    this.limits = limits;
  }

  @Override
  public Answered ask(PartQuery query, StepTable table, QueryContext context) {
    List<PartQuery> slices = slices(query);
    List<String> remarks = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    long bytes = 0;
    long billed = 0;
    long retries = 0;
    for (PartQuery slice : slices) {
      QueryCalls.Told told = ask(slice, slices.size(), table, context);
      remarks.addAll(told.warnings());
      remarks.addAll(told.infos());
      notes.addAll(told.notes());
      bytes += told.bytes();
      billed += told.billed();
      retries += told.retries();
    }
    return new Answered(remarks, notes, bytes, billed, retries);
  }

  private List<PartQuery> slices(PartQuery query) {
    long most = Math.min(limits.maxSteps(), limits.maxRange().toMillis() / query.stepMs() + 1);
    List<PartQuery> slices = new ArrayList<>();
    for (long first = 0; first < query.steps(); first += most) {
      long last = Math.min(first + most, query.steps()) - 1;
      slices.add(
          query.at(
              query.startMs() + first * query.stepMs(), query.startMs() + last * query.stepMs()));
    }
    return slices;
  }

  private QueryCalls.Told ask(PartQuery slice, int shares, StepTable table, QueryContext context) {
    FormParams params =
        new FormParams()
            .add("query", slice.expression())
            .addRange(slice.startMs(), slice.endMs())
            .add("step", slice.stepMs() + "ms");
    try {
      return calls.steps(
          params,
          shares,
          context,
          (labels, samples) -> {
            StepTable.Column column = table.column(labels);
            for (int i = 0; i < samples.size; i++) {
              column.add(samples.timestamps[i], samples.values[i]);
            }
          });
    } catch (StoreException e) {
      throw declined(e);
    }
  }

  /** What the endpoint will not do for us, now or later, may come of its samples all the same. */
  private StoreException declined(StoreException e) {
    boolean forGood = e.kind() == Kind.BAD_REQUEST || RawReads.isTooLarge(e);
    return forGood
        ? new StoreException(store, Kind.UNSUPPORTED, String.valueOf(e.getMessage()), e)
        : e;
  }
}
