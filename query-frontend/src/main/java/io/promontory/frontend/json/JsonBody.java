package io.promontory.frontend.json;

import java.io.IOException;

/** A JSON value that knows how to write itself; it is complete before the first byte is written. */
@FunctionalInterface
public interface JsonBody {
  void writeTo(JsonOutput out) throws IOException;
}
