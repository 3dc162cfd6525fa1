package io.promontory.promql.pushdown;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Store;
import io.promontory.series.store.StorePart;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** A store whose only part answers as it is told. */
final class AnsweringStore extends ForwardingStore {
  private final BiFunction<PartQuery, QueryContext, PartAnswer> answer;

  AnsweringStore(Store samples, BiFunction<PartQuery, QueryContext, PartAnswer> answer) {
    super(samples);
    this.answer = answer;
  }

  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return List.of(new Part(answer));
  }

  private record Part(BiFunction<PartQuery, QueryContext, PartAnswer> answer) implements StorePart {
    @Override
    public String store() {
      return "eu";
    }

    @Override
    public List<Labels> labelSets() {
      return List.of();
    }

    @Override
    public Labels hidden() {
      return Labels.EMPTY;
    }

    @Override
    public Set<String> uncertain() {
      return Set.of();
    }

    @Override
    public PartAnswer evaluate(PartQuery query, QueryContext context) {
      return answer.apply(query, context);
    }
  }
}
