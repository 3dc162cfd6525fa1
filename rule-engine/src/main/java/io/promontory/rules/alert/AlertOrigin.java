package io.promontory.rules.alert;

import io.promontory.series.labels.Labels;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who raises alerts, as templates see it.
 *
 * @param externalUrl where users reach this server; null where nobody does, as in tests of rules
 * @param externalUrlText the same as text, which tests of rules may set
 */
public record AlertOrigin(
    Labels externalLabels, @Nullable URI externalUrl, String externalUrlText) {
  /** A server with a URL. */
  public static AlertOrigin at(URI externalUrl, Labels externalLabels) {
    return new AlertOrigin(externalLabels, externalUrl, externalUrl.toString());
  }
}
