package io.promontory.rules.remotewrite;

import java.io.IOException;
import java.util.Map;

/** Posts to one receiver: TLS, who asks and time limits are its business. Safe for many threads. */
public interface WriteTransport extends AutoCloseable {
  /**
   * Posts a body.
   *
   * @return the answer, whatever its status
   * @throws IOException if none came
   */
  WriteAnswer post(byte[] body, Map<String, String> headers) throws IOException;

  @Override
  default void close() {}
}
