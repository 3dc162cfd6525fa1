package io.promontory.frontend.managed;

import io.promontory.adapter.api.AnswerCaps;
import java.net.URI;
import java.util.Locale;

/** What services are known for, by the host of their endpoint. */
final class KnownServices {
  /** CloudWatch: "Query metrics with PromQL" in its user guide. */
  private static final AnswerCaps CLOUDWATCH = new AnswerCaps(500, 10_000);

  private KnownServices() {}

  /** How much answers hold at most. */
  static AnswerCaps caps(URI url) {
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    boolean aws = host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn");
    return aws && host.startsWith("monitoring.") ? CLOUDWATCH : AnswerCaps.NONE;
  }
}
