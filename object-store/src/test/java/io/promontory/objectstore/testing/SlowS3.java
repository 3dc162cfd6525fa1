package io.promontory.objectstore.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of S3 as reading blocks needs (ListObjectsV2 and GetObject with a range), on a free
 * loopback port, answering each request after a wait. It checks no signatures and knows no more of
 * HTTP than requests without a body on connections that stay open, so that little of what is
 * measured is its own work: for benchmarks and training runs.
 */
public final class SlowS3 implements AutoCloseable {
  private static final int PAGE = 1000;
  private static final int MOST_HEAD_BYTES = 16 << 10;
  private static final Pattern RANGE = Pattern.compile("(?i)\nrange: bytes=(\\d+)-(\\d+)\r");
  private static final Pattern TOKEN = Pattern.compile("[?&]continuation-token=(\\d+)");

  private final Bucket bucket;
  private final List<ObjectInfo> objects;
  private final long waitMillis;
  private final ServerSocket server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger lists = new AtomicInteger();
  private final AtomicInteger gets = new AtomicInteger();

  public SlowS3(Bucket bucket, long waitMillis) throws IOException {
    this.bucket = bucket;
    this.objects = bucket.list("", Bucket.Depth.RECURSIVE).objects();
    this.waitMillis = waitMillis;
    server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("slow-s3").start(this::accept);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Requests for pages of listings since the last call. */
  public int lists() {
    return lists.getAndSet(0);
  }

  /** Requests for objects since the last call. */
  public int gets() {
    return gets.getAndSet(0);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        Thread.ofVirtual().name("slow-s3-connection").start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = connection.getInputStream();
      byte[] buffer = new byte[MOST_HEAD_BYTES];
      for (String head = head(in, buffer); head != null; head = head(in, buffer)) {
        if (closed.await(waitMillis, TimeUnit.MILLISECONDS)) {
          return;
        }
        connection.getOutputStream().write(answer(head));
      }
    } catch (IOException e) {
      // the client is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next request, which has no body; null at the end of the connection. */
  private static @Nullable String head(InputStream in, byte[] buffer) throws IOException {
    int length = 0;
    while (length < 4 || buffer[length - 1] != '\n' || buffer[length - 3] != '\n') {
      int read = in.read(buffer, length, buffer.length - length);
      if (read <= 0) {
        return null;
      }
      length += read;
    }
    return new String(buffer, 0, length, ISO_8859_1);
  }

  private byte[] answer(String head) throws IOException {
    String target = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
    int slash = target.indexOf('/', 1);
    return slash < 0 || slash == target.length() - 1 || target.charAt(slash + 1) == '?'
        ? list(target)
        : get(target.substring(slash + 1), head);
  }

  private byte[] list(String target) {
    lists.incrementAndGet();
    Matcher token = TOKEN.matcher(target);
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
    return answer("200 OK", "Content-Type: application/xml\r\n", body);
  }

  private byte[] get(String key, String head) throws IOException {
    gets.incrementAndGet();
    ObjectInfo object = bucket.head(key).orElseThrow();
    Matcher range = RANGE.matcher(head);
    if (!range.find()) {
      throw new IOException("a range is expected");
    }
    long from = Long.parseLong(range.group(1));
    long to = Math.min(object.size() - 1, Long.parseLong(range.group(2)));
    String headers =
        "ETag: \""
            + object.tag()
            + "\"\r\nContent-Range: bytes "
            + from
            + "-"
            + to
            + "/"
            + object.size()
            + "\r\n";
    return answer(
        "206 Partial Content", headers, bucket.getRange(key, from, (int) (to - from + 1)));
  }

  private static byte[] answer(String status, String headers, byte[] body) {
    String head =
        "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n";
    ByteArrayOutputStream answer = new ByteArrayOutputStream(head.length() + body.length);
    answer.writeBytes(head.getBytes(ISO_8859_1));
    answer.writeBytes(body);
    return answer.toByteArray();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
