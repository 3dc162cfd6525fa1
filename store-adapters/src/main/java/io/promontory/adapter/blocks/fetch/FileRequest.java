package io.promontory.adapter.blocks.fetch;

import java.util.concurrent.CompletableFuture;

/**
 * A request for a range of a file that is planned or under way.
 *
 * @param answer comes when the request has ended; others than who makes it may wait for it
 */
record FileRequest(long start, int length, CompletableFuture<Extent> answer) implements Span {
  FileRequest(long start, int length) {
    this(start, length, new CompletableFuture<>());
  }

  @Override
  public long end() {
    return start + length;
  }
}
