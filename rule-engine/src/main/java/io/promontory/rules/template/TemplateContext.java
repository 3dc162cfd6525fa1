package io.promontory.rules.template;

import io.promontory.rules.template.function.CallException;
import io.promontory.rules.template.function.Environment;
import io.promontory.rules.template.value.Value;
import io.promontory.rules.template.value.Values;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and where a template is expanded.
 *
 * @param timestamp of the evaluation in ms; what {@code now} says
 * @param query at that time
 * @param externalUrl where users reach this server; null where nobody does
 */
public record TemplateContext(long timestamp, TemplateQuery query, @Nullable URI externalUrl) {
  Environment environment() {
    return new Environment() {
      @Override
      public long timestamp() {
        return timestamp;
      }

      @Override
      public @Nullable URI externalUrl() {
        return externalUrl;
      }

      @Override
      public List<Value> query(String expression) throws CallException {
        try {
          return query.query(expression).stream()
              .map(s -> Values.sample(s.labels(), s.value(), s.histogram()))
              .toList();
        } catch (TemplateQuery.QueryFailedException e) {
          throw new CallException(String.valueOf(e.getMessage()));
        }
      }
    };
  }
}
