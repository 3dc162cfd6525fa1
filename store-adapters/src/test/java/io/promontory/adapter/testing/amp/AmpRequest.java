package io.promontory.adapter.testing.amp;

import java.util.List;
import java.util.Map;

/**
 * A request that a {@link FakeAmp} answered.
 *
 * @param path behind the workspace, such as {@code /api/v1/query}
 * @param params of URL and form
 * @param status of the answer
 * @param billed samples that were charged for it
 * @param bytes of the answer's body
 */
public record AmpRequest(
    WireRequest wire,
    String path,
    Map<String, List<String>> params,
    int status,
    long billed,
    long bytes) {
  /** The first value of a parameter; empty for none. */
  public String param(String name) {
    return params.getOrDefault(name, List.of("")).getFirst();
  }
}
