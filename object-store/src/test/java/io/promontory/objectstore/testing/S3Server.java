package io.promontory.objectstore.testing;

import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.objectstore.bucket.s3.S3Endpoint;
import io.promontory.objectstore.bucket.s3.S3Options;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A server that speaks S3 on a free loopback port, keeps objects in memory, and checks signatures.
 */
public final class S3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "AKIAPROMONTORY";
  public static final String SECRET_KEY = "a secret for tests";
  public static final String REGION = "eu-central-1";

  private final S3Proxy server;
  private final BlobStore store;

  public S3Server() {
    try {
      Properties properties = new Properties();
      properties.setProperty("jclouds.provider", "transient-nio2");
      store = BlobStores.create("transient-nio2", properties);
      server =
          S3Proxy.builder()
              .blobStore(store)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .ignoreUnknownHeaders(true)
              .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
              .build();
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("starting an S3 server", e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /** Makes an empty bucket. */
  public void create(String bucket) {
    store.createContainer(bucket);
  }

  /** Puts small objects, past the protocol. */
  public void fill(String bucket, List<String> keys) {
    for (String key : keys) {
      store.putBlob(
          PutObjectRequest.builder().bucket(bucket).key(key).contentLength(1L).build(),
          new ByteArrayInputStream(new byte[1]));
    }
  }

  /** How to reach a bucket here, or through something at another address. */
  public static S3Options options(URI uri, String bucket) {
    return S3Options.of(bucket)
        .withEndpoint(S3Endpoint.at(uri, REGION))
        .withCredentials(AwsCredentialSource.Keys.of(ACCESS_KEY, SECRET_KEY));
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("stopping an S3 server", e);
    }
  }
}
