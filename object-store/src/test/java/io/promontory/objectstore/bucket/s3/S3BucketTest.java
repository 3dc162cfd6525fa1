package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketContract;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.objectstore.testing.Fault;
import io.promontory.objectstore.testing.FaultProxy;
import io.promontory.objectstore.testing.S3Server;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract at a server that checks signatures. */
class S3BucketTest extends BucketContract {
  private static S3Server server;
  private static int buckets;
  private @Nullable FaultProxy proxy;

  @BeforeAll
  static void start() {
    server = new S3Server();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected Bucket create() {
    String name = "bucket-" + ++buckets;
    server.create(name);
    return open(server.uri(), name);
  }

  /** The server looks at a tag and writes in two steps; the proxy makes it one. */
  @Override
  protected Bucket createForManyWriters() {
    String name = "bucket-" + ++buckets;
    server.create(name);
    proxy =
        new FaultProxy(server.uri())
            .spoil(Integer.MAX_VALUE, head -> head.startsWith("PUT "), Fault.oneAtATime());
    return open(proxy.uri(), name);
  }

  @Override
  protected void fill(List<String> keys) {
    server.fill("bucket-" + buckets, keys);
  }

  @AfterEach
  void stopProxy() {
    if (proxy != null) {
      proxy.close();
    }
  }

  private static Bucket open(URI uri, String name) {
    return S3Bucket.open(
        S3Server.options(uri, name).withLimits(S3Limits.DEFAULT.withSizes(5 << 20, 1 << 20)),
        RequestListener.NONE);
  }
}
