package io.promontory.rules.template;

import io.promontory.rules.template.value.Value;
import io.promontory.rules.template.value.Values;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a template is about.
 *
 * @param labels of the sample, {@code $labels}
 * @param externalUrl where users reach this server, {@code $externalURL}
 * @param value of the sample, {@code $value}, unless it is a histogram
 */
public record TemplateData(
    Labels labels,
    Labels externalLabels,
    String externalUrl,
    double value,
    @Nullable FloatHistogram histogram) {
  private static final String TYPE =
      "struct { Labels map[string]string; ExternalLabels map[string]string; "
          + "ExternalURL string; Value interface {} }";

  Value asValue() {
    return new Value.Struct(
        TYPE,
        List.of("Labels", "ExternalLabels", "ExternalURL", "Value"),
        List.of(
            Values.labels(labels),
            Values.labels(externalLabels),
            Value.text(externalUrl),
            new Value.Boxed(Values.sampleValue(value, histogram))));
  }
}
