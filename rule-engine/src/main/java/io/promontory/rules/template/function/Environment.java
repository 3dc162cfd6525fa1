package io.promontory.rules.template.function;

import io.promontory.rules.template.value.Value;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What functions know besides their arguments. */
public interface Environment {
  /** The time of the evaluation in ms. */
  long timestamp();

  /** Where users reach this server; null where nobody does. */
  @Nullable URI externalUrl();

  /**
   * The samples of an instant query at {@link #timestamp}.
   *
   * @throws CallException if the query fails
   */
  List<Value> query(String expression) throws CallException;
}
