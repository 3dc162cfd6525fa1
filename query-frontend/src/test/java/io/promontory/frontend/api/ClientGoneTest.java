package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.app.QueryRunner;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.engine.QueryStats;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that hangs up ends its query; one that stays gets its answers, several a connection. */
@Timeout(300)
class ClientGoneTest {
  private static final String GET = "GET /api/v1/query?query=1&time=5 HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String POST =
      "POST /api/v1/query HTTP/1.1\r\nHost: x\r\nContent-Length: 14\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\n\r\nquery=1&time=5";

  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch canceled = new CountDownLatch(1);

  private final QueryRunner untilCanceled =
      (store, query, context) -> {
        context.cancellation().onCancel(canceled::countDown);
        running.countDown();
        try {
          canceled.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new QueryException(QueryException.Kind.CANCELED, "query was canceled");
      };

  private static ApiServer server(QueryRunner engine) throws Exception {
    return new ApiServer(Services.ready(new MemoryStore("m", Labels.EMPTY), engine));
  }

  private void hangUp(String request) throws Exception {
    try (ApiServer server = server(untilCanceled)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(canceled.getCount()).isOne();
      }
      assertThat(canceled.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void getIsCanceled() throws Exception {
    hangUp(GET);
  }

  @Test
  void postIsCanceled() throws Exception {
    hangUp(POST);
  }

  @Test
  void aConnectionServesManyRequestsInTurn() throws Exception {
    try (ApiServer server = server(ClientGoneTest::one);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      for (int i = 0; i < 200; i++) {
        socket.getOutputStream().write((i % 2 == 0 ? GET : POST).getBytes(UTF_8));
        assertThat(answer(socket.getInputStream())).endsWith("\"result\":[5,\"1\"]}}");
      }
    }
  }

  private static QueryResult one(Object store, Object query, Object context) {
    return new QueryResult(
        new QueryValue.Scalar(5_000, 1),
        List.of(),
        List.of(),
        Completeness.NONE_ASKED,
        new QueryStats(0, 0, 0, 0, 0, 0, 0, 0));
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("connection closed after: " + head);
      }
      head.append((char) b);
    }
    String text = head.toString();
    int at = text.indexOf("Content-Length: ") + "Content-Length: ".length();
    int length = Integer.parseInt(text.substring(at, text.indexOf("\r\n", at)));
    return new String(in.readNBytes(length), UTF_8);
  }
}
