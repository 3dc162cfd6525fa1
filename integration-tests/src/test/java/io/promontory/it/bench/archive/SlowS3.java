package io.promontory.it.bench.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of S3 as reading blocks needs (ListObjectsV2 and GetObject with a range), on a free
 * loopback port, answering each request after a wait. It checks no signatures, so that little of
 * what is measured is its own work.
 */
final class SlowS3 implements AutoCloseable {
  private static final int PAGE = 1000;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
  private static final Pattern TOKEN = Pattern.compile("(?:^|&)continuation-token=(\\d+)");

  private final Bucket bucket;
  private final List<ObjectInfo> objects;
  private final long waitMillis;
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger gets = new AtomicInteger();

  SlowS3(Bucket bucket, long waitMillis) throws IOException {
    this.bucket = bucket;
    this.objects = bucket.list("", Bucket.Depth.RECURSIVE).objects();
    this.waitMillis = waitMillis;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requests for pages of listings since the last call. */
  int lists() {
    return lists.getAndSet(0);
  }

  /** Requests for objects since the last call. */
  int gets() {
    return gets.getAndSet(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (closed.await(waitMillis, TimeUnit.MILLISECONDS)) {
        return;
      }
      String path = exchange.getRequestURI().getPath();
      int slash = path.indexOf('/', 1);
      if (slash < 0 || slash == path.length() - 1) {
        list(exchange);
      } else {
        get(exchange, path.substring(slash + 1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    lists.incrementAndGet();
    Matcher token = TOKEN.matcher(exchange.getRequestURI().getRawQuery());
    int from = token.find() ? Integer.parseInt(token.group(1)) : 0;
    int to = Math.min(objects.size(), from + PAGE);
    StringBuilder xml = new StringBuilder(PAGE * 200);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><Name>b</Name>")
        .append("<EncodingType>url</EncodingType><IsTruncated>")
        .append(to < objects.size())
        .append("</IsTruncated>");
    if (to < objects.size()) {
      xml.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
    }
    for (ObjectInfo object : objects.subList(from, to)) {
      xml.append("<Contents><Key>")
          .append(object.key())
          .append("</Key><LastModified>")
          .append(object.lastModified())
          .append("</LastModified><ETag>&quot;")
          .append(object.tag())
          .append("&quot;</ETag><Size>")
          .append(object.size())
          .append("</Size></Contents>");
    }
    byte[] body = xml.append("</ListBucketResult>").toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    gets.incrementAndGet();
    long size = bucket.head(key).orElseThrow().size();
    Matcher range = RANGE.matcher(exchange.getRequestHeaders().getFirst("Range"));
    if (!range.matches()) {
      throw new IOException("a range is expected");
    }
    long from = Long.parseLong(range.group(1));
    long to = Math.min(size - 1, Long.parseLong(range.group(2)));
    byte[] body = bucket.getRange(key, from, (int) (to - from + 1));
    exchange.getResponseHeaders().set("ETag", "\"" + key.hashCode() + "\"");
    exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, to, size));
    exchange.sendResponseHeaders(206, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
