package io.promontory.frontend.federation;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has a part of one member evaluated by a call like any other: in the member's time, told to the
 * observer, and left out where the member may be. That a part has to be read instead is no failure.
 *
 * @param notAsked outcomes to tell beside its own
 */
record MemberEvaluation(
    Member member, StorePart part, Calls calls, Parts parts, List<StoreOutcome> notAsked)
    implements StorePart.Evaluation {
  /** An answer, or that there can be none. */
  private record Said(@Nullable PartAnswer answer, @Nullable StoreException refusal) {
    List<StoreOutcome> outcomes() {
      return answer == null ? List.of() : answer.completeness().outcomes();
    }
  }

  @Override
  public PartAnswer evaluate(PartQuery query, QueryContext context) {
    Calls.Answer<Said> answer =
        calls
            .ask(
                "evaluate",
                List.of(member),
                context,
                (asked, own) -> said(query, own),
                Said::outcomes,
                parts)
            .getFirst();
    List<StoreOutcome> outcomes = new ArrayList<>(answer.outcomes());
    outcomes.addAll(notAsked);
    Completeness completeness = new Completeness(outcomes);
    if (answer.value().isEmpty()) {
      return new PartAnswer(List.of(), List.of(), List.of(), completeness);
    }
    Said said = answer.value().getFirst();
    if (said.answer == null) {
      throw said.refusal == null ? new IllegalStateException("no answer") : said.refusal;
    }
    return new PartAnswer(
        said.answer.series(), said.answer.warnings(), said.answer.infos(), completeness);
  }

  private Said said(PartQuery query, QueryContext own) {
    try {
      return new Said(part.evaluate(query, own), null);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.UNSUPPORTED) {
        throw e;
      }
      Traced.failed(member, own, e);
      return new Said(null, e);
    }
  }
}
